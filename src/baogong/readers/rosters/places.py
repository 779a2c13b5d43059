"""Which door a row of a roster is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baogong.readers.addresses import Door, DoorTable, Pieces, readings, take_apart
from baogong.readers.addresses.reading import AddressRead, found, match
from baogong.readers.rosters.living import is_no_home
from baogong.readers.rosters.titles import lettered

_ASIDE = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_SIDE = re.compile(r"[东西南北中左右前后]?(?:户|边|侧|面|手)?")
_DIRECTION = re.compile(r"[东西南北中甲乙丙丁][单元门洞户]*")


@dataclass(frozen=True, slots=True)
class Place:
    """What a row says of its door.

    ``told``: the columns' own words. ``scope``: what title, section or the rows above supply.
    ``pieces``: the room's or the address's cell, taken apart. ``text``: that cell. ``aside``: what
    it says in brackets.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    scope: Mapping[str, str] = field(default_factory=dict)
    pieces: Pieces = field(default_factory=Pieces)
    text: str = ""
    aside: str = ""

    @property
    def has_room(self) -> bool:
        return any("room" in parts for parts in self._readings())

    def _readings(self) -> Sequence[Mapping[str, str]]:
        return readings(self.pieces, known=self.told.keys() | self.scope.keys())

    def statements(self) -> list[Mapping[str, str]]:
        """Every reading of the row, likeliest first, a floor of its own put before the room."""
        return [_on_floor({**self.scope, **self.told, **parts}) for parts in self._readings()]


def read_place(cells: Mapping[str, str], *, scope: Mapping[str, str]) -> Place:
    """``cells``: place field -> text. A room's brackets become ``aside``."""
    told: dict[str, str] = {}
    for field_name in ("lane", "building", "entrance", "floor"):
        if cells.get(field_name):
            told |= _told(field_name, cells[field_name])
    zone = re.sub(r"区|片|组团|期", "", cells.get("zone", "")).strip().upper()
    if re.fullmatch(r"[A-Z]", zone):
        told |= lettered(zone, told.get("building", ""))
    whole = cells.get("address") or cells.get("room") or ""
    if cells.get("address") and cells.get("room"):
        whole = f"{cells['address']} {cells['room']}"
        if (
            take_apart(cells["room"]).named.get("building")
            or len(take_apart(cells["room"]).bare) > 1
        ):
            whole = cells["room"]
    asides = " ".join(_ASIDE.findall(whole))
    text = _ASIDE.sub("", whole).strip()
    return Place(told=told, scope=scope, pieces=take_apart(text), text=text, aside=asides)


def _told(field_name: str, text: str) -> Mapping[str, str]:
    """A place column's own words; a name without number stays as it is."""
    pieces = take_apart(_ASIDE.sub("", text))
    if field_name == "entrance":
        return _entrance(pieces)
    if pieces.before and not pieces.named and not pieces.bare:
        return {field_name: pieces.before}
    if field_name == "floor":
        number = pieces.named.get("floor") or pieces.named.get("building") or (*pieces.bare, "")[0]
        return {"floor": number} if number.isdecimal() else {}
    for parts in readings(pieces, alone=field_name):
        return {part: value for part, value in parts.items() if part != "room"}
    return {}


def _entrance(pieces: Pieces) -> Mapping[str, str]:
    """``1单元`` or ``1``, ``东``; ``6栋1单元`` and ``6-1`` name the building too."""
    named = {part: value for part, value in pieces.named.items() if part != "hao"}
    if _DIRECTION.fullmatch(pieces.before) and not pieces.bare:
        return {"entrance": pieces.before[0], **named}
    if pieces.before and not pieces.bare and not named:
        return {"entrance": pieces.before}
    if "entrance" not in named and pieces.bare:
        named["entrance"] = pieces.bare[-1]
    elif "entrance" not in named and "building" in named:
        named["entrance"] = named.pop("building")
    if len(pieces.bare) == 2 and "building" not in named:
        named["building"] = pieces.bare[0]
    return {part: value for part, value in named.items() if part != "room"}


def _on_floor(parts: dict[str, str]) -> dict[str, str]:
    """Floor ``6`` and room ``2`` or ``02`` are room 602."""
    floor, room = parts.get("floor", ""), parts.get("room", "")
    if floor.isdecimal() and room.isdecimal() and len(room) <= 2:
        parts["room"] = f"{floor}{room.zfill(2)}"
    return parts


