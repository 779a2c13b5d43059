from collections import defaultdict

from baogong.apps.places.models import Place, PlaceAlias
from baogong.apps.places.tree import address_of
from baogong.readers.addresses import Door, DoorTable


def door_table(estate: Place, *, lanes_in_names: bool = False) -> DoorTable:
    """Every door of an estate as the readers look them up. Two queries.

    ``lanes_in_names``: buildings are called as the tree calls them, ``58弄12号``, for readers that
    tell a building and no door.
    """
    aliases: dict[int, list[str]] = defaultdict(list)
    for place_id, name in PlaceAlias.objects.filter(estate=estate).values_list("place", "name"):
        aliases[place_id].append(name)
    doors = Place.objects.within(estate).doors().order_by("sort_key")
    return DoorTable(
        Door(
            label,
            *_inside(path, estate, lanes_in_names=lanes_in_names),
            floor=floor,
            aliases=tuple(aliases[pk]),
        )
        for pk, path, label, floor in doors.values_list("pk", "path", "label", "floor")
    )


def _inside(path: str, estate: Place, *, lanes_in_names: bool) -> tuple[str, str, str, str]:
    """Building, entrance, room and lane of a door's path."""
    codes = path.removeprefix(estate.path).strip("/").split("/")
    lane, building, entrance, room = address_of(codes)
    named = codes[0] if lane and lanes_in_names else building
    return named, entrance, room, lane
