"""The parts that an address names, and what its bare numbers may stand for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from baogong.readers.addresses.spelling import plain, spelled_out

# The name of an estate or a street, which no door needs; it may hold numerals: 三里花园.
_NAME = r"(?:(?![弄号栋幢楼座室层门元])[\u4e00-\u9fff])"
_ESTATES = "小区|新村|花园|家园|公寓|花苑|嘉园|社区|居民区|居委会?"
_ESTATE = re.compile(
    rf"(?:{_NAME}{{1,10}}?(?:{_ESTATES}|[省市县镇乡路街道巷村苑园城府里庭湾])|{_NAME}{{2,10}}?区)"
    r"(?=[^0-9A-Z]{0,8}[0-9A-Z一二三四五六七八九十])"
)
_BRACKETS = re.compile(r"[()\[\]【】<>《》「」]")
_LETTER_APART = re.compile(r"(?<![0-9A-Z])([A-Z])\s*[-区座]\s*(?=\d{1,3}(?:[-栋幢座#]|号楼))")
_BLANK_BEFORE_UNIT = re.compile(r"\s+(?=[弄号栋幢座楼层室房户#]|单元|门(?:洞|\s*\d))")
_LONGEST = 80
# What may stand ahead of a building's number and makes it another one: 甲3号楼 is not 3号楼.
STEMS = "甲乙丙丁戊"
AHEAD_OF_NUMBER = f"东西南北中{STEMS}新老旧副"
_PIECE = re.compile(
    r"(?P<lane>\d{1,4})弄"
    rf"|(?P<building>(?:[A-Z]{{0,2}}|[{AHEAD_OF_NUMBER}])\d{{1,3}}[A-Z]?|[A-Z])"
    r"(?:号楼|号栋|号幢|栋|幢|座|舍|斋|号?公寓)"
    rf"|(?P<lettered>[A-Z]{{1,2}}\d{{1,3}}|[{AHEAD_OF_NUMBER}]\d{{1,2}})(?:楼|号(?![室房]))"
    r"|(?P<entrance>\d{1,2}|[A-Z]|[东西南北中甲乙丙丁])(?:单元?|门洞|号门|门(?!牌)|梯)"
    r"|(?P<side>[东西南北中])(?=-?\d{3,4}(?!\d))"
    r"|(?P<hao>[A-Z]{0,2}\d{1,4})(?:号(?![室房])|#楼?)"
    r"|(?P<lou>\d{1,3})楼"
    r"|(?:(?<=[栋幢楼座元])-|负|地下)(?P<basement>\d)[层楼]"
    r"|(?P<floor>\d{1,2})(?:层|F(?![A-Z0-9]))"
    r"|(?P<room>[A-Z]?\d{1,5}[A-Z]?)(?:号?[室房]|户)"
    rf"|(?P<bare>[{AHEAD_OF_NUMBER}]\d{{1,3}}(?=[-/.·#])|[A-Z]{{0,2}}\d{{1,6}}[A-Z]?(?!\d))"
    r"|(?P<gap>[-/.,、·:;。!\s~\\]+|#(?=\d))"
)
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Pieces:
    """An address taken apart.

    ``named``: parts that carry their unit; ``hao`` and ``lou`` mark a building that was written
    with 号 or # and with 楼, which also stand for other parts. ``bare``: numbers without a unit,
    in order. ``before`` and ``after``: text that is none of these, ahead of the first part and
    behind.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """``named`` without the marks."""
        return {key: value for key, value in self.named.items() if key not in {"hao", "lou"}}


def take_apart(text: str) -> Pieces:
    """Name every part of an address. Never raises; what is no part is in before and after."""
    if len(text) > _LONGEST:
        return Pieces(before=text)
    text = spelled_out(_ESTATE.sub(" ", _BRACKETS.sub(" ", plain(text))))
    text = _LETTER_APART.sub(r"\1", _BLANK_BEFORE_UNIT.sub("", text)).strip()
    found: list[tuple[str, str]] = []
    before = after = ""
    position = 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            before += "" if found else text[position]
            after += text[position] if found else ""
            position += 1
            continue
        kind = str(piece.lastgroup)
        if kind != "gap":
            found.append((kind, _ZEROS.sub("", piece.group(kind))))
        position = piece.end()
    named, bare = _settle(found)
    if "twice" in named or "basement" in named:
        after = text  # two doors in one, or a cellar: not one home's address
    return Pieces(named=named, bare=bare, before=before.strip(), after=after.strip())


def is_whole_address(text: str) -> bool:
    """Whether a text names a building and a room of three digits or more."""
    pieces = take_apart(text)
    room = pieces.named.get("room") or ("", *pieces.bare)[-1]
    outer = len(pieces.bare) > 1 or {"building", "entrance", "lane"} & pieces.named.keys()
    return bool(outer) and len(room) >= 3 and not pieces.after


