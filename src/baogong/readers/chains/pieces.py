"""What the pieces of an address come to: a floor, a whole door, or only a part of one."""

import re
from collections.abc import Mapping

from baogong.readers.addresses import Door, Pieces
from baogong.readers.addresses.table import key_of


def on_floor(room: str, floor: str) -> bool:
    return not floor or (room.isdecimal() and room[:-2] == floor)


def of_floor(room: str, floor: str) -> str:
    """``7楼02``: the room by its floor and what is left of its number."""
    short = floor.isdecimal() and room.isdecimal() and len(room) < 3
    return f"{floor}{room.zfill(2)}" if short else room


def is_floor_of(pieces: Pieces) -> bool:
    """``3楼302``: the floor of a building that is not named."""
    room = pieces.named.get("room") or ("", *pieces.bare)[-1]
    return room[:-2] == pieces.named["lou"]


def is_whole(pieces: Pieces, told: Mapping[str, str]) -> bool:
    """Whether this can be nothing but an address: a building and a room of three digits."""
    room = pieces.named.get("room") or ("", *pieces.bare)[-1]
    if "room" not in pieces.named and not pieces.bare:
        return False
    digits = re.sub(r"\D", "", of_floor(room, pieces.parts.get("floor", "")))
    if "building" in told and "hao" in pieces.named:
        return True  # 东村3组40号, where nobody lives
    if pieces.parts.keys() - {"room"} or told:
        return len(digits) >= 3
    return len(pieces.bare) + ("room" in pieces.named) > 1 and len(digits) >= 3


def both(left: Mapping[str, str], right: Mapping[str, str]) -> dict[str, str]:
    """What two names of one address say together; nothing if they contradict each other."""
    agree = all(key_of(left[part]) == key_of(right[part]) for part in left.keys() & right.keys())
    return {**left, **right} if agree else {}


def partial(pieces: Pieces, told: Mapping[str, str]) -> Mapping[str, str]:
    """What is left of an address without a room: ``500弄``, ``E6栋``."""
    parts = {
        **told,
        **{k: v for k, v in pieces.parts.items() if k in {"lane", "building", "entrance"}},
    }
    if len(pieces.bare) == 1 and pieces.bare[0][0].isalpha() and "building" not in parts:
        parts["building"] = pieces.bare[0]
    return parts if len(pieces.bare) < 2 else {}


def agrees(door: Door, told: Mapping[str, str]) -> bool:
    own = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
    own["zone"] = re.sub(r"\d", "", door.building)
    return all(
        key_of(own[part]) == key_of(value)
        or (part == "building" and re.sub(r"\D", "", own[part]) == key_of(value))
        for part, value in told.items()
        if part in own
    )
