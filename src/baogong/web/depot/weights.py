"""The scale beside the packing table: it types like a keyboard, or somebody types for it (R21)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SCALE_UNIT
from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.sorting.policies import ScaleLine
from baogong.apps.sorting.queries import scale_lines
from baogong.apps.sorting.services import Reading, agree_to_more, weigh
from baogong.values.errors import DomainError
from baogong.values.quantity import GRAMS_PER, GRAMS_PER_JIN, GRAMS_PER_KG, read_weight
from baogong.web.components.fields import MOST_AMOUNT, AmountField
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.sorting.models import Bag
    from baogong.web.access import StaffRequest

LONGEST = 60  # a few turns of a scale that sends its unit
UNIT_KEY = "scale_unit"  # of the session: each table has a scale of its own
UNITS = {
    GRAMS_PER_JIN: pgettext_lazy("unit of a scale", "jin"),
    GRAMS_PER_KG: pgettext_lazy("unit of a scale", "kilograms"),
    1: pgettext_lazy("unit of a scale", "grams"),
}
UNIT_OF_SETTING = dict(enumerate(UNITS, start=1))


class ScaleForm(forms.Form):
    """A weight for each line, and up to how much the household agreed to where it was asked.

    ``last``: grams by line that the scale said last and that were refused. To these, else to what
    was weighed, a weight that begins with two pluses is added; the form says to how many
    (``onto``), so that it comes to the same when it is sent twice.
    """

    unit = forms.TypedChoiceField(
        label=gettext_lazy("Without a unit the scale shows"), choices=UNITS.items(), coerce=int
    )

    def __init__(
        self,
        lines: Sequence[ScaleLine],
        data: Any = None,
        *,
        unit: int,
        last: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(data, initial={"unit": unit})
        next_one = next((n for n, line in enumerate(lines) if line.grams is None), None)
        next_over = next((n for n, line in enumerate(lines) if line.is_over), None)
        focus = next_over if next_one is None else next_one
        for number, line in enumerate(lines):
            self.fields[f"weight_{line.line_id}"] = _weight_field(line, focused=number == focus)
            self.fields[f"key_{line.line_id}"] = forms.UUIDField(
                initial=uuid4, required=False, widget=forms.HiddenInput
            )
            self.fields[f"onto_{line.line_id}"] = forms.IntegerField(
                initial=(last or {}).get(line.line_id, line.grams or 0),
                min_value=0,
                max_value=MOST_AMOUNT,
                required=False,
                widget=forms.HiddenInput,
            )
            self.fields[f"most_{line.line_id}"] = AmountField(
                label=_("Up to how many jin does the household take?"),
                sold_by=SoldBy.GRAM,
                initial=line.grams,
                required=False,
            )
            self.fields[f"way_{line.line_id}"] = forms.ChoiceField(
                label=_("How was it asked?"),
                choices=ConsentWay.choices,
                initial=ConsentWay.PHONE,
                required=False,
                widget=forms.RadioSelect,
            )

        self.lines = lines

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        bare = data.get("unit") or self.initial["unit"]
        for line in self.lines:
            if text := data.get(name := f"weight_{line.line_id}"):
                try:
                    kept = data.get(f"onto_{line.line_id}") or 0
                    data[name] = read_weight(text, bare=bare, kept=kept)
                except ValueError:
                    self.add_error(name, _("No weight. Type it like 3.2, 1.6kg or 3.2+0.5."))
        return data

    def typed(self, name: str, line: ScaleLine) -> Any:
        """What was typed for a line, None where nothing was."""
        return self.cleaned_data.get(f"{name}_{line.line_id}") or None

    def errors_of(self, line: ScaleLine) -> str:
        names = (f"{name}_{line.line_id}" for name in ("weight", "most", "way"))
        return " ".join(str(text) for name in names for text in self.errors.get(name, ()))


def _weight_field(line: ScaleLine, *, focused: bool) -> forms.CharField:
    attrs = {"inputmode": "decimal", "autocomplete": "off", "enterkeyhint": "go"}
    if focused:
        attrs["autofocus"] = "autofocus"
    return forms.CharField(
        label=_("Weight of %(good)s") % {"good": line.good},
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was typed for a line stands, or ``refusal`` says why it does not. ``agreed``: grams
    that the household was just said to take, None where nothing was said of that."""

    line: ScaleLine
    refusal: str = ""
    agreed: int | None = None

    @property
    def too_little(self) -> bool:
        """Whether the household takes less than lies on the scale."""
        return self.agreed is not None and self.line.is_over


