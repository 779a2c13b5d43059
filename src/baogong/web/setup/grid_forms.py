"""What a draft of a grid plan asks for."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baogong.apps.places.queries import GridRow

NO_GRID = "none"
_ID = re.compile(r"[0-9]{1,15}")


class PartsForm(forms.Form):
    """Where buildings and entrances go: ``grid-<id>`` for one, ``give`` and ``to`` for many.

    Cleans to ``grid_of``: id -> grid or None. What a row shows already is sent empty, and so
    overwrites nothing that somebody else changed meanwhile.
    """

    to = forms.ChoiceField(label=_("Give the ticked ones to"), required=False)

    def __init__(self, data: QueryDict | None = None, *, grids: Sequence[GridRow]) -> None:
        super().__init__(data)
        grids_to_choose = [(str(grid.id), f"{grid.number} · {grid.label}") for grid in grids]
        choices = [("", _("choose a grid")), *grids_to_choose, (NO_GRID, _("no grid"))]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = [int(text) for text in self._sent("give") if _ID.fullmatch(text)]
        if ticked and not cleaned.get("to"):
            self.add_error("to", _("Choose the grid for what you ticked."))
        grid_of = {place_id: _grid(cleaned.get("to") or NO_GRID) for place_id in ticked}
        grid_of |= self._single_ones()
        if not grid_of and not self.errors:
            raise ValidationError(
                _("Nothing was chosen. Tick buildings and choose a grid, or choose one in a row.")
            )
        return cleaned | {"grid_of": grid_of}

    def _single_ones(self) -> dict[int, int | None]:
        chosen = {
            key.removeprefix("grid-"): text
            for key, text in self.data.items()
            if key.startswith("grid-") and (text == NO_GRID or _ID.fullmatch(text))
        }
        return {int(key): _grid(text) for key, text in chosen.items() if _ID.fullmatch(key)}

    def _sent(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []


class ApproveForm(forms.Form):
    """Puts a draft into force; ``seen`` is the state of the draft that the page showed."""

    note = forms.CharField(
        label=_("Note on this version"),
        max_length=200,
        required=False,
        help_text=_("Why it changes; needed where entrances stay in no grid."),
    )
    seen = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


def _grid(text: str) -> int | None:
    return None if text == NO_GRID else int(text)
