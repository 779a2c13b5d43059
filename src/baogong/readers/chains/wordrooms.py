"""Rooms that are words, as aliases of doors end: ``左门`` and ``右门`` of a floor, ``上叠`` of a
house with two homes. Such a word means one door where what stands ahead of it tells the rest."""

import re
from collections import defaultdict
from collections.abc import Mapping

from baogong.readers.addresses import Door, DoorTable, take_apart
from baogong.readers.addresses.table import key_of

_ENDS = re.compile("(?<=[\\d号栋幢座楼层元])[左中右东南西北上下前后内外][\u4e00-\u9fff]$")
_OUTER = ("lane", "building", "entrance")


class WordRooms:
    """``words``: what the rooms of this table are called. Two doors at least end with each."""

    def __init__(self, table: DoorTable) -> None:
        named: dict[str, list[Door]] = defaultdict(list)
        for door in table:
            for found in filter(None, map(_ENDS.search, door.aliases)):
                named[found.group()].append(door)
        self._named = {word: doors for word, doors in named.items() if len(doors) > 1}
        self.words = tuple(self._named)

    def doors(self, text: str, *, here: str) -> list[Door]:
        """``2单元3楼左门`` of the one building that is meant (``here``, or ""), ``60号上叠``."""
        word = text[-2:]
        if word not in self._named:
            return []
        pieces = take_apart(text[:-2])
        told = pieces.parts
        if "lou" in pieces.named and (here or "entrance" in told):
            told["floor"] = told.pop("building")
        if pieces.bare and "building" not in told:
            told["building"] = pieces.bare[0]
        if "building" not in told and here:
            told["building"] = here
        clear = len(pieces.bare) < 2 and not (pieces.before or pieces.after)
        if not clear or "building" not in told or "twice" in told:
            return []
        return [door for door in self._named[word] if _fits(door, told)]


def _fits(door: Door, told: Mapping[str, str]) -> bool:
    own = {part: key_of(getattr(door, part)) for part in _OUTER}
    own["floor"] = str(door.floor)
    return all(own.get(part) == key_of(said) for part, said in told.items())
