"""Household cards: four slips to a sheet, cut apart and pushed under the doors."""

from pathlib import Path

from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.people.services import cards_to_print
from baogong.apps.places.queries import estate_of, public_url
from baogong.plumbing.paper import Sheet, print_pdf, qr_svg
from baogong.values.codes import group
from baogong.web.paper.corner import corner

TEMPLATE = Path(__file__).with_name("cards.typ")
PRINTERS = (Role.CLERK, Role.COMMANDER)


def household_cards_pdf(viewer: Viewer, entrance_id: int) -> bytes:
    """The cards of all doors at an entrance (or any place), as they stand now.

    Raises NotVisible, or PublicUrlMissing.
    """
    return print_pdf(household_cards(viewer, entrance_id))


def household_cards(viewer: Viewer, place_id: int) -> Sheet:
    """One item for each door; the audit log notes it. Raises NotVisible, or PublicUrlMissing."""
    place = place_for(viewer=viewer, roles=PRINTERS, pk=place_id)
    now = timezone.now()
    address = public_url(place=place, at=now)
    items = [
        {
            "door": card.door,
            "code": group(card.code),
            "pin": f"{card.pin[:3]} {card.pin[3:]}",
            "qr": qr_svg(f"{address}/c/{card.code}"),
        }
        for card in cards_to_print(place=place, actor=viewer, now=now)
    ]
    head = {
        "estate": estate_of(place).label,
        "address": address.split("://", 1)[-1],
        "corner": corner(now=now),
    }
    return Sheet(template=TEMPLATE, items=items, head=head)
