"""What a household fills in: its card, and how many of each package."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.queries import ListingRow, OfferRow
from baogong.values.codes import BadCode, read_code

MOST_OF_ONE = 99


class CodeForm(forms.Form):
    """A card's code, typed by hand."""

    code = forms.CharField(
        label=gettext_lazy("Code on your card"),
        help_text=gettext_lazy("Nine letters and digits, below the square picture."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except BadCode:
            raise ValidationError(
                _("No card has this code. Check the characters on your card.")
            ) from None


class PinForm(forms.Form):
    """The six digits that are printed on the card."""

    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        help_text=gettext_lazy("The six digits on your card."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-input",
                "autofocus": True,
            }
        ),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A package of the page with the field for how many of it."""

    listing: ListingRow
    field: forms.BoundField
    quantity: int


class OrderForm(forms.Form):
    """How many of each package of one round. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    round = forms.IntegerField(widget=forms.HiddenInput)
    on_existing = forms.ChoiceField(choices=OnExisting.choices, required=False)

    def __init__(self, offer: OfferRow, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer = offer
        self.fields["round"].initial = offer.id
        for listing in offer.listings:
            self.fields[field_name(listing.id)] = forms.IntegerField(
                label=listing.name,
                required=False,
                min_value=0,
                max_value=MOST_OF_ONE,
                error_messages={
                    "invalid": _("Type a number, such as 1."),
                    "min_value": _("Type 0 or more."),
                    "max_value": _("At most %(limit_value)s of one package in one order."),
                },
            )

    def choices(self) -> Iterator[Choice]:
        """Packages with their fields, for the page."""
        for listing in self.offer.listings:
            field = self[field_name(listing.id)]
            yield Choice(listing=listing, field=field, quantity=_number(field.value()))

    def wishes(self) -> tuple[Wish, ...]:
        """What was chosen; packages with 0 are left out. Only after ``is_valid``."""
        quantities = (
            (listing.id, self.cleaned_data.get(field_name(listing.id)))
            for listing in self.offer.listings
        )
        return tuple(Wish(listing_id, n) for listing_id, n in quantities if n)

    def total_fen(self) -> int:
        """What the numbers on the page come to."""
        return sum(choice.quantity * choice.listing.price_fen for choice in self.choices())


def field_name(listing_id: int) -> str:
    return f"q{listing_id}"


def _number(value: Any) -> int:
    try:
        return min(max(int(value), 0), MOST_OF_ONE)
    except (TypeError, ValueError):
        return 0
