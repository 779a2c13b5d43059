"""One address and a table of doors: which door it is, which it may be, or why none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from baogong.readers.addresses.grammar import Pieces, readings, take_apart
from baogong.readers.addresses.table import Door, DoorTable, key_of


@dataclass(frozen=True, slots=True)
class AddressRead:
    """``ready``: ``door`` is certain. ``review``: one of ``candidates``. ``refused``: none.

    ``why``: empty, or ``ambiguous_door``, ``no_such_door``, ``no_room``, ``unreadable``.
    """

    status: Literal["ready", "review", "refused"]
    door: Door | None = None
    candidates: tuple[Door, ...] = ()
    why: str = ""


def read_address(
    text: str, *, doors: DoorTable, scope: Mapping[str, str] | None = None
) -> AddressRead:
    """Find the door that ``text`` names. ``scope`` supplies what it leaves out (lane, building).

    A door is never guessed: what fits several is for review, what fits none is refused.
    """
    scope = scope or {}
    named = doors.named(text)
    if named:
        return found(door for door in named if _within(door, scope))
    pieces = take_apart(text)
    told = doors.parts_named(pieces.before) if pieces.before else {}
    if pieces.after or (pieces.before and not told):
        return AddressRead("refused", why="unreadable")
    result = match(pieces, doors=doors, scope={**scope, **told})
    if result.status == "refused" and not pieces.named and len(pieces.bare) == 1:
        fused = [door for door in doors.fused(pieces.bare[0]) if _within(door, scope)]
        return found(fused) if fused else result
    return result


def match(pieces: Pieces, *, doors: DoorTable, scope: Mapping[str, str]) -> AddressRead:
    """The first reading that fits some door of the table decides."""
    possible = readings(pieces, known=scope)
    if not any("room" in parts for parts in possible):
        return AddressRead("refused", why="no_room" if pieces.named else "unreadable")
    for parts in possible:
        if "room" in parts and not _strays(parts, pieces, scope):
            fitting = doors.matching({**scope, **parts})
            if fitting:
                return found(fitting)
    return AddressRead("refused", why="no_such_door")


def found(doors: Iterable[Door]) -> AddressRead:
    fitting = tuple(doors)
    if len(fitting) == 1:
        return AddressRead("ready", door=fitting[0])
    if fitting:
        return AddressRead("review", candidates=fitting, why="ambiguous_door")
    return AddressRead("refused", why="no_such_door")


def _strays(parts: Mapping[str, str], pieces: Pieces, scope: Mapping[str, str]) -> bool:
    """Whether a mere number would lead out of the building that the surroundings name."""
    building = parts.get("building")
    if building is None or "building" not in scope or building[0].isalpha():
        return False
    same = key_of(scope["building"]).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == key_of(building)
    return "building" not in pieces.named and not same


def _within(door: Door, scope: Mapping[str, str]) -> bool:
    said = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
    return all(key_of(said[part]) == key_of(scope[part]) for part in said.keys() & scope.keys())
