"""Chains in sections: a building on a line by itself, and below it entries with mere rooms.

One such line is the chain's own building, which ``read_scope`` reads; of two or more, each speaks
for the entries below it.
"""

import re
from collections.abc import Iterable

from baogong.readers.chains.doors import DoorFinder

_HEADING = re.compile(r"[\W_]*(?P<what>\w.*?)(?:的|业主|邻居|住户|居民|家人们)*[\W_]*")
_ROOM = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,4}\s)?(?=(?P<said>(?P<of>\d{1,2}-)?\d{3,4})(?:室|房)?(?:[\s,:;\u4e00-\u9fff]|$))"
)
_FEWEST = 2


def headings_in(lines: Iterable[str], finder: DoorFinder) -> dict[str, str]:
    """The lines that head sections, each with the part of an address that it names."""
    found = {line: part for line in lines if (part := _part_in(line, finder))}
    return found if len(set(found.values())) >= _FEWEST else {}


def _part_in(line: str, finder: DoorFinder) -> str:
    found = _HEADING.fullmatch(line) if len(line) < 16 else None
    said, end = finder.at(found["what"], 0) if found else (None, 0)
    whole = found and said and not said.doors and said.parts and end == len(found["what"])
    return found["what"] if found and whole else ""


def under(heading: str, text: str, finder: DoorFinder) -> tuple[str, bool]:
    """An entry with the building that its section names, if it begins with a mere room.

    And whether that is in doubt: ``1-502`` may be of entrance 1 there, or of building 1.
    """
    room = _ROOM.match(text) if heading else None
    if room is None:
        return text, False
    here = finder.resolve(f"{heading}{room['said']}").doors
    elsewhere = finder.resolve(room["said"]).doors if room["of"] else ()
    if elsewhere:
        return text, bool(here)
    return f"{text[: room.end()]}{heading}{text[room.end() :]}", False
