"""Sizes that tell goods of one name apart: 纸尿裤M and 纸尿裤XL, 奶粉2段 and 奶粉3段.

Who names no size may mean any of them. A size stands before or behind the name, in brackets, or
behind the amount; one that none of them has is of a good that is not sold.
"""

import re
from collections.abc import Sequence

SIZE = re.compile(
    r"(?<![A-Za-z\d.])(?:NB|[2-6]XL|X{0,4}[SML])(?:[码号]|(?![A-Za-z]))"
    r"|(?:特大|加大|[大中小])[码号](?![楼门])|[1-5一二三四五]段",
    re.IGNORECASE,
)
BEHIND = re.compile(rf"\s?[(\[]?(?:{SIZE.pattern})[)\]]?的?", re.IGNORECASE)
# Behind a good that comes in one size: how it should be, 尿不湿L码2包.
NO_SORT = re.compile(
    r"\s?[(\[]?(?:(?:NB|[2-6]XL|X{0,4}[SML]|特大|加大|[大中小])[码号](?![楼门])|[1-5一二三四五]段)[)\]]?的?",
    re.IGNORECASE,
)
LAST = re.compile(rf"{BEHIND.pattern}(?=$|[\s,;。!、)])", re.IGNORECASE)
AHEAD = re.compile(rf"(?:{SIZE.pattern})(?:的|\s)?", re.IGNORECASE)
_NUMERALS = str.maketrans("一二三四五", "12345")


def size_in(name: str) -> str:
    """The size in a good's name, as sizes are compared; "" if it has none."""
    found = SIZE.search(name)
    return found.group().upper().rstrip("码号").translate(_NUMERALS) if found else ""


def without_size(name: str) -> str:
    return SIZE.sub("", name, count=1).strip(" ()")


def sizes_of(names: Sequence[str]) -> frozenset[str]:
    """The sizes that a good's names state."""
    return frozenset(filter(None, map(size_in, names)))
