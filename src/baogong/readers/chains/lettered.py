"""Doors of towers and entrances that are called by a letter, and of houses with but a number."""

import re

from baogong.readers.addresses import Door, DoorTable, Pieces
from baogong.readers.addresses.spelling import arabic
from baogong.readers.addresses.table import key_of

_C = "[零〇○一二三四五六七八九十百两]"
LETTER_AND_ROOM = re.compile(
    rf"([A-Za-z])(?:[栋幢座门]|单元)?(?:\s?[-—–]\s?|\s)?"
    rf"((?=O?\d)[\dO]{{3,4}}|{_C}{{3,4}})(?:室|房|户)?(?![\dA-Za-z])"
)
HALF = re.compile(r"(\d{1,3})(?:[幢栋号]|号楼)?\s?[-—–]?\s?([A-Za-z])(?![A-Za-z\d])")  # 188幢B
_LETTER_AND_FLAT = re.compile(r"([A-Za-z])-?(\d{1,2})([A-Za-z])(?:室|房)?")


def rooms_of_letter(text: str, table: DoorTable, *, here: str) -> tuple[Door, ...] | None:
    """``B203``, ``B-203``, ``B座 203``, ``B二零三``: of tower B, or of entrance B of the one
    building that is meant (``here``); None where neither is B."""
    found = LETTER_AND_ROOM.fullmatch(text)
    if found is None:
        return None
    letter, room = found[1].upper(), found[2].replace("O", "0")
    possible = [{"building": letter}, *([{"building": here, "entrance": letter}] if here else [])]
    possible = [parts for parts in possible if table.has(**parts)]
    room = key_of(room if room.isdecimal() else arabic(room))
    doors = (door for parts in possible for door in table.matching({**parts, "room": room}))
    return tuple(doors) if possible else None


def flats_of_letter(text: str, table: DoorTable) -> tuple[Door, ...]:
    """``C9b``: tower C, floor 9, flat B. ``188幢B``: half B of villa 188."""
    if half := HALF.fullmatch(text):
        return tuple(table.matching({"building": half[1], "room": half[2].upper()}))
    found = _LETTER_AND_FLAT.fullmatch(text) if table.has_flats else None
    if found is None:
        return ()
    return tuple(table.matching({"building": found[1], "room": key_of(found[2] + found[3])}))


def houses_of(pieces: Pieces, table: DoorTable) -> list[Door]:
    """``69号`` where homes are houses: those of the number, unless a building has it."""
    number = pieces.named.get("building", "")
    alone = set(pieces.named) == {"building", "hao"} and not pieces.bare
    if not (alone and table.is_of_houses) or table.has(building=number):
        return []
    return table.matching({"room": number})
