"""Where a door stands in the tree: the codes between its estate and itself, and the way back.

town > estate > building > entrance > household. Under a lane (弄) the number (号) is building and
entrance in one, so its households hang on it; in a village of houses they hang on what there is.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from baogong.apps.places.enums import PlaceKind

_LANE = re.compile(r"(.+)弄(.+)号")


class Addressed(Protocol):
    """Whatever says where a door is, such as a line of a table of doors."""

    @property
    def lane(self) -> str: ...
    @property
    def building(self) -> str: ...
    @property
    def entrance(self) -> str: ...
    @property
    def room(self) -> str: ...


class Node(NamedTuple):
    """A place above a door: its kind, its code among its siblings, the name that people use."""

    kind: PlaceKind
    code: str
    label: str


class DoorAddress(NamedTuple):
    """A door's address inside its estate; empty where a level is missing."""

    lane: str
    building: str
    entrance: str
    room: str


def nodes_above(door: Addressed) -> list[Node]:
    """The places between the estate and the door, the building first; none for a house alone."""
    if not door.building:
        return []
    if door.lane:
        code, label = f"{door.lane}弄{door.building}号", f"{door.lane}-{door.building}"
    else:
        code = label = door.building
    nodes = [Node(PlaceKind.BUILDING, code, label)]
    if door.entrance and not (door.lane and door.entrance == door.building):
        nodes.append(Node(PlaceKind.ENTRANCE, door.entrance, f"{label}-{door.entrance}"))
    return nodes


def path_of(door: Addressed, *, estate_path: str) -> str:
    """The path that the door has, or would have, in an estate."""
    codes = [node.code for node in nodes_above(door)]
    return estate_path + "".join(f"{code}/" for code in [*codes, door.room])


def address_of(codes: Sequence[str]) -> DoorAddress:
    """The inverse of ``path_of``: the codes from below the estate down to the door."""
    *above, room = codes
    building = above[0] if above else ""
    entrance = above[1] if len(above) > 1 else ""
    if found := _LANE.fullmatch(building):
        lane, number = found.groups()
        return DoorAddress(lane, number, entrance or number, room)
    return DoorAddress("", building, entrance, room)
