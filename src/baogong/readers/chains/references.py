"""``跟9-101一样``: an entry that wants the goods of another one, told by its door or its name.

A door may stand with where it is (``跟楼下502一样``), be a mere room of the writer's own building,
or be no more than a building that its name is beside (``跟上面B2的彭姐一样``).
"""

import re

from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.wishes import Entry, Likeness
from baogong.readers.chains.words import word_at

_NO = (
    r"(?:(?:No\.?|#|第)\s?\d{1,3}[号位个条楼]?|\d{1,3}号|〔\d{1,3}〕|[\[【(]\d{1,3}[\])】]"
    r"|\d{1,2}(?=\s*$))"
)
_PLACE = "(?:(?:楼上|楼下|隔壁|对门|对面)的?)"
_LIKE = re.compile(
    r"(?:^|[\s,;:(/】\])])(?:我们?家?|咱家?|俺|阿拉)?(?:也|都|全部?|全都|就|还是|完全)*要?"
    r"(?:[跟和同照像] ?(?P<who>[^\s,;]{2,14}?(?: [^\s,;]{2,8})?)"
    r" ?家?的?(?:[要买]的?)?一样的?"
    rf"|同(?P<door>{_PLACE}?[\dA-Za-z弄号栋幢-]{{3,12}}[室房]?|{_NO})家?的?"
    r"|同(?P<called>(?![上前款样意事学时城步行志等])[^\s,;\d上样/]{2,4})"
    rf"|照[着抄]?(?P<as>{_PLACE}?[\dA-Za-z-]{{3,12}}[室房]?|{_NO})家?的?(?:来|要|买|订|抄|作业)"
    r"|(?:抄|照着?|参照|复制)(?P<copy>[^\s,;\d抄作上面楼旧常样]{2,8}?)家?的?(?:作业|来|订|买)(?!一份)"
    rf"|抄(?P<of>{_PLACE}?[\dA-Za-z-]{{3,12}}[室房]?|{_NO})家?的?作业)"
    r"(?:就行|就好|即可|一份)?(?=[\s,;)。!/】\]]|$)"
)
_NUMBER = re.compile(
    r"(?:No\.?|#|第)?\s?(\d{1,2})[号位个条楼]|(?:No\.?|#|第)\s?(\d{1,3})|(?:序号|编号|接龙)\s?(\d{1,3})号?"
    r"|〔(\d{1,3})〕|[\[【(](\d{1,3})[\])】]|(\d{1,2})",
    re.IGNORECASE,
)
_WHERE = re.compile(
    "(?:我家?)?(?:(?:上面|前面|楼上|楼下|隔壁|对门|对面|邻居)(?:那个|那位|嗰位|嗰个)?的?)"
)
_SHORTEST = 2  # 小李 is no 李
_ROOM = re.compile(r"\d{3,4}[室房]?")


def reference_in(text: str, finder: DoorFinder) -> tuple[str, Likeness | None]:
    """The entry without its reference, and what it refers to."""
    found = _LIKE.search(text)
    if not found:
        return text, None
    who = next(filter(None, found.group("who", "door", "called", "as", "of", "copy")))
    told = re.sub("那[一家户位]*$", "", _WHERE.sub("", who, count=1))
    if not told or (
        not _NUMBER.fullmatch(told) and told == who and found["who"] and _is_word(text, found, who)
    ):
        return text, None  # 跟上面一样, 跟上次一样
    rest = text[: found.start()] + text[found.end() :]
    number, is_room = _NUMBER.fullmatch(told), _ROOM.fullmatch(told)
    said, end = finder.at(told, 0)
    door = said.door if said and end == len(told) else None
    no = next(filter(None, number.groups())) if number else ""
    if door and (told.endswith("号") or not (number or is_room)):
        return rest, Likeness(code=door.code, no=no)  # 同58号 may be a house, or an entry
    if number or is_room:
        return rest, Likeness(no=no) if no else Likeness(room=told.strip("室房"))
    if said and (said.parts or said.door) and told[end:].strip("的 "):
        return rest, Likeness(name=told[end:].strip("的 "), part=said)
    return rest, Likeness(name=told)


def _is_word(text: str, found: re.Match[str], who: str) -> bool:
    return word_at(text, found.start("who") - 1)[0] == "same" or bool(word_at(who, 0)[0])


def is_of(
    entry: Entry, like: Likeness, own: Entry, finder: DoorFinder, *, no: str, speaker: str = ""
) -> bool:
    """Whether an entry is the one that ``own`` refers to: it speaks of that door, or bears it.

    ``no``: the number of ``entry``. ``speaker``: who said it.
    """
    doors = {said.door.code for said in entry.doors if said.door}
    if like.no:
        return like.no == no or like.code in doors
    if like.room:
        [here] = own.doors[:1] or [None]
        beside = finder.neighbour(like.room, here.door) if here and here.door else ()
        return len(beside) == 1 and beside[0].code in doors
    if like.code:
        return like.code in doors
    told = _bare(like.name)
    named = any(t.kind == "name" and _bare(t.text) == told for t in entry.tokens)
    if not (named or (speaker and _bare(speaker) == told)):
        return False
    if like.part and like.part.door:
        return like.part.door.code in doors
    parts = like.part.parts if like.part else {}
    return all(finder.refined(said, parts).doors for said in entry.doors)


def _bare(name: str) -> str:
    """A name without how it is spoken to: 阿May and May家 are one."""
    bare = name.strip().lower().removesuffix("家")
    return bare[1:] if len(bare) > _SHORTEST and bare[0] in "阿小老" else bare
