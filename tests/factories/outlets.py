"""Shops and apps that serve a world's buildings."""

from uuid import uuid4

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Outlet
from baogong.apps.ordering.queries import served_places
from baogong.apps.ordering.services import NewOutlet, announce_outlet
from baogong.apps.people.enums import Role
from tests.factories.world import NOW, World


def outlet(
    world: World, *served: str, channel: Channel | None = None, now=NOW, **changes
) -> Outlet:
    """An app that serves the buildings with these names, or all."""
    places = served_places(world.estate)
    ids = frozenset(row.pk for row in places if not served or row.label in served)
    new = {
        "key": uuid4(),
        "name": "泾彩生活",
        "how": "https://shop.example/j",
        "channel": channel,
        "building_ids": ids,
    }
    return announce_outlet(
        NewOutlet(**new | changes), estate=world.estate, actor=world.staff[Role.CLERK], now=now
    )
