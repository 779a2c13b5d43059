"""The count at the gate: pieces as they are, weights in 斤 or kg, always with the unit beside."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.procurement.enums import PhotoOf
from baogong.apps.procurement.queries import OrderedGood
from baogong.apps.procurement.services import LotMarks
from baogong.values.quantity import GRAMS_PER_JIN, GRAMS_PER_KG
from baogong.web.components.fields import DayField
from baogong.web.components.photos import PhotoField

UNITS = (("jin", gettext_lazy("jin (500 g)")), ("kg", gettext_lazy("kg")))
GRAMS_PER = {"jin": GRAMS_PER_JIN, "kg": GRAMS_PER_KG}
MARKS = ("code", "maker", "made_on", "expires_on")
MOST = 10**8  # pieces or grams: 100 tonnes of one good do not come in one truck


@dataclass(frozen=True, slots=True)
class CountRow:
    """The controls of a good; pieces have no unit to choose."""

    number: forms.BoundField
    unit: forms.BoundField | None
    marks: tuple[forms.BoundField, ...]

    @property
    def is_open(self) -> bool:
        """Whether the marks are unfolded: something stands in them or is wrong."""
        return any(field.value() or field.errors for field in self.marks)


class CountForm(forms.Form):
    """One row for each good, empty at first: what should come is not told before it was counted.

    ``key`` is made with the page, so that a repeated send is noticed.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, goods: Sequence[OrderedGood], data: Any = None, *, key: UUID) -> None:
        super().__init__(data, initial={"key": key})
        self.goods = goods
        for good in goods:
            self.fields[f"count_{good.good_id}"] = _number_field(good)
            if good.sold_by == SoldBy.GRAM:
                self.fields[f"unit_{good.good_id}"] = forms.ChoiceField(
                    label=_("Unit of %(good)s") % {"good": good.name}, choices=UNITS
                )
            for mark, field in _mark_fields().items():
                self.fields[f"{mark}_{good.good_id}"] = field

    def rows(self) -> list[CountRow]:
        return [
            CountRow(
                self[f"count_{good.good_id}"],
                self[f"unit_{good.good_id}"] if good.sold_by == SoldBy.GRAM else None,
                tuple(self[f"{mark}_{good.good_id}"] for mark in MARKS),
            )
            for good in self.goods
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for good in self.goods:
            name = f"count_{good.good_id}"
            if name in data:
                try:
                    data[name] = _quantity(data[name], unit=data.get(f"unit_{good.good_id}", ""))
                except ValueError:
                    self.add_error(name, _what_to_type(good))
            made = data.get(f"made_on_{good.good_id}")
            expires = data.get(f"expires_on_{good.good_id}")
            if made and expires and expires < made:
                wrong = _("%(good)s expires before it was made. Look at both days again.")
                self.add_error(f"expires_on_{good.good_id}", wrong % {"good": good.name})
        return data

    def counted(self) -> dict[int, int]:
        """Pieces or grams by good, of a valid form."""
        return {g.good_id: self.cleaned_data[f"count_{g.good_id}"] for g in self.goods}

    def marks(self) -> dict[int, LotMarks]:
        """What is printed on the goods, by good, of a valid form."""
        return {
            good.good_id: LotMarks(
                **{mark: self.cleaned_data[f"{mark}_{good.good_id}"] for mark in MARKS}
            )
            for good in self.goods
        }


class ArrivalPhotoForm(forms.Form):
    """Evidence beside the count, of the same page: ``key`` is the count's."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    truck = PhotoField(label=gettext_lazy("Photo of the truck"), required=False)
    damage = PhotoField(label=gettext_lazy("Photo of damage"), required=False)

    def images(self) -> dict[PhotoOf, bytes]:
        """The photos that came with a valid form."""
        return {shows: image for shows in PhotoOf if (image := self.cleaned_data[shows])}


def _mark_fields() -> dict[str, forms.Field]:
    plain = {"autocomplete": "off"}
    return {
        "code": forms.CharField(
            label=_("Lot number"), max_length=40, required=False, widget=forms.TextInput(plain)
        ),
        "maker": forms.CharField(
            label=_("Maker"), max_length=80, required=False, widget=forms.TextInput(plain)
        ),
        "made_on": DayField(label=_("Made on"), required=False),
        "expires_on": DayField(label=_("Expires on"), required=False),
    }


def _number_field(good: OrderedGood) -> forms.CharField:
    inputmode = "decimal" if good.sold_by == SoldBy.GRAM else "numeric"
    widget = forms.TextInput({"inputmode": inputmode, "autocomplete": "off", "size": 8})
    required = {"required": _("Count it, or type 0 when none came.")}
    return forms.CharField(label=good.name, max_length=12, widget=widget, error_messages=required)


def _quantity(text: str, *, unit: str) -> int:
    """``"12.5"`` 斤 -> 6250 grams; full-width digits too. Raises ValueError."""
    try:
        number = Decimal(unicodedata.normalize("NFKC", text)) * GRAMS_PER.get(unit, 1)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or number != number.to_integral_value() or not 0 <= number <= MOST:
        raise ValueError(text)
    return int(number)


def _what_to_type(good: OrderedGood) -> str:
    if good.sold_by == SoldBy.GRAM:
        return _("Type the weight as a number, for example 12 or 12.5.")
    return _("Type how many pieces came as a whole number, for example 20.")
