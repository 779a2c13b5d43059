"""How many of each package of a round: the same question on a household's page and by phone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import OnExisting, OnShort
from baogong.apps.ordering.errors import OrderingError
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.queries import DoorAskRow, DoorOrderRow, ListingRow, OfferRow
from baogong.web.components.fields import is_number
from baogong.web.refusals import refusal_text

# What a household can agree to when it orders, beyond what its place lets come unasked: percent.
OVER_CHOICES = (
    ("0", gettext_lazy("Ask me first if it is much more")),
    ("20", gettext_lazy("Up to a fifth more is fine")),
    ("50", gettext_lazy("Up to half as much again is fine")),
)
# What happens to the rest of an order where something is sold out before it comes in.
WAITS = "1"
WAITS_CHOICES = (
    (WAITS, gettext_lazy("Order the rest, and put me on the waiting list")),
    ("0", gettext_lazy("Order nothing, and ask me")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A package of the page with the field for how many of it."""

    listing: ListingRow
    field: forms.BoundField
    quantity: int
    is_refused: bool = False

    @property
    def is_wrong(self) -> bool:
        return self.is_refused or bool(self.field.errors)

    @property
    def total_fen(self) -> int:
        return self.quantity * self.listing.price_fen

    @property
    def at_once(self) -> int:
        """How many of them there are now."""
        return self.listing.at_once(self.quantity)

    @property
    def later(self) -> int:
        """How many of them are asked for and have to wait."""
        return self.quantity - self.at_once


class OrderForm(forms.Form):
    """How many of each package of one round. ``key`` is made with the page; ``made`` says when."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    made = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    round = forms.IntegerField(widget=forms.HiddenInput)
    on_existing = forms.ChoiceField(
        choices=OnExisting.choices, required=False, widget=forms.HiddenInput
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    waits = forms.ChoiceField(
        label=gettext_lazy("If something is sold out meanwhile"),
        choices=WAITS_CHOICES,
        required=False,
        widget=forms.RadioSelect,
        initial=WAITS,
    )
    over_percent = forms.ChoiceField(
        label=gettext_lazy("If what is weighed is more than ordered"),
        choices=OVER_CHOICES,
        required=False,
        widget=forms.RadioSelect,
        initial="0",
    )
    on_short = forms.ChoiceField(
        label=gettext_lazy("If something comes short"),
        choices=OnShort.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, offer: OfferRow, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer, self.refused_name = offer, ""
        self.fields["round"].initial = offer.id
        self.fields["on_short"].initial = offer.usual_on_short
        for listing in offer.listings:
            self.fields[field_name(listing.id)] = quantity_field(listing.name)

    def refuse(self, error: OrderingError) -> None:
        """Say why nothing was ordered, and at which package."""
        self.add_error(None, refusal_text(error))
        self.refused_name = error.data.get("name", "")

    @property
    def culprit(self) -> forms.BoundField | None:
        """The field of the package that was refused, where it was one."""
        found = (row for row in self.offer.listings if row.name == self.refused_name)
        return next((self[field_name(row.id)] for row in found), None)

    @property
    def asks_for_more(self) -> bool:
        """Whether something on offer is weighed, so that more may come than is ordered."""
        return any(listing.at_scale for listing in self.offer.listings)

    def choices(self) -> Iterator[Choice]:
        """Packages with their fields, for the page; each once, though several shops bring it."""
        for listing in self.offer.listings:
            field = self[field_name(listing.id)]
            quantity = _number(field.value())
            refused = bool(quantity) and listing.name == self.refused_name
            if quantity or not self.offer.has_elsewhere(listing):
                yield Choice(listing, field, quantity, is_refused=refused)

    def chosen(self) -> list[Choice]:
        """The packages with a number above 0."""
        return [choice for choice in self.choices() if choice.quantity]

    def wishes(self) -> tuple[Wish, ...]:
        """What was chosen; packages with 0 are left out. Only after ``is_valid``."""
        quantities = (
            (listing.id, self.cleaned_data.get(field_name(listing.id)))
            for listing in self.offer.listings
        )
        return tuple(Wish(listing_id, n) for listing_id, n in quantities if n)

    def on_existing_choice(self) -> OnExisting:
        """What to do with the door's earlier orders. Only after ``is_valid``."""
        return OnExisting(self.cleaned_data["on_existing"] or OnExisting.ASK)

    def agreed_over(self) -> int:
        """Percent more that may come of what is weighed. Only after ``is_valid``."""
        return int(self.cleaned_data["over_percent"] or 0)

    def on_short_choice(self) -> OnShort:
        """What is done where a good comes short, or as is usual. Only after ``is_valid``."""
        return OnShort(self.cleaned_data["on_short"] or self.offer.usual_on_short)

    def waits_choice(self) -> bool:
        """Whether the rest is ordered where something is sold out. Only after ``is_valid``."""
        return bool(self.cleaned_data["waits"] == WAITS)

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of the door's earlier orders."""
        return bool(self["on_existing"].value() == OnExisting.REPLACE)

    def replaced_ids(self) -> frozenset[int]:
        """The orders and asks that the page showed, if it replaces them; after ``is_valid``."""
        seen = self.cleaned_data["seen"].split("-") if self.replaces else ()
        return frozenset(int(pk) for pk in seen if is_number(pk))

    def total_fen(self) -> int:
        """What the numbers on the page come to."""
        return sum(choice.total_fen for choice in self.choices())


def quantity_field(name: str) -> forms.IntegerField:
    """How many of a package."""
    return forms.IntegerField(
        label=name,
        required=False,
        min_value=0,
        max_value=MOST_OF_ONE,
        error_messages={
            "invalid": _("Type a number, such as 1."),
            "min_value": _("Type 0 or more."),
            "max_value": _("At most %(limit_value)s of one package in one order."),
        },
    )


def seen_value(rows: Iterable[DoorOrderRow | DoorAskRow]) -> str:
    """The door's orders and asks that a page shows, as its field ``seen`` says them."""
    return "-".join(str(row.id) for row in rows)


def field_name(listing_id: int) -> str:
    return f"q{listing_id}"


def listing_of(name: str) -> int | None:
    """The listing whose ``field_name`` this is."""
    return int(name[1:]) if name[:1] == "q" and is_number(name[1:]) else None


def _number(value: Any) -> int:
    try:
        return min(max(int(value), 0), MOST_OF_ONE)
    except (TypeError, ValueError):
        return 0
