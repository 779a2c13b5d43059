"""Story D6: the supermarket has all the orders that it can make up; a small shop takes over."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from baogong.apps.ordering.queries import listings_of, loads_of_rounds, shops_with_room
from baogong.apps.ordering.services import move_listing
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.services import SupplierProfile, take_in_shops

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene

ROOM = 30
MOVED = "蔬菜包"


def open_small_shops(scene: Scene, *, now: datetime) -> None:
    """One that never closes, one that is closed just now, and one that serves another estate."""
    at_night, small = time(0), SupplierKind.SMALL_SHOP
    opens, closes = (timezone.localtime(now + timedelta(hours=n)).time() for n in (6, 7))
    here = (scene.estate.pk,)
    profiles = {
        "南巷便利店": SupplierProfile(small, "XL-0002", at_night, at_night, ROOM, here),
        "北巷便利店": SupplierProfile(small, "XL-0003", opens, closes, ROOM, here),
        "河西便利店": SupplierProfile(small, "XL-0004", at_night, at_night, ROOM),
    }
    take_in_shops(profiles, town=scene.town, actor=scene.commander, now=now)


def overflow(scene: Scene, round_: Round, *, now: datetime) -> dict[str, Any]:
    """What is left of a package is offered from the shop that is proposed first."""
    full = [load for load in loads_of_rounds([round_.pk])[round_.pk] if load.is_full]
    avoid = {load.supplier_id for load in full}
    spare = shops_with_room(round_, avoid=avoid, clock=timezone.localtime(now).time())
    [listing] = [row for row in listings_of(round_id=round_.pk) if row.name == MOVED]
    moved = move_listing(
        listing_id=listing.id,
        supplier_id=spare[0].shop.id,
        quantity=spare[0].takes(listing.left),
        actor=scene.commander,
        now=now,
    )
    return {
        "full": {load.name: load.orders for load in full},
        "proposed": [(row.shop.name, row.is_open) for row in spare],
        "moved": moved.stock,
    }


def loads(round_: Round) -> dict[str, int]:
    """How many orders of a round's day each of its shops has."""
    return {load.name: load.orders for load in loads_of_rounds([round_.pk])[round_.pk]}
