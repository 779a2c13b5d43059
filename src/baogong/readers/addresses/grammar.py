"""The parts that an address names, and what its bare numbers may stand for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from baogong.readers.addresses.spelling import plain, spelled_out

PARTS = ("lane", "building", "entrance", "floor", "room")

# The name of an estate or a street, which no door needs; it may hold numerals: 三里花园.
_ESTATE = re.compile(
    r"(?:(?![弄号栋幢楼座室层门元])[\u4e00-\u9fff]){1,10}?"
    r"(?:小区|新村|花园|家园|公寓|花苑|嘉园|社区|居民区|居委会?|[路街道巷村苑园城府里庭湾])"
    r"(?=[^0-9A-Z]{0,8}[0-9A-Z一二三四五六七八九十])"
)
_LETTER_APART = re.compile(r"(?<![0-9A-Z])([A-Z])\s*[-区座]\s*(?=\d{1,3}(?:[-栋幢座#]|号楼))")
_BLANK_BEFORE_UNIT = re.compile(r"\s+(?=[弄号栋幢座楼层室房户]|单元|门洞)")
_PIECE = re.compile(
    r"(?P<lane>\d{1,4})弄"
    r"|(?P<building>[A-Z]{0,2}\d{1,3}[A-Z]?|[A-Z])(?:号楼|号栋|号幢|栋|幢|座|#楼?)"
    r"|(?P<lettered>[A-Z]{1,2}\d{1,3})(?:楼|号)"
    r"|(?P<entrance>\d{1,2}|[A-Z]|[东西南北中甲乙丙丁])(?:单元|门洞|号门|门(?!牌)|梯)"
    r"|(?P<hao>\d{1,4})号"
    r"|(?P<lou>\d{1,2})楼"
    r"|(?P<floor>\d{1,2})(?:层|F(?![A-Z0-9]))"
    r"|(?P<room>[A-Z]?\d{1,5}[A-Z]?)[室房户]"
    r"|(?P<bare>[A-Z]{0,2}\d{1,6}[A-Z]?(?!\d))"
    r"|(?P<gap>[-/.,、·:;\s~\\]+)"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """An address taken apart.

    ``named``: parts that carry their unit. ``bare``: numbers without one, in order. ``before`` and
    ``after``: text that is none of these, ahead of the first part and behind it.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


def take_apart(text: str) -> Pieces:
    """Name every part of an address. Never raises; what is no part is in before and after."""
    text = _BLANK_BEFORE_UNIT.sub("", spelled_out(_ESTATE.sub(" ", plain(text))))
    text = _LETTER_APART.sub(r"\1", text)
    found: list[tuple[str, str]] = []
    other = {"before": "", "after": ""}
    position = 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            other["after" if found else "before"] += text[position]
            position += 1
            continue
        kind = str(piece.lastgroup)
        if kind != "gap":
            found.append((kind, piece.group(kind)))
        position = piece.end()
    named, bare = _settle(found)
    return Pieces(named=named, bare=bare, before=other["before"], after=other["after"])


def _settle(found: list[tuple[str, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Decide what 号 and 楼 mean here: a building, a floor, the end of a room."""
    named: dict[str, str] = {}
    bare: list[str] = []
    kinds = [kind for kind, _ in found]
    for position, (kind, raw) in enumerate(found):
        text = raw.lstrip("0") or "0"
        if kind == "bare":
            bare.append(text)
        elif kind == "hao":
            if position == len(found) - 1 and ({"building", "entrance", "lettered"} & {*kinds}):
                named["room"] = text
            elif not {"building", "lettered"} & {*kinds[position:]}:  # else a street number
                named["building"] = text
                named["hao"] = text
        elif kind == "lou":
            named["floor" if {"building", "hao", "lettered"} & {*kinds} else "building"] = text
        else:
            named["building" if kind == "lettered" else kind] = text
    return named, tuple(bare)


def readings(
    pieces: Pieces, *, known: Collection[str] = (), alone: str = "room"
) -> list[dict[str, str]]:
    """What the address may say, likeliest first.

    ``known``: parts that its surroundings tell. ``alone``: what a single bare number is.
    """
    named = {key: value for key, value in pieces.named.items() if key != "hao"}
    bare = pieces.bare
    if bare and bare[0][0].isalpha() and "building" not in named and (len(bare) > 1 or named):
        named["building"], bare = bare[0], bare[1:]
    elif len(bare) == 1 and bare[0][0].isalpha() and alone != "room":
        named["building"], bare = bare[0], ()
    return [
        named | dict(zip(parts, bare, strict=True))
        for parts in _orders(len(bare), named=named, known=known, alone=alone)
        if not set(parts) & named.keys()
    ]


def _orders(
    count: int, *, named: Mapping[str, str], known: Collection[str], alone: str
) -> list[tuple[str, ...]]:
    """Which parts ``count`` bare numbers may be."""
    if count <= 1:
        taken = alone in named or (named and alone == "building" and "building" in named)
        room = "room" if "room" not in named and named else alone
        return [()] if count == 0 else [((room if taken or _ends_in_room(named) else alone),)]
    if count == 2:
        if alone == "building":
            return [("building", "entrance"), ("lane", "building")]
        if "lane" in named:
            return [("building", "room")]
        inner, outer, lane = ("entrance", "room"), ("building", "room"), ("lane", "room")
        return [inner, outer, lane] if "building" in {*named, *known} else [outer, inner]
    if count == 3:
        return [("building", "entrance", "room"), ("lane", "building", "room")]
    return [("lane", "building", "entrance", "room")] if count == 4 else []


def _ends_in_room(named: Mapping[str, str]) -> bool:
    return bool({"building", "entrance"} & named.keys()) and "room" not in named
