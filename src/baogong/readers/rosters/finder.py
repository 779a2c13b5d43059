"""Rows' places become doors, and what the file as a whole leaves unsaid is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from baogong.readers.addresses import (
    Door,
    DoorTable,
    Pieces,
    readings,
    take_apart,
)
from baogong.readers.addresses.reading import AddressRead, found, match
from baogong.readers.rosters.living import is_no_home
from baogong.readers.rosters.places import DIRECTION, Place, without_aside
from baogong.readers.rosters.unsaid import Unsaid

_SIDE = re.compile(r"[东西南北中左右前后]?(?:户|边|侧|面|手)?")


class DoorFinder:
    """Rows' places become doors: those of a table, or doors made of what is read."""

    def __init__(
        self, doors: DoorTable | None, *, shared: Mapping[str, str] | None = None
    ) -> None:
        """``shared``: what the file as a whole says, where a row leaves its door open."""
        self.doors, self._shared = doors, shared or {}
        self.unsaid = Unsaid()

    def names_a_place(self, text: str) -> bool:
        """Whether a place column's cell can stand for the blank ones below it."""
        pieces = take_apart(without_aside(text))
        if not pieces.before or DIRECTION.fullmatch(pieces.before):
            return True
        return bool(self.doors and self.doors.parts_named(pieces.before))

    def find(self, place: Place) -> AddressRead:
        """Ready, for review or refused, as an address is; ``not_a_home`` for shops and garages."""
        if is_no_home(place.text or place.told.get("building", "")):
            return AddressRead("refused", why="not_a_home")
        if not place.text:
            return AddressRead("refused", why="no_room")
        side = _SIDE.fullmatch(place.pieces.after)
        pieces = Pieces(place.pieces.named, place.pieces.bare, place.pieces.before)
        if not side:
            return AddressRead("refused", why="unreadable")
        result = self._found(place, pieces)
        self.unsaid.note(place, result.door)
        if self._shared and _is_open(result):
            place = replace(place, scope={**self._shared, **place.scope})
            return self._found(place, pieces)
        return result

    def _found(self, place: Place, pieces: Pieces) -> AddressRead:
        if self.doors is None:
            return _made(pieces, {**place.scope, **place.told})
        return self._looked_up(place, pieces, self.doors)

    def _looked_up(self, place: Place, pieces: Pieces, doors: DoorTable) -> AddressRead:
        named = doors.named(place.text) or doors.named(place.building + place.text)
        if named and not place.text.isdecimal():
            result = found(named)
        else:
            result = self._matched(place, pieces, doors)
        if result.door and _contradicts(place.told, result.door):
            return AddressRead("review", candidates=(result.door,), why="ambiguous_door")
        return result

    def _matched(self, place: Place, pieces: Pieces, doors: DoorTable) -> AddressRead:
        context = {**place.scope, **place.told}
        entrance = context.get("building", "") + context.get("entrance", "")
        zones = (place.zone, f"{place.zone}区") if place.zone else ()
        for name in (*zones, place.building, entrance):
            if name and (told := doors.parts_named(name)):
                context |= told
        if context.get("building") and not doors.has(building=context["building"]):
            return AddressRead("refused", why="no_such_door")
        return match(_on_floor(pieces, context), doors=doors, scope=context)


def _is_open(result: AddressRead) -> bool:
    """Whether a lane or a building would decide; a door made of what is read has none at first."""
    made = result.door is not None and not result.door.lane
    return result.why in {"ambiguous_door", "no_building"} or made


def _contradicts(told: Mapping[str, str], door: Door) -> bool:
    """Whether the row's other columns name another lane, building or entrance by its number."""
    own = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
    numbers = {part: re.sub(r"\D", "", told.get(part, "")).lstrip("0") for part in own}
    return any(
        number and number != re.sub(r"\D", "", own[part]).lstrip("0")
        for part, number in numbers.items()
    )


def _on_floor(pieces: Pieces, context: Mapping[str, str]) -> Pieces:
    """A short room behind a floor of its own column."""
    floor = context.get("floor", "")
    if not floor or "floor" in pieces.named:
        return pieces
    return Pieces({**pieces.named, "floor": floor}, pieces.bare, pieces.before)


def _made(pieces: Pieces, context: Mapping[str, str]) -> AddressRead:
    """A door as the row itself tells it; its entrance is empty where nothing is said."""
    if pieces.before:
        return AddressRead("refused", why="unreadable")
    possible: Sequence[Mapping[str, str]] = [
        {**context, **parts}
        for parts in readings(_on_floor(pieces, context), known=context)
        if "room" in parts
    ]
    if not possible:
        return AddressRead("refused", why="no_room")
    parts = next((parts for parts in possible if "building" in parts), possible[0])
    if "building" not in parts:
        return AddressRead("refused", why="no_building")
    return AddressRead("ready", door=_door_of(parts))


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
