"""What a shop answers to a purchase order."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.queries import GoodRow
from baogong.apps.procurement.queries import OrderedGood, PurchaseOrderRow
from baogong.apps.procurement.services import SwapOffer
from baogong.web.components.fields import AmountField, ClockField, moment


class ConfirmForm(forms.Form):
    """The shop brings it; when its truck comes may stay open."""

    expected = ClockField(
        label=gettext_lazy("When does your truck come?"),
        help_text=gettext_lazy("On the delivery day, like 9:30. The gate sees it."),
        required=False,
    )

    def expected_at(self, day: date) -> datetime | None:
        expected = self.cleaned_data["expected"]
        return None if expected is None else moment(day, expected)


def field_of(good: OrderedGood) -> str:
    """The name of a good's field; a good's code alone could be that of another field."""
    return f"good-{good.sku}"


class OutForm(forms.Form):
    """How much there is of the goods that the shop cannot bring in full; 0 is written as "0"."""

    note = forms.CharField(
        label=gettext_lazy("Why, or until when?"), max_length=200, required=False
    )

    def __init__(self, *args: Any, goods: Sequence[OrderedGood], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods = goods
        for good in goods:
            unit = _("jin") if good.sold_by == SoldBy.GRAM else _("pieces")
            self.fields[field_of(good)] = AmountField(
                label=_("%(good)s: we have (%(unit)s)") % {"good": good.name, "unit": unit},
                sold_by=good.sold_by,
                may_be_none=True,
                required=False,
            )

    @staticmethod
    def known(order: PurchaseOrderRow, goods: Sequence[OrderedGood]) -> dict[str, Any]:
        """What the shop said before."""
        return {"note": order.note} | {
            field_of(good): good.available for good in goods if good.available is not None
        }

    def available(self) -> dict[int, int]:
        """By good, of the goods that the shop has less of than was ordered."""
        told = {good.good_id: self.cleaned_data[field_of(good)] for good in self.goods}
        ordered = {good.good_id: good.quantity for good in self.goods}
        return {
            good_id: quantity
            for good_id, quantity in told.items()
            if quantity is not None and quantity < ordered[good_id]
        }


class SwapForm(forms.Form):
    """Another good in the place of one that is out. How much is typed in each good's own unit."""

    good = forms.TypedChoiceField(label=gettext_lazy("What is out"), coerce=int)
    replaced = forms.CharField(
        label=gettext_lazy("How much of it is replaced?"),
        help_text=gettext_lazy("In jin, or in pieces. Empty: all that is out."),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 7, "autocomplete": "off"}),
    )
    other = forms.ChoiceField(label=gettext_lazy("What you bring instead"))
    quantity = forms.CharField(
        label=gettext_lazy("How much of that do you bring?"),
        help_text=gettext_lazy("In jin, or in pieces. Empty: as much as is replaced."),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 7, "autocomplete": "off"}),
    )

    def __init__(
        self, data: Any = None, *, goods: Sequence[OrderedGood], others: Sequence[GoodRow]
    ) -> None:
        super().__init__(data)
        self.goods = {good.good_id: good for good in goods if good.missing}
        self.others = {other.sku: other for other in others}
        missing = {good.good_id: good.name for good in self.goods.values()}
        self.fields["good"].choices = list(missing.items())  # type: ignore[attr-defined]
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a good")),
            *((other.sku, other.name) for other in others),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        good, other = self.goods.get(data.get("good", 0)), self.others.get(data.get("other", ""))
        if good is None or other is None:
            return data
        self._read("replaced", good.sold_by)
        self._read("quantity", other.sold_by)
        if not data.get("quantity") and good.sold_by != other.sold_by and not self.errors:
            self.add_error(
                "quantity", _("One is sold by weight, the other by the piece. Write how much.")
            )
        return data

    def _read(self, name: str, sold_by: str) -> None:
        try:
            field = AmountField(sold_by=sold_by, required=False)
            self.cleaned_data[name] = field.clean(self.cleaned_data.get(name))
        except forms.ValidationError as error:
            self.add_error(name, error)

    def offer(self, good_ids: Mapping[str, int]) -> SwapOffer:
        """``good_ids``: by SKU."""
        data = self.cleaned_data
        replaced = data["replaced"] or self.goods[data["good"]].missing
        return SwapOffer(
            good_id=data["good"],
            replaced=replaced,
            other_id=good_ids[data["other"]],
            quantity=data["quantity"] or replaced,
        )
