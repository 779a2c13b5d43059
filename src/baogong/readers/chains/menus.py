"""What the head of a chain says: its menu with codes and prices, and which doors it is for."""

import re
from collections.abc import Iterable, Iterator

from baogong.readers.addresses import DoorTable
from baogong.readers.addresses.table import key_of
from baogong.readers.chains.amounts import UNITS
from baogong.readers.chains.doors import Scope
from baogong.readers.chains.goods import GoodsTable, Menu

_PRICE = re.compile(
    rf"[¥$]\s?(?P<a>\d+(?:\.\d+)?)(?:元|块)?(?:\s?/\s?(?:{UNITS}))?"
    rf"|(?P<b>\d+(?:\.\d+)?)\s?(?:(?:元|块钱?|¥|rmb)(?:\s?[/一每]?\s?(?:{UNITS})(?!\w*\d))?|/\s?(?:{UNITS}))"
    r"|[:：=]\s?(?P<c>\d+(?:\.\d+)?)(?=$|[\s,;、。)\]】}])",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:^|[\s,;、([【{])(\d{1,2}|[A-Z])\s?[.、:)）]?\s?$", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"[\[【(<《]?(?:例|示例|举例|样例|范例|样板|格式|模板|参考|比如|如:|例如|eg|e\.g)|.*[(](?:示例|例|样例|范例)[)]$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"不送|不含|不包括|除|别的?|自提|取货|集合|门口|架空层|楼下|放在|送到|发货|仓库|咨询|联系|团长|群主"
)
_LANE = re.compile(r"(\d{1,4})弄")
_ZONE = re.compile(r"(?<![A-Za-z])([A-Z])区")
_BUILDING = re.compile(
    r"(?<![\dA-Za-z])([A-Z]{0,2}\d{1,3})(?:栋|幢|座|号楼)|(?<![\dA-Za-z])([A-Z])(?:栋|幢|座)"
)
_RANGE = re.compile(
    r"(?<![\d月])([A-Z]?)(\d{1,3})(?:号楼?|栋|幢)?\s?[-~—至到]\s?([A-Z]?)(\d{1,3})(?:号楼|栋|幢|号(?!\d))"
)
_ENTRANCE = re.compile(r"(\d{1,2})单元")


def is_example(text: str) -> bool:
    return bool(_EXAMPLE.match(text))


def read_menu(lines: Iterable[tuple[str, str]], goods: GoodsTable) -> Menu:
    """``lines``: number and text of each line of the head. A good counts if it has a price."""
    skus: dict[str, None] = {}
    codes: dict[str, str | None] = {}
    prices: dict[str, int] = {}
    mentioned: set[str] = set()
    for number, text in lines:
        for code, sku, fen in _priced(number, text, goods):
            if code:
                codes[code] = None if code in codes and codes[code] != sku else sku
            if sku:
                skus[sku] = None
                prices[sku] = fen
        mentioned |= {s for found in _all_goods(text, goods) if len(found) == 1 for s in found}
    return Menu(tuple(skus), codes, prices, frozenset(mentioned))


def has_price(text: str, goods: GoodsTable) -> bool:
    return any(sku or code for code, sku, _ in _priced("", text, goods))


def read_scope(lines: Iterable[str], doors: DoorTable) -> Scope:
    """What the head narrows the chain to. What it says of pick-up points narrows nothing."""
    lanes: set[str] = set()
    zones: set[str] = set()
    buildings: set[str] = set()
    entrances: set[str] = set()
    ranges: list[tuple[int, int]] = []
    for clause in (c for line in lines for c in re.split(r"[,;。!(]|\s", line)):
        if _ELSEWHERE.search(clause) and not re.search("[只仅限]", clause):
            continue
        lanes |= {lane for lane in _LANE.findall(clause) if doors.has(lane=lane)}
        zones |= {zone for zone in _ZONE.findall(clause) if doors.has_zone(zone)}
        for area in doors.areas:
            if area in clause:
                told = doors.parts_named(area)
                lanes |= {told["lane"]} if "lane" in told else set()
                buildings |= {key_of(told["building"])} if "building" in told else set()
        ranges += [(int(m[2]), int(m[4])) for m in _RANGE.finditer(clause)]
        rest = _RANGE.sub(" ", clause)
        found = {key_of(a or b) for a, b in _BUILDING.findall(rest)}
        buildings |= {name for name in found if doors.has(building=name)}
        entrances |= set(_ENTRANCE.findall(clause)) if found else set()
    return Scope(
        frozenset(lanes),
        frozenset(zones),
        frozenset(buildings),
        tuple(ranges),
        frozenset(entrances),
    )


def _priced(number: str, text: str, goods: GoodsTable) -> Iterator[tuple[str, str | None, int]]:
    """Code, good and price in fen of each priced good of a line."""
    begin = 0
    for price in _PRICE.finditer(text):
        segment = text[begin : price.start()]
        begin = price.end()
        at, skus = _first_good(segment, goods)
        yuan = price["a"] or price["b"] or price["c"]
        code = _CODE.search(segment[:at]) or re.match(
            r"\s*[,;、)）]*\s*[(\[【]?\s*(\d{1,2}|[A-Z](?![\u4e00-\u9fff]*套餐))\s?(?:[.、:]|(?=[\u4e00-\u9fff]))",
            segment,
        )
        name = code[1].upper() if code else number
        sku = next(iter(skus)) if len(skus) == 1 else None
        if sku or (name and re.search(r"[\u4e00-\u9fff]", segment)):
            yield name, sku, round(float(yuan) * 100)
        number = ""


def _first_good(text: str, goods: GoodsTable) -> tuple[int, frozenset[str]]:
    """Where the first good stands; one of a single character only by itself."""
    for at in range(len(text)):
        skus, end = goods.at(text, at)
        if skus and (end - at > 1 or _is_alone(text, at, end)):
            return at, skus
    return 0, frozenset()


def _is_alone(text: str, at: int, end: int) -> bool:
    sides = text[at - 1 : at] if at else "", text[end : end + 1]
    return not any(side.isalpha() for side in sides)


def _all_goods(text: str, goods: GoodsTable) -> Iterator[frozenset[str]]:
    at = 0
    while at < len(text):
        skus, end = goods.at(text, at)
        if skus and (end - at > 1 or _is_alone(text, at, end)):
            yield skus
        at = max(end, at + 1)
