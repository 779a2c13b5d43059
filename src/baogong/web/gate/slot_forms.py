"""Which truck gets which slot."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.gate.services import Booking
from baogong.apps.procurement.queries import PurchaseOrderRow

MOST_BOXES = 100_000


class BookingForm(forms.Form):
    """A free slot for a purchase order, or for whoever is named. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    begins = forms.ChoiceField(label=gettext_lazy("Slot"))
    order = forms.ChoiceField(label=gettext_lazy("Purchase order"), required=False)
    who = forms.CharField(
        label=gettext_lazy("Or who else comes"),
        help_text=gettext_lazy("A platform or a supplier, no name of a person."),
        max_length=40,
        required=False,
    )
    boxes = forms.IntegerField(
        label=gettext_lazy("Boxes that are to come"),
        min_value=0,
        max_value=MOST_BOXES,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any,
        *,
        free: Sequence[datetime],
        orders: Sequence[PurchaseOrderRow],
        key: UUID,
    ) -> None:
        super().__init__(data, initial={"key": key})
        self.slots = {str(int(begin.timestamp())): begin for begin in free}
        choices = [(value, _slot_words(begin)) for value, begin in self.slots.items()]
        self.fields["begins"].choices = choices  # type: ignore[attr-defined]
        ordered = [(str(order.id), f"{order.supplier} · {order.number}") for order in orders]
        self.fields["order"].choices = [("", _("none")), *ordered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("order")) == bool(data.get("who")) and "who" not in self.errors:
            self.add_error("who", _("Choose a purchase order or name who comes, one of the two."))
        return data

    def booking(self) -> Booking:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Booking(
            key=data["key"],
            begins_at=self.slots[data["begins"]],
            boxes=data["boxes"] or 0,
            who=data["who"],
            purchase_order_id=int(data["order"]) if data["order"] else None,
        )


def _slot_words(begin: datetime) -> str:
    """``"14:20"``; another day with its date."""
    local = timezone.localtime(begin)
    clock = formats.time_format(local, "H:i")
    today = timezone.localdate()
    if local.date() == today:
        return clock
    if local.date() == today + timedelta(days=1):
        return _("tomorrow %(at)s") % {"at": clock}
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')} {clock}"
