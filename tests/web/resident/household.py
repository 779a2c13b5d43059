"""A household at its phone."""

import re
from uuid import uuid4

from django.test import Client

from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.places.models import Place


def sign_in(client: Client, door: Place):
    card = HouseholdCard.objects.get(household=door)
    return client.post(f"/c/{card.code}/", {"pin": card_pin(card)})


def order_form(world, *quantities: int, **changes) -> dict:
    """What the order page sends for so many of each package."""
    form = {"key": uuid4(), "round": world.round.pk}
    for listing, quantity in zip(world.listings, quantities, strict=False):
        form[f"q{listing.pk}"] = quantity
    return form | changes


def key_on(page: str) -> str:
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]