def _settle(found: list[tuple[str, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Decide what 号, # and 楼 mean here: a building, an entrance, a floor, the end of a room."""
    named: dict[str, str] = {}
    bare: list[str] = []
    kinds = [kind for kind, _ in found]
    for position, (kind, text) in enumerate(found):
        last, later = position == len(found) - 1, {*kinds[position + 1 :]}
        if any(other == "bare" and word[0].isalpha() for other, word in found[position + 1 :]):
            later.add("lettered")
        if kind == "bare":
            bare.append(text)
        elif kind == "hao":
            _settle_hao(text, named, bare, last=last, later=later)
        elif kind == "lou":
            known = {"building", "hao", "lettered"} & {*kinds} or (bare and bare[0][0].isalpha())
            _name(named, "floor" if known else "building", text)
            named |= {} if known else {"lou": text}
        else:
            _name(named, {"lettered": "building", "side": "entrance"}.get(kind, kind), text)
    return named, tuple(bare)


def _name(named: dict[str, str], part: str, text: str) -> None:
    """Set a part; one that is said twice and differently is marked."""
    if named.setdefault(part, text) != text:
        named["twice"] = part


def _settle_hao(
    text: str, named: dict[str, str], bare: list[str], *, last: bool, later: Collection[str]
) -> None:
    closes = {"building", "entrance"} & named.keys() or len(bare) > 1 or (bare and len(text) > 2)
    if last and closes and "room" not in named:
        named["room"] = text
    elif not last and bare and bare[-1][0].isalpha() and "entrance" not in named:
        named["entrance"] = text  # E6-1#602
    elif "hao" in named and "lane" not in named:  # 58#12#301
        named |= {"lane": named["building"], "building": text}
    elif not {"building", "lettered"} & {*later} and not {"lane", "hao"} <= {*later}:
        # else the number of a house in its street
        _name(named, "building", text)
        named["hao"] = text


def readings(
    pieces: Pieces, *, known: Collection[str] = (), alone: str = "room"
) -> list[dict[str, str]]:
    """What the address may say, likeliest first.

    ``known``: parts that its surroundings tell. ``alone``: what a single bare number is.
    """
    named, bare = pieces.parts, pieces.bare
    if bare and bare[0][0].isalpha() and "building" not in named and (len(bare) > 1 or named):
        named["building"], bare = bare[0], bare[1:]
    elif len(bare) == 1 and bare[0][0].isalpha() and alone != "room":
        named["building"], bare = bare[0], ()
    possible = (
        (parts, named | dict(zip(parts, bare, strict=True)))
        for parts in _orders(len(bare), named=named, known=known, alone=alone)
        if not set(parts) & named.keys()
    )
    return [_on_floor(told) for parts, told in possible if "floor" not in parts or _is_floor(told)]


def _is_floor(parts: Mapping[str, str]) -> bool:
    """Whether two bare numbers can be a floor and what is left of its room: ``6-02``."""
    return len(parts["floor"]) <= 2 and len(parts["room"]) <= 2


def _on_floor(parts: dict[str, str]) -> dict[str, str]:
    """Floor ``6`` and room ``2`` or ``02`` are room 602."""
    floor, room = parts.get("floor", ""), parts.get("room", "")
    if floor.isdecimal() and room.isdecimal() and len(room) <= 2:
        return {**parts, "room": f"{floor}{room.zfill(2)}"}
    return parts


def _orders(
    count: int, *, named: Mapping[str, str], known: Collection[str], alone: str
) -> Sequence[tuple[str, ...]]:
    """Which parts ``count`` bare numbers may be."""
    if "room" in named:
        return _BEFORE_A_ROOM.get(count, [])
    if count == 1:
        return [("room",)] if {"building", "entrance", "floor"} & named.keys() else [(alone,)]
    if count == 2:
        return _pairs({*named}, {*named, *known})
    return _WHOLE.get(count, [])


_BEFORE_A_ROOM: Mapping[int, Sequence[tuple[str, ...]]] = {
    0: [()],
    1: [("building",), ("entrance",)],
    2: [("building", "entrance"), ("lane", "building")],
}
_WHOLE: Mapping[int, Sequence[tuple[str, ...]]] = {
    0: [()],
    3: [
        ("building", "entrance", "room"),
        ("lane", "building", "room"),
        ("building", "floor", "room"),
    ],
    4: [("lane", "building", "entrance", "room")],
}


def _pairs(named: Collection[str], known: Collection[str]) -> Sequence[tuple[str, ...]]:
    if "lane" in named:
        return [("building", "room")]
    inner = [("entrance", "room"), ("floor", "room")]
    if "building" in known:
        return [*inner, ("building", "room"), ("lane", "room")]
    return [("building", "room"), ("entrance", "room")]