class DoorFinder:
    """Rows' places become doors: those of a table, or doors made of what is read."""

    def __init__(self, doors: DoorTable | None) -> None:
        self.doors = doors

    def names_a_place(self, text: str) -> bool:
        """Whether a place column's cell can stand for the blank ones below it."""
        pieces = take_apart(_ASIDE.sub("", text))
        if not pieces.before or _DIRECTION.fullmatch(pieces.before):
            return True
        return bool(self.doors and self.doors.parts_named(pieces.before))

    def find(self, place: Place) -> AddressRead:
        if is_no_home(place.text) or (
            not place.text and is_no_home(place.told.get("building", ""))
        ):
            return AddressRead("refused", why="not_a_home")
        if self.doors is None:
            return self._made(place)
        return self._looked_up(place, self.doors)

    def _looked_up(self, place: Place, doors: DoorTable) -> AddressRead:
        building = place.told.get("building", "")
        named = doors.named(place.text) or doors.named(building + place.text)
        if named and not place.text.isdecimal():
            return found(named)
        if not place.text:
            return AddressRead("refused", why="no_room")
        if _is_unreadable(place.pieces) and not doors.parts_named(place.pieces.before):
            return AddressRead("refused", why="unreadable")
        context = {**place.scope, **place.told}
        entrance = context.get("building", "") + context.get("entrance", "")
        for name in (building, entrance, place.pieces.before):
            if name and (told := doors.parts_named(name)):
                context |= told
        if context.get("building") and not doors.has(building=context["building"]):
            return AddressRead("refused", why="no_such_door")
        return self._matched(place, doors, context)

    def _matched(self, place: Place, doors: DoorTable, context: Mapping[str, str]) -> AddressRead:
        result = match(_with_floor(place.pieces, context), doors=doors, scope=context)
        if result.why == "no_such_door" and not place.pieces.named and len(place.pieces.bare) == 1:
            fused = doors.fused(place.pieces.bare[0])
            fitting = [d for d in fused if not context or d in _within(doors, d, context)]
            return found(fitting) if fitting and "building" not in context else result
        return result

    def _made(self, place: Place) -> AddressRead:
        """A door as the row itself tells it; its entrance is empty where nothing is said."""
        if not place.text:
            return AddressRead("refused", why="no_room")
        if _is_unreadable(place.pieces):
            return AddressRead("refused", why="unreadable")
        statements = [parts for parts in place.statements() if "room" in parts]
        if not statements:
            return AddressRead("refused", why="no_room")
        parts = next((p for p in statements if "building" in p), statements[0])
        if "building" not in parts:
            return AddressRead("refused", why="no_building")
        return AddressRead("ready", door=_door_of(parts))


def _is_unreadable(pieces: Pieces) -> bool:
    return bool(pieces.before) or not _SIDE.fullmatch(pieces.after)


def _with_floor(pieces: Pieces, context: Mapping[str, str]) -> Pieces:
    floor = pieces.named.get("floor") or context.get("floor", "")
    named = dict(pieces.named)
    if floor and not pieces.bare and len(named.get("room", "000")) <= 2:
        named["room"] = f"{floor}{named['room'].zfill(2)}"
    bare = pieces.bare
    if floor and len(bare) == 1 and bare[0].isdecimal() and len(bare[0]) <= 2:
        bare = (f"{floor}{bare[0].zfill(2)}",)
    return Pieces(named=named, bare=bare, before=pieces.before, after=pieces.after)


def _within(doors: DoorTable, door: Door, context: Mapping[str, str]) -> list[Door]:
    return doors.matching({**context, "room": door.room})


def _door_of(parts: Mapping[str, str]) -> Door:
    building, room = parts["building"].upper(), parts["room"].upper()
    if building.isdecimal():
        building = parts.get("zone", "") + building
    lane = parts.get("lane", "")
    entrance = parts.get("entrance", "") or (building if lane else "")
    code = "-".join(part for part in (lane, building, "" if lane else entrance, room) if part)
    floor = room[:-2] if room.isdecimal() and len(room) > 2 else ""
    return Door(
        code=code,
        building=building,
        entrance=entrance,
        room=room,
        lane=lane,
        floor=int(floor) if floor else None,
    )
