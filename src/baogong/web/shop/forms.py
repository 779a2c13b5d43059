"""What a shop answers to a purchase order."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.procurement.queries import OrderedGood, PurchaseOrderRow
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
