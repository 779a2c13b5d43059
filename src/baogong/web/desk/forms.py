"""What a clerk fills in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import Channel, OnExisting
from baogong.apps.ordering.queries import EntranceChoice, OfferRow, OrderFilter
from baogong.web.components.order_form import OrderForm, field_name

LONGEST_NOTE = 200
MOST_UNITS = 9999


class PhoneOrderForm(OrderForm):
    """An order as a caller says it. ``read_back`` is ticked after the sentences were read."""

    on_existing = forms.ChoiceField(
        label=gettext_lazy("What does the caller want?"),
        choices=[
            (OnExisting.ADD, gettext_lazy("Both: add this to the earlier order")),
            (OnExisting.REPLACE, gettext_lazy("Only this: it replaces the earlier order")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Ask the caller, then choose one of the two.")},
    )
    read_back = forms.BooleanField(
        label=gettext_lazy("I have read this back, and the caller said yes"),
        required=False,
        widget=forms.CheckboxInput(attrs={"autofocus": True}),
    )

    def __init__(self, offer: OfferRow, data: Any = None, *, ordered: bool, **kwargs: Any) -> None:
        super().__init__(offer, data, **kwargs)
        self.fields["on_existing"].required = ordered

    @staticmethod
    def initial_quantities(offer: OfferRow, wanted: Mapping[str, int]) -> dict[str, int]:
        """Initial values for ``wanted`` (quantity by package name), as far as it is on offer; of a
        package that several shops bring, one is filled in."""
        there = {row.name: row.id for row in offer.listings if not row.sold_out}
        return {
            field_name(there[name]): quantity for name, quantity in wanted.items() if name in there
        }

    def asking(self, question: str) -> "PhoneOrderForm":
        """The form with the question whether to add or to replace, as an error to answer."""
        form = PhoneOrderForm(self.offer, self.data, ordered=True)
        form.add_error("on_existing", question)
        return form


class OrderFilterForm(forms.Form):
    """The filters above a list of orders; all may be left open."""

    q = forms.CharField(
        label=gettext_lazy("Door or order number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    entrance = forms.TypedChoiceField(
        label=gettext_lazy("Entrance"), required=False, coerce=int, empty_value=None
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), required=False)

    def __init__(self, data: Any, *, entrances: Sequence[EntranceChoice]) -> None:
        super().__init__(data)
        everywhere = [("", _("All"))]
        self.fields["entrance"].choices = everywhere + [  # type: ignore[attr-defined]
            (str(entrance.id), entrance.label) for entrance in entrances
        ]
        self.fields["channel"].choices = everywhere + list(Channel.choices)  # type: ignore[attr-defined]

    def where(self) -> OrderFilter:
        """The filter as the queries take it; one that cannot be read lets everything through."""
        if not self.is_valid():
            return OrderFilter()
        channel = self.cleaned_data["channel"]
        return OrderFilter(
            entrance_id=self.cleaned_data["entrance"],
            channel=Channel(channel) if channel else None,
            text=self.cleaned_data["q"],
        )


def _note() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What was it?"),
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what was found, in a few words.")},
    )


class SettleCountForm(forms.Form):
    """What a second count found."""

    found = forms.IntegerField(
        label=gettext_lazy("How many did the second count find?"),
        min_value=0,
        max_value=MOST_UNITS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    note = _note()


class SettleReportForm(forms.Form):
    """What became of a report that did not fit."""

    note = _note()
