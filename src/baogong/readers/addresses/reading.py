"""One address and a table of doors: which door it is, which it may be, or why none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from baogong.readers.addresses.grammar import Pieces, readings, take_apart
from baogong.readers.addresses.spelling import plain, spelled_out
from baogong.readers.addresses.table import Door, DoorTable, key_of

# Words ahead of an address with which it is not the door that is meant.
_NOT_THIS_ONE = re.compile(r"[隔对不非原旧除前后旁附邻]|楼上|楼下|以外")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}")
_GATED = re.compile(
    r"(?<![\dA-Za-z])(\d{1,3})(?:号楼|[栋幢座])?-?[(\[]?([A-Za-z])(?:座|门)?[)\]]?[-\s]?"
    r"(?=(?:\d{1,2}[楼层])?\d{3,4}(?!\d))"
)
_WORDS_AHEAD = re.compile(r"[^0-9A-Za-z]+")
_KIND = re.compile(r"[小社]区$")
_PHASE = re.compile(r"(?<!\d)(\d{1,2})期")
_RUN_TOGETHER = re.compile(r"(?<![\dA-Za-z])([A-Z]\d{1,2})(\d)(?=单元)")


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
        return found(door for door in named if is_within(door, scope))
    text = gated(_with_phases(spelled_out(plain(text)), doors), doors)
    scope = {**scope, **_court_ahead(text, doors)}
    read = match(take_apart(text), doors=doors, scope=scope)
    return _named_within(text, doors, scope) or read if read.why == "unreadable" else read


def _court_ahead(text: str, doors: DoorTable) -> Mapping[str, str]:
    """The part of the estate that a word right ahead of the numbers names, which would pass for
    an estate's name: ``梅苑4号楼302`` is in no other court's number 4."""
    ahead = _WORDS_AHEAD.match(text)
    words = _KIND.sub("", ahead[0].rstrip("- ")) if ahead else ""
    ends = (words[start:] for start in range(len(words) - 1))
    return next((doors.courts[end] for end in ends if end in doors.courts), {})


def _named_within(text: str, doors: DoorTable, scope: Mapping[str, str]) -> AddressRead | None:
    """``E9公租楼1602``, ``58弄1号居委会``: an address that goes on with the name of the place."""
    fitting: list[Door] = []
    for name in filter(text.__contains__, doors.areas | doors.landmarks):
        ahead, said, behind = text.partition(name)
        pieces = take_apart(ahead)
        building = {"building": pieces.bare[0]} if len(pieces.bare) == 1 else {}
        told = pieces.parts or building
        if not told or pieces.before or pieces.after:
            continue
        read = read_address(said + behind, doors=doors, scope=scope)
        if read.door and is_within(read.door, told):
            fitting.append(read.door)
    return found(fitting) if fitting else None


def _with_phases(text: str, doors: DoorTable) -> str:
    """``2期5栋`` begins with a lane where the table has a lane of this number."""
    return _PHASE.sub(lambda told: f"{told[1]}弄" if doors.has(lane=told[1]) else told[0], text)


def gated(text: str, table: DoorTable) -> str:
    """``3A-601``, ``3栋A座601`` with the letter as an entrance, where building 3 has one of it;
    ``E52单元1203`` with its last digit, where there is no building E52."""
    run = _RUN_TOGETHER.search(text)
    if (
        run
        and not table.has(building=run[1] + run[2])
        and table.has(building=run[1], entrance=run[2])
    ):
        text = f"{text[: run.end(1)]}栋{text[run.start(2) :]}"
    found = _GATED.search(text)
    if found is None or table.has(building=f"{found[1]}{found[2]}".upper()):
        return text
    gate = found[2].upper()
    known = table.has(building=found[1], entrance=gate)
    ahead, behind = text[: found.start()], text[found.end() :]
    return f"{ahead}{found[1]}栋{gate}单元{behind}" if known else text


def match(pieces: Pieces, *, doors: DoorTable, scope: Mapping[str, str]) -> AddressRead:
    """The first reading that fits some door of the table decides."""
    told = doors.parts_named(pieces.before) if pieces.before else {}
    if told:
        pieces = _behind_a_name(pieces, told)
        scope = {**scope, **told}
    if pieces.after or (pieces.before and not told and not _may_lead(pieces)):
        return AddressRead("refused", why="unreadable")
    possible = [parts for parts in readings(pieces, known=scope) if "room" in parts]
    for parts in possible:
        if _strays(parts, pieces, scope) or _contradicts(parts, told):
            continue
        whole = {**scope, **parts}
        if _is_on_its_floor(whole) and not _is_an_entrance(whole, pieces, scope, doors):
            fitting = doors.matching(whole)
            if fitting:
                return found(fitting)
    fused = [door for door in _fused(pieces, doors) if is_within(door, {**scope, **pieces.parts})]
    if fused and "building" not in scope:
        return found(fused)
    if possible:
        return AddressRead("refused", why="no_such_door")
    return AddressRead("refused", why="no_room" if pieces.named else "unreadable")


def found(doors: Iterable[Door]) -> AddressRead:
    fitting = tuple(dict.fromkeys(doors))
    if len(fitting) == 1:
        return AddressRead("ready", door=fitting[0])
    if fitting:
        return AddressRead("review", candidates=fitting, why="ambiguous_door")
    return AddressRead("refused", why="no_such_door")


def _behind_a_name(pieces: Pieces, told: Mapping[str, str]) -> Pieces:
    """In ``颐养楼3楼302`` the building is named already: 3楼 is a floor, or says it again."""
    if "building" not in told or "lou" not in pieces.named:
        return pieces
    named = {k: v for k, v in pieces.parts.items() if k != "building"}
    return Pieces(named=named, bare=pieces.bare, after=pieces.after)


def _may_lead(pieces: Pieces) -> bool:
    """Whether the text ahead may be an estate's name: a whole address follows it."""
    building = pieces.named.get("building") or (*pieces.bare, "")[0]
    whole = "lane" in pieces.named or building[:1].isalpha()
    return (
        whole and bool(_NAME.fullmatch(pieces.before)) and not _NOT_THIS_ONE.search(pieces.before)
    )


