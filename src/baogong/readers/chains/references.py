"""``跟9-101一样``: an entry that wants the goods of another one, told by its door or its name."""

import re

from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.wishes import Entry
from baogong.readers.chains.words import word_at

_LIKE = re.compile(
    r"(?:^|[\s,;(])我?(?P<as>[跟和同照像])(?P<who>[^\s,;]{2,12}?)家?的?一样的?(?=[\s,;)。!]|$)"
)


def reference_in(text: str, finder: DoorFinder) -> tuple[str, str]:
    """The entry without its reference, and the door or name that it refers to; "" for none."""
    found = _LIKE.search(text)
    if not found:
        return text, ""
    known = word_at(text, found.start("as"))[0] == "same" or word_at(found["who"], 0)[0]
    if known:  # 跟上面一样, 跟上次一样
        return text, ""
    said, end = finder.at(found["who"], 0)
    code = said.door.code if said and said.door and end == len(found["who"]) else ""
    return text[: found.start()] + text[found.end() :], code or found["who"]


def is_of(entry: Entry, who: str) -> bool:
    """Whether an entry speaks of a door, by its code, or bears a name."""
    doors = {said.door.code for said in entry.doors if said.door}
    return who in doors or any(t.kind == "name" and t.text == who for t in entry.tokens)
