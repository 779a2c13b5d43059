"""Household cards: two to a sheet in large print, each with a strip to sign on hand-out."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import CardRow, place_for
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.people.services import cards_to_print
from baogong.apps.places.queries import estate_of, plan_version, public_url
from baogong.plumbing.paper import Sheet, print_pdf
from baogong.values.codes import group
from baogong.web.paper.corner import corner

CARDS_PER_PART = 40  # half as many sheets; 3,700 cards in parts of 200 take 1 GB, in these 0.4
TEMPLATE = Path(__file__).with_name("cards.typ")
PRINTERS = (Role.CLERK, Role.COMMANDER)


def household_cards_pdf(viewer: Viewer, entrance_id: int) -> bytes:
    """The cards of all doors at an entrance (or any place), as they stand now.

    Raises NotVisible, or PublicUrlMissing.
    """
    return print_pdf(household_cards(viewer, entrance_id))


def household_cards(viewer: Viewer, place_id: int) -> Sheet:
    """One item for each door, entrance by entrance; the audit log notes it.

    Raises NotVisible, or PublicUrlMissing.
    """
    place = place_for(viewer=viewer, roles=PRINTERS, pk=place_id)
    now = timezone.now()
    address = public_url(place=place, at=now)
    cards = cards_to_print(place=place, actor=viewer, now=now)
    entrances = [card.entrance for card in cards]
    items = [
        _item(card, address=address, first=before != card.entrance)
        for before, card in zip(["", *entrances], cards, strict=False)
    ]
    head = {
        "estate": estate_of(place).label,
        "address": address.split("://", 1)[-1],
        "corner": corner(plan_version(path=place.path), now=now),
    }
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=CARDS_PER_PART)


def _item(card: CardRow, *, address: str, first: bool) -> dict[str, Any]:
    """A card and its strip; ``first``: its entrance begins here, on a page of its own."""
    return {
        "door": card.door,
        "entrance": card.entrance,
        "issue": card.epoch,
        "first": first,
        "code": group(card.code),
        "pin": f"{card.pin[:3]} {card.pin[3:]}",
        "qr": f"{address}/c/{card.code}",
    }
