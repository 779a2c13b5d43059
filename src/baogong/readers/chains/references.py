"""``跟9-101一样``: an entry that wants the goods of another one, told by its door or its name.

A door may stand with where it is (``跟楼下502一样``), be a mere room of the writer's own building,
or be no more than a building that its name is beside (``跟上面B2的彭姐一样``).
"""

import re

from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.wishes import Entry, Likeness
from baogong.readers.chains.words import word_at

_LIKE = re.compile(
    r"(?:^|[\s,;(])我?也?(?:[跟和同照像](?P<who>[^\s,;]{2,14}?)家?的?一样的?"
    r"|同(?P<door>[\dA-Za-z-]{3,12}[室房]?))(?:就行|就好|即可)?(?=[\s,;)。!]|$)"
)
_NUMBER = re.compile(
    r"(?:No\.?|#|第)\s?(\d{1,3})[号位个条楼]?|(?:序号|编号|接龙)\s?(\d{1,3})号?", re.IGNORECASE
)
_WHERE = re.compile("(?:我家?)?(?:(?:上面|前面|楼上|楼下|隔壁|对门|对面|邻居)(?:那个|那位)?的?)")
_ROOM = re.compile(r"\d{3,4}[室房]?")


def reference_in(text: str, finder: DoorFinder) -> tuple[str, Likeness | None]:
    """The entry without its reference, and what it refers to."""
    found = _LIKE.search(text)
    if not found:
        return text, None
    who = found["who"] or found["door"]
    told = re.sub("那[一家户位]*$", "", _WHERE.sub("", who, count=1))
    if not told or (told == who and found["who"] and _is_word(text, found, who)):
        return text, None  # 跟上面一样, 跟上次一样
    rest = text[: found.start()] + text[found.end() :]
    number = _NUMBER.fullmatch(told)
    if number or _ROOM.fullmatch(told):
        like = Likeness(no=number[1] or number[2]) if number else Likeness(room=told.strip("室房"))
        return rest, like
    said, end = finder.at(told, 0)
    if said and said.door and end == len(told):
        return rest, Likeness(code=said.door.code)
    if said and (said.parts or said.door) and told[end:].strip("的 "):
        return rest, Likeness(name=told[end:].strip("的 "), part=said)
    return rest, Likeness(name=told)


def _is_word(text: str, found: re.Match[str], who: str) -> bool:
    return word_at(text, found.start("who") - 1)[0] == "same" or bool(word_at(who, 0)[0])


def is_of(entry: Entry, like: Likeness, own: Entry, finder: DoorFinder, *, no: str) -> bool:
    """Whether an entry is the one that ``own`` refers to: it speaks of that door, or bears it.

    ``no``: the number of ``entry``.
    """
    if like.no:
        return like.no == no
    doors = {said.door.code for said in entry.doors if said.door}
    if like.room:
        [here] = own.doors[:1] or [None]
        beside = finder.neighbour(like.room, here.door) if here and here.door else ()
        return len(beside) == 1 and beside[0].code in doors
    if like.code:
        return like.code in doors
    if not any(t.kind == "name" and t.text == like.name for t in entry.tokens):
        return False
    if like.part and like.part.door:
        return like.part.door.code in doors
    parts = like.part.parts if like.part else {}
    return all(finder.refined(said, parts).doors for said in entry.doors)
