"""Goods that nobody ordered: what they are, and what is to become of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.queries import GoodRow
from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.gate.services import FoundGoods
from baogong.web.components.fields import AmountField
from baogong.web.components.photos import PhotoField

MOST_PIECES = 10_000
_PLAIN = {"autocomplete": "off"}


class FoundForm(forms.Form):
    """What stands at the gate. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.CharField(
        label=gettext_lazy("What is it?"), max_length=80, widget=forms.TextInput(_PLAIN)
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many boxes, bags or pieces?"),
        min_value=1,
        max_value=MOST_PIECES,
        widget=forms.TextInput({"inputmode": "numeric", **_PLAIN}),
    )
    from_whom = forms.CharField(
        label=gettext_lazy("Who brought it?"),
        help_text=gettext_lazy("A platform, shop or society, no name of a person. Else: unknown."),
        max_length=40,
        widget=forms.TextInput(_PLAIN),
    )
    place_there = forms.CharField(
        label=gettext_lazy("Where does it stand?"), max_length=80, widget=forms.TextInput(_PLAIN)
    )
    photo = PhotoField(label=gettext_lazy("Photo"), required=False)

    def found(self) -> FoundGoods:
        """What a valid form says."""
        return FoundGoods(**self.cleaned_data)


class WishForm(forms.Form):
    """What is to become of it. ``good`` is an SKU; ``quantity`` cleans to its pieces or grams."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What is to become of it?"),
        choices=UnfiledOutcome.choices,
        widget=forms.RadioSelect,
    )
    door = forms.CharField(
        label=gettext_lazy("Door"),
        help_text=gettext_lazy("Only if it goes to a door."),
        max_length=120,
        required=False,
        widget=forms.TextInput(_PLAIN),
    )
    good = forms.ChoiceField(
        label=gettext_lazy("Good"),
        help_text=gettext_lazy("Only if it goes to the depot."),
        required=False,
    )
    quantity = forms.CharField(
        label=gettext_lazy("How many jin or pieces?"),
        help_text=gettext_lazy("Jin for what is weighed. Only if it goes to the depot."),
        max_length=9,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", **_PLAIN}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=200, widget=forms.TextInput(_PLAIN)
    )

    def __init__(self, data: Any, *, goods: Sequence[GoodRow], key: UUID) -> None:
        super().__init__(data, initial={"key": key})
        self.sold_by = {good.sku: good.sold_by for good in goods}
        names = [(good.sku, good.name) for good in goods]
        self.fields["good"].choices = [("", _("none")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome == UnfiledOutcome.DOOR and not data.get("door"):
            self.add_error("door", _("Type the door that it goes to."))
        if outcome == UnfiledOutcome.DEPOT and "good" in data and "quantity" in data:
            if not data["good"]:
                self.add_error("good", _("Choose which good it is on the shelf."))
            else:
                self._clean_quantity(data)
        return data

    def _clean_quantity(self, data: dict[str, Any]) -> None:
        amount = AmountField(sold_by=self.sold_by[data["good"]])
        try:
            data["quantity"] = amount.clean(data["quantity"])
        except forms.ValidationError as error:
            self.add_error("quantity", error)
