"""Which door a row of a roster is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from baogong.readers.addresses import (
    Pieces,
    is_whole_address,
    readings,
    take_apart,
)
from baogong.readers.rosters.titles import lettered

_ASIDE = re.compile(r"[(\[]([^)\]]*)[)\]]")
_LETTER_APART = re.compile(
    r"^([A-Z])\s*[-—–·.区座]?\s*(?=\d{1,3}(?:[栋幢座#]|号?楼)?$)", re.IGNORECASE
)
_NONE = re.compile(r"[-—–―/\\.]+|无|[无0]?(?:单元|弄|门洞)|0")
_PART = re.compile(r"\d{2}(?!岁)|\d[弄号栋幢座#室]")
DIRECTION = re.compile(r"[东西南北中甲乙丙丁][单元门洞户]*")


@dataclass(frozen=True, slots=True)
class Place:
    """What a row says of its door.

    ``told``: the columns' own words. ``scope``: what title, section or the rows above supply.
    ``pieces``: the room's or the address's cell, taken apart; ``text``: that cell. ``building``
    and ``zone``: those cells as they stand.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    scope: Mapping[str, str] = field(default_factory=dict)
    pieces: Pieces = field(default_factory=Pieces)
    text: str = ""
    building: str = ""
    zone: str = ""


def read_place(cells: Mapping[str, str], *, scope: Mapping[str, str]) -> Place:
    """``cells``: place field -> text."""
    cells = {name: "" if _NONE.fullmatch(text) else text for name, text in cells.items()}
    if is_whole_address(cells.get("building", "")) and not cells.get("room"):
        cells = {**cells, "address": cells["building"], "building": ""}
    told: dict[str, str] = {}
    for name in ("lane", "building", "entrance", "floor"):
        if cells.get(name):
            told |= _told(name, cells[name])
    zone = re.sub("区|片|组团|期", "", cells.get("zone", "")).strip().upper()
    if re.fullmatch(r"[A-Z]", zone):
        told |= lettered(zone, told.get("building", ""))
    text = _whole_address(cells.get("address", ""), cells.get("room", ""))
    pieces = take_apart(text)
    if cells.get("room") and not cells.get("address"):
        pieces = _as_room(pieces)
    building = without_aside(cells.get("building", ""))
    zone = cells.get("zone", "")
    return Place(told, scope, pieces, text, building, zone)


def without_aside(text: str) -> str:
    """A cell without its remarks in brackets; numbers of doors in them stay."""
    return _ASIDE.sub(lambda found: found[0] if _PART.search(found[1]) else "", text).strip()


def asides_in(text: str) -> list[str]:
    """The remarks in brackets."""
    return _ASIDE.findall(text)


def _whole_address(address: str, room: str) -> str:
    """An address and a room of their own columns: the complete one, or both together."""
    address, room = without_aside(address), without_aside(room)
    if not (address and room):
        return address or room
    for one in (address, room):
        if any({"room", "building"} <= parts.keys() for parts in readings(take_apart(one))):
            return one
    return f"{address} {room}"


def _as_room(pieces: Pieces) -> Pieces:
    """In a room's column ``705号`` and ``705#`` are rooms, ``2楼201`` begins with its floor."""
    if "lou" in pieces.named and pieces.bare and "floor" not in pieces.named:
        floor = {"floor": pieces.named["lou"]}
        named = {k: v for k, v in pieces.parts.items() if k != "building"}
        return Pieces(named | floor, pieces.bare, pieces.before, pieces.after)
    if "hao" not in pieces.named or pieces.bare or "room" in pieces.named:
        return pieces
    named = {k: v for k, v in pieces.parts.items() if k != "building"}
    named["room"] = pieces.named["building"]
    return Pieces(named=named, before=pieces.before, after=pieces.after)


def _told(field_name: str, text: str) -> Mapping[str, str]:
    """A place column's own words; a name without number stays as it is."""
    if field_name == "building":
        text = _LETTER_APART.sub(r"\1", text)
    pieces = take_apart(without_aside(text))
    if field_name == "entrance":
        return _entrance(pieces)
    if pieces.before and not pieces.named and not pieces.bare:
        return {field_name: pieces.before}
    if field_name == "floor":
        floor = pieces.named.get("floor") or pieces.named.get("building") or (*pieces.bare, "")[0]
        return {"floor": floor} if floor.isdecimal() else {}
    if field_name == "building" and len(pieces.bare) == 1 and "building" in pieces.named:
        return pieces.parts | {"lane": pieces.bare[0]}
    if len(pieces.bare) == 2 and not pieces.named:
        return {"building": pieces.bare[0], "entrance": pieces.bare[1]}
    named = pieces.parts
    if len(pieces.bare) == 1 and named.keys() <= {"lane", "entrance", "floor"}:
        named[field_name] = pieces.bare[0]
    return {part: value for part, value in named.items() if part not in {"room", "floor"}}


def _entrance(pieces: Pieces) -> Mapping[str, str]:
    """``1单元`` or ``1``, ``东``; ``6栋1单元`` and ``6-1`` name the building too."""
    named = pieces.parts
    if DIRECTION.fullmatch(pieces.before) and not pieces.bare:
        return {"entrance": pieces.before[0], **named}
    if pieces.before and not pieces.bare and not named:
        return {"entrance": pieces.before}
    if "entrance" not in named and pieces.bare:
        named["entrance"] = pieces.bare[-1]
    elif "entrance" not in named and "building" in named:
        named["entrance"] = named.pop("building")
    if len(pieces.bare) == 2 and "building" not in named:
        named["building"] = pieces.bare[0]
    return {part: value for part, value in named.items() if part not in {"room", "floor"}}