class Scales:
    """The lines of a bag that are weighed, and the verdict on what was typed for them."""

    def __init__(self, request: StaffRequest, bag: Bag) -> None:
        self._request, self._bag = request, bag
        self.verdict: Verdict | None = None
        self._load()

    def _load(self, *, last: Mapping[int, int] | None = None) -> None:
        self.lines = scale_lines(self._bag, at=timezone.now())
        self.form = ScaleForm(self.lines, unit=self._unit(), last=last)

    def _unit(self) -> int:
        """Grams of a number without a unit: as this table said last, else as the depot's set."""
        known = self._request.session.get(UNIT_KEY)
        if known in UNITS or not self.lines:
            return known or GRAMS_PER_JIN
        return UNIT_OF_SETTING[setting(SCALE_UNIT, place=self._bag.wave.depot, at=timezone.now())]

    @property
    def is_refused(self) -> bool:
        return self.verdict is not None and bool(self.verdict.refusal)

    @property
    def rows(self) -> list[tuple[ScaleLine, list[forms.BoundField]]]:
        """Each line with its fields: weight, key, most, way and onto."""
        names = ("weight", "key", "most", "way", "onto")
        return [
            (line, [self.form[f"{name}_{line.line_id}"] for name in names]) for line in self.lines
        ]

    @property
    def units(self) -> str:
        """Grams of one of each unit that may be typed, as JSON for the sum that is shown."""
        return json.dumps(GRAMS_PER)

    def take(self, *, missing: Mapping[int, int]) -> None:
        """Write down what was typed, line by line, up to the first refusal.

        ``missing``: grams by bag line that are not there to be weighed.
        """
        form = ScaleForm(self.lines, self._request.POST, unit=self._unit())
        form.full_clean()
        if unit := form.cleaned_data.get("unit"):
            self._request.session[UNIT_KEY] = unit
        said: dict[int, str] = {}
        last = {line.line_id: kept for line in self.lines if (kept := form.typed("onto", line))}
        for line in self.lines:
            refusal = form.errors_of(line) or self._write(form, line, missing=missing)
            if refusal is not None:
                said[line.line_id] = refusal
            grams = form.typed("weight", line)
            if refusal:
                last |= {line.line_id: grams} if grams else {}
                break
            if grams:
                last.pop(line.line_id, None)
        self._load(last=last)
        for line in self.lines:
            if line.line_id in said:
                self.verdict = Verdict(line, said[line.line_id], agreed=self._agreed(form, line))

    def _write(
        self, form: ScaleForm, line: ScaleLine, *, missing: Mapping[int, int]
    ) -> str | None:
        """The refusal, "" when what was typed is written down; None when nothing was typed."""
        grams = form.typed("weight", line)
        agreed = self._agreed(form, line)
        actor, now = self._request.user, timezone.now()
        try:
            if grams:
                key, short = form.typed("key", line) or uuid4(), missing.get(line.line_id, 0)
                weigh(Reading(key, line.line_id, grams, short), actor=actor, now=now)
            if agreed is not None:
                way = ConsentWay(form.typed("way", line) or ConsentWay.PHONE)
                agree_to_more(bag_line_id=line.line_id, most=agreed, way=way, actor=actor, now=now)
        except DomainError as error:
            return refusal_text(error)
        return "" if grams or agreed is not None else None

    def _agreed(self, form: ScaleForm, line: ScaleLine) -> int | None:
        """Up to how many grams the household takes; 0 for nonsense, None where nobody says so."""
        if self._request.POST.get("step") != f"agree-{line.line_id}":
            return None
        return form.typed("most", line) or 0
