"""A world whose commander holds the whole town."""

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from tests.factories import NOW, World, make_world


def town_world(client, **options) -> World:
    """Signed in: the commander of the town."""
    world = make_world(**options)
    commander = world.staff[Role.COMMANDER]
    assign(user=commander, role=Role.COMMANDER, place=world.town, actor=commander, now=NOW)
    client.force_login(commander)
    return world
