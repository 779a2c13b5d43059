"""How to divide what came short, as the desk fills it in."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.places.enums import CareKind
from baogong.apps.places.queries import DoorRow
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.queries import GoodBalance, Terms
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import AmountField
from baogong.web.desk.doors import one_door

MOST_DOORS = 200


class DivisionForm(forms.Form):
    """Strategy, and the doors that come first. ``find`` looks for a door by its name."""

    division = forms.ChoiceField(
        label=gettext_lazy("How is it divided?"),
        choices=Division.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    care = forms.MultipleChoiceField(
        label=gettext_lazy("Priority: households with"),
        help_text=gettext_lazy("Only for “priority doors first”. Your look is written down."),
        choices=CareKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    doors = forms.CharField(
        label=gettext_lazy("Priority: further doors"),
        help_text=gettext_lazy("One in each line, like E6-1-602."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def __init__(
        self, data: Any, *, balance: GoodBalance, find: Callable[[str], Sequence[DoorRow]]
    ) -> None:
        super().__init__(data)
        self.find = find
        self.fields["supply"] = AmountField(
            label=_("How much is there to divide? (%(unit)s)")
            % {"unit": _("jin") if balance.sold_by == "gram" else _("pieces")},
            help_text=_("Empty: %(supply)s, as counted. On the shelf lie %(shelf)s.")
            % {
                "supply": amount_text(balance.supply, balance.sold_by),
                "shelf": amount_text(balance.shelf, balance.sold_by),
            },
            sold_by=balance.sold_by,
            may_be_none=True,
            required=False,
        )

    def clean_doors(self) -> frozenset[int]:
        names = [name for name in self.cleaned_data["doors"].splitlines() if name.strip()]
        if len(names) > MOST_DOORS:
            raise forms.ValidationError(_("At most %(n)s doors.") % {"n": MOST_DOORS})
        return frozenset(self._door(place, name) for place, name in enumerate(names, start=1))

    def _door(self, place: int, name: str) -> int:
        try:
            return one_door(name, found=self.find(name))
        except forms.ValidationError as error:
            text = _("Line %(n)s, “%(name)s”: %(why)s")
            why = " ".join(error.messages)
            raise forms.ValidationError(text % {"n": place, "name": name, "why": why}) from None

    def terms(self) -> Terms:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Terms(
            division=Division(data["division"]),
            care=frozenset(CareKind(kind) for kind in data["care"]),
            doors=data["doors"],
            supply=data["supply"],
        )


class ConfirmForm(forms.Form):
    """Why it is divided this way. ``key`` and ``digest`` are made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why does it come short, and why is it divided this way?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write it in a few words.")},
    )

    def looked_at_again(self, digest: str, *, refusal: str) -> "ConfirmForm":
        """The same form for the shares as they are now, with why those before do not hold."""
        data = {**dict(self.data.items()), "key": uuid4(), "digest": digest}
        again = ConfirmForm(data)
        again.add_error(None, refusal)
        return again