def _fused(pieces: Pieces, doors: DoorTable) -> list[Door]:
    """Digits run together: ``86801室``, ``A11602``, ``58弄12301``; none that are a room too."""
    rooms = [pieces.parts["room"]] if "room" in pieces.parts else []
    *outer, digits = (*pieces.bare, *rooms) or ("",)
    said = pieces.parts.keys() - {"lane", "room"}
    if len(outer) > 1 or said or doors.matching({"room": digits}):
        return []
    return [door for door in doors.fused(digits) if not outer or door.lane == outer[0]]


def _strays(parts: Mapping[str, str], pieces: Pieces, scope: Mapping[str, str]) -> bool:
    """Whether a mere number would lead out of the building that the surroundings name."""
    building = parts.get("building")
    if building is None or "building" not in scope or building[0].isalpha():
        return False
    same = key_of(scope["building"]).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == key_of(building)
    return "building" not in pieces.named and not same


def _contradicts(parts: Mapping[str, str], told: Mapping[str, str]) -> bool:
    """``北区168弄`` where 北区 is lane 58."""
    return any(key_of(parts[part]) != key_of(told[part]) for part in parts.keys() & told.keys())


def _is_on_its_floor(parts: Mapping[str, str]) -> bool:
    """Room 301 is on floor 3, whatever else is said of the floor."""
    floor, room = parts.get("floor", ""), parts["room"]
    return not (floor and room.isdecimal() and len(room) > 2) or room[:-2] == floor


def _is_an_entrance(
    parts: Mapping[str, str], pieces: Pieces, scope: Mapping[str, str], doors: DoorTable
) -> bool:
    """Whether what is taken for a floor, a bare number, could be an entrance of the building."""
    if "floor" not in parts or "floor" in {**pieces.named, **scope}:
        return False
    building = {"building": parts["building"]} if "building" in parts else {}
    return doors.has(entrance=parts["floor"], **building)


def is_within(door: Door, scope: Mapping[str, str]) -> bool:
    """Whether the door is in the lane, zone, building and entrance that ``scope`` names."""
    said = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
    inside = door.building.upper().startswith(scope.get("zone", ""))
    return inside and all(
        key_of(said[part]) == key_of(scope[part]) for part in said.keys() & scope.keys()
    )
