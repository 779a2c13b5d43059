"""How a chain numbers its entries in none of the usual ways: ``第3单``, ``3号：``, ``→3``.

What stands around the numbers tells: it is the same on several lines, whose numbers go up by one
and that each name a door behind it. Where the lines begin with doors anyway (``1#3-502``) the
numbers may be of buildings.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baogong.readers.chains.text import Numbered, folded, is_surely_numbered

_LINE = re.compile(
    r"\s*(?P<before>[^\d\s]{0,3})\s*(?P<no>\d{1,3})\s*"
    r"(?P<after>[^\w\s(（]{1,2}|[\u4e00-\u9fff][^\w\s]?)?\s*(?P<rest>[^\s].*)"
)
_BULLET = re.compile(r"\s*(?:[-–—*·•●▪◦◆★☆✦➤>]|👉|🔸|🔹)+\s+(?=\S)")
_FEWEST = 3
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Style:
    """What stands before and behind the number of an entry."""

    before: str
    after: str

    def number(self, line: str) -> Numbered | None:
        """The number of a line in this style, and the text behind it, folded."""
        around = map(re.escape, (self.before, self.after))
        found = re.match(r"\s*{}\s*(?P<no>\d{{1,3}})\s*{}\s*(?P<rest>\S.*)".format(*around), line)
        if found is None:
            return None
        return Numbered(int(found["no"]), folded(found["rest"]), sure=True)


def without_bullet(line: str) -> str:
    """``- 3-301 鸡蛋1板`` without the sign that heads each line of a list."""
    found = _BULLET.match(line)
    return line[found.end() :] if found else line


def style_of(
    lines: Sequence[str], *, names_door: Callable[[str], bool], begins: Callable[[str], bool]
) -> Style | None:
    """The style of a text's numbers. ``begins``: whether a line begins with a door."""
    found: dict[Style, list[tuple[int, str, str]]] = defaultdict(list)
    for line in lines:
        told = _LINE.match(line)
        style = Style(told["before"], told["after"] or "") if told else Style("", "")
        if told and style != Style("", "") and not is_surely_numbered(line):
            found[style].append((int(told["no"]), told["rest"], line))
    for style, entries in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(entries) < _FEWEST:
            return None
        steps = sum(b[0] - a[0] == 1 for a, b in pairwise(entries))
        placed = sum(names_door(folded(rest)) for _, rest, _ in entries)
        doors = sum(begins(folded(line)) for _, _, line in entries)
        counts = steps >= _MOST * (len(entries) - 1) and placed >= _MOST * len(entries)
        if counts and doors < _MOST * len(entries):
            return style
    return None


def kind_of_number(line: str) -> str:
    """How a line is numbered: "digit" and what follows, "①" for numbers in circles."""
    text = line.strip()
    digits = re.match(r"(?:No\.?|#)?\d+(\D)", text, re.IGNORECASE)
    if digits and text[0].isascii():
        return f"digit{digits[1]}"
    return "①" if unicodedata.category(text[0]) in {"No", "So"} else text[0]
