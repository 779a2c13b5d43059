"""Rooms that are words, as aliases of doors end: ``左门`` and ``右门`` of a floor, ``上叠`` of a
house with two homes. Such a word means one door where what stands ahead of it tells the rest."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from baogong.readers.addresses import Door, DoorTable, take_apart
from baogong.readers.addresses.table import key_of

_ENDS = re.compile("(?<=[\\d号栋幢座楼层元])[左中右东南西北上下前后内外][门户叠屋间厢房]$")
_OUTER = ("lane", "building", "entrance", "floor")
_BARE = frozenset("门户")  # 6楼东 is 6楼东户


class WordRooms:
    """``words``: patterns of what the rooms of this table are called. Two doors at least end with
    each."""

    def __init__(self, table: DoorTable) -> None:
        named: dict[str, list[Door]] = defaultdict(list)
        for door in table:
            for found in filter(None, map(_ENDS.search, door.aliases)):
                named[found.group()].append(door)
        self._named = {word: doors for word, doors in named.items() if len(doors) > 1}
        signs = {word[0]: doors for word, doors in self._named.items() if word[1] in _BARE}
        self.words = (*self._named, *(f"{sign}(?![\u4e00-\u9fff](?<!的))" for sign in signs))
        self._named |= signs
        either = "|".join(sorted(map(re.escape, self._named), key=len, reverse=True))
        self._alone = re.compile(f"(?:{either})$" if either else r"(?!)")
        self._outer = _OUTER if table.lanes else _OUTER[1:]

    def doors(self, text: str, *, here: str) -> list[Door]:
        """``2单元3楼左门`` of the one building that is meant (``here``, or ""), ``60号上叠``,
        ``5-2-3西``: bare numbers are what is not told otherwise, in order."""
        word = next((w for w in (text[-2:], text[-1:]) if w in self._named), "")
        if not word:
            return []
        pieces = take_apart(text.removesuffix(word).replace("][", "-").strip("[]"))
        told = pieces.parts
        if pieces.before or pieces.after or "twice" in told:
            return []
        if "lou" in pieces.named and (here or "entrance" in told):
            told["floor"] = told.pop("building")
        if here:
            told.setdefault("building", here)
        found = [
            door
            for parts in self._readings(told, pieces.bare)
            if "building" in parts
            for door in self._named[word]
            if _fits(door, parts)
        ]
        return list(dict.fromkeys(found))

    def is_left(self, text: str) -> bool:
        """Whether words beside a door end as a room does: ``1-1左、右`` are two homes."""
        return self._alone.search(text) is not None

    def _readings(
        self, told: Mapping[str, str], bare: tuple[str, ...]
    ) -> Iterator[Mapping[str, str]]:
        missing = [part for part in self._outer if part not in told]
        for parts in combinations(missing, len(bare)):
            yield {**told, **dict(zip(parts, bare, strict=True))}


def _fits(door: Door, told: Mapping[str, str]) -> bool:
    own = {part: str(getattr(door, part)) for part in _OUTER}
    return all(key_of(own[part]) == key_of(said) for part, said in told.items() if part in own)
