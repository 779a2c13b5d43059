"""Titles, sheet names and section rows: what they say for all rows below them."""

import re
from collections.abc import Mapping

from baogong.readers.addresses import DoorTable, Pieces, take_apart
from baogong.readers.addresses.spelling import plain, spelled_out

_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
_BRACKETS = re.compile(r"[【】\[\]<>《》■●◆★▲*#:]+")
_COUNTS = re.compile(r"(?:共|计|合计|总)?:?\d+(?:户|人|间|套|层|页)")
_PAPER = re.compile(
    r"(?:住户|居民|业主|人员|家庭|户籍|居住|常住|入住|小区|物业|社区|房屋|基本|详细|情况|信息|登记|统计|汇总|摸底|排查|"
    r"调查|明细|台账|花名册|名册|名单|清册|清单|一览|表|册|部分|如下|以下|的|楼道|全部|所有|最新|版|电子|年|月|日)+"
)
_LIST = re.compile("[表册账单]|住户|居民|业主|信息|情况")
_LISTED = re.compile(
    r"[A-Z]{0,2}\d{1,3}(?:号楼|[栋幢座号])?(?:\s*(?:[~至到、,及和&]|-(?=[A-Z]*\d{1,3}(?:号楼|[栋幢座号楼])))\s*[A-Z]{0,2}\d{1,3}(?:号楼|[栋幢座号])?)+"
)
_UNIT = re.compile(
    r"(?P<lane>\d{1,4})弄|(?P<building>[A-Z]{0,2}\d{1,3}|(?<![A-Z])[A-Z])(?:号楼|栋|幢|座|#)|(?P<entrance>\d{1,2})(?:单元|门洞)"
    r"|(?P<hao>\d{1,3})号(?!码|线)|(?P<lettered>(?<![A-Z])[A-Z]\d{1,2})(?!\d)|(?P<zone>[A-Z东西南北中])区"
)
_KEYED = re.compile(
    r"(?<![0-9A-Z])(弄|楼栋|栋号?|幢号?|楼号|单元)号?\s*[::]?\s*([A-Z]{0,2}\d{1,3})(?=$|[\s,;栋幢号单])"
)
_PAIR = re.compile(r"([A-Z]?\d{1,3})[-.](\d{1,3})")
_NUMBER_ASIDE = re.compile(r"^([A-Z]\d{1,2}(?:栋|号楼)?)\((\d)\)$")
_PLAIN_NUMBER = re.compile(r"\d{1,3}")
_DEFAULT = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)


def section_scope(text: str, doors: DoorTable | None) -> Mapping[str, str]:
    """What a row of its own says: ``2单元``, ``【E7栋】(共24户)``; empty for other rows."""
    text = _COUNTS.sub("", _BRACKETS.sub("", _ASIDE.sub("", plain(text)))).strip(" -—_、,")
    text = _PAPER.sub("", text)
    if doors and (told := doors.parts_named(text)):
        return told
    return _only_outer_parts(take_apart(text))


def _only_outer_parts(pieces: Pieces) -> Mapping[str, str]:
    named = {part: value for part, value in pieces.named.items() if part != "hao"}
    bare = pieces.bare
    if pieces.before or pieces.after or "room" in named:
        return {}
    if not bare:
        return named
    lettered = bare[0][0].isalpha()
    if "building" not in named and len(bare) == 1 and (lettered or "entrance" in named):
        return named | {"building": bare[0]}
    if not named and len(bare) == 2 and lettered and len(bare[1]) <= 2 and bare[1].isdecimal():
        return {"building": bare[0], "entrance": bare[1]}
    return {}


def title_scope(text: str, doors: DoorTable | None) -> Mapping[str, str]:
    """What a title says for the whole table; a part that it names twice or more says nothing."""
    whole = section_scope(text, doors)
    if whole:
        return whole
    text = re.sub(
        r"\d{4}[年.-]\d{1,2}[月.-](?:\d{1,2}[日号]?)?|\d{1,2}月\d{1,2}[日号]?", " ", text
    )
    text = spelled_out(text)
    listed = _LISTED.search(text)
    text = _LISTED.sub(" ", text) if listed else text
    found: dict[str, set[str]] = {}
    for keyed in _KEYED.finditer(text):
        part = {"弄": "lane", "单": "entrance"}.get(keyed[1][0], "building")
        found.setdefault(part, set()).add(keyed[2].lstrip("0"))
    for unit in _UNIT.finditer(text):
        kind = {"hao": "building", "lettered": "building"}.get(str(unit.lastgroup), unit.lastgroup)
        found.setdefault(str(kind), set()).add(unit[str(unit.lastgroup)].lstrip("0"))
    scope = {part: values.pop() for part, values in found.items() if len(values) == 1}
    if listed:
        scope.pop("building", None)
        scope.pop("entrance", None)
    zone = scope.pop("zone", "")
    if zone and doors:
        scope = dict(doors.parts_named(f"{zone}区")) | scope
    scope = {
        part: value for part, value in scope.items() if not doors or doors.has(**{part: value})
    }
    if zone.isascii() and zone:
        scope |= lettered(zone, scope.get("building", ""))
    return scope


def lettered(zone: str, building: str) -> Mapping[str, str]:
    """Zone ``E`` and building ``6`` are building ``E6``; the zone alone waits for its number."""
    return {"building": zone + building} if building.isdecimal() else {"zone": zone}


def names_a_list(text: str) -> bool:
    """Whether a text calls itself a register, a table, a list."""
    return bool(_LIST.search(text))


def sheet_scope(name: str, doors: DoorTable | None) -> Mapping[str, str]:
    """What a sheet's name says; a bare number is a building: ``6``, ``12``."""
    if _DEFAULT.fullmatch(name):
        return {}
    name = _NUMBER_ASIDE.sub(r"\1-\2", name)
    if _PLAIN_NUMBER.fullmatch(name):
        number = name.lstrip("0") or "0"
        return {"lane" if doors and doors.has(lane=number) else "building": number}
    if (pair := _PAIR.fullmatch(name)) and not name[0].isalpha():
        by_lane = {"lane": pair[1], "building": pair[2]}
        return (
            by_lane
            if doors and doors.has(**by_lane)
            else {"building": pair[1], "entrance": pair[2]}
        )
    return title_scope(name, doors)
