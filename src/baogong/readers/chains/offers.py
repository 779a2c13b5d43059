"""What a menu offers in words that its goods share only in part, told by what they cost.

``红心猕猴桃：大果12个49，中果16个39`` offers the two goods at 49 and 39 that have 猕猴桃 in their
names. 大果 and 中果 are what they come in; who says 红心猕猴桃 alone may mean either.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from baogong.readers.chains.amounts import UNITS
from baogong.readers.chains.goods import GoodsTable

_LINE = tuple[str, str]  # number and text
# Mere numbers: no size, no time, no date, no part of a word or a door.
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z*x×/-])(?P<yuan>\d{{1,4}}(?:\.\d{{1,2}})?)(?![\d.*x×:-]|\s?(?:{UNITS}|ml|l|[号栋幢座月日点弄组]))",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*(?P<code>[A-Za-z]|\d{1,2})\s?[.、,:)）=]")
_KIND = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2,8})\s?[:：]")
_VARIETY = re.compile(rf"[\s,;、|/]*(?P<name>[\u4e00-\u9fff]{{1,4}}|\d{{1,3}}(?:{UNITS})装?)")
_NICKNAME = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z\d])(?P<title>[\u4e00-\u9fff]{2,5})\s?(?P<aside>\([^()]*\))?\s?:?\s?"
    rf"(?P<yuan>\d{{1,3}}(?:\.\d)?)(?:[元块]|(?=一(?:{UNITS})|/|$|[\s,;、。)]))"
)
# What ends with these is the same thing by another name; 鸭蛋 is no 鸡蛋, and 花菜 no 青菜.
_OF_ONE_KIND = frozenset("橙蕉柚")
_FEWEST = 2  # characters in a row that a name and a line share


def priced_in_part(
    lines: Iterable[_LINE], goods: GoodsTable, known: Collection[str], codes: Collection[str]
) -> Iterator[tuple[str, str, str, int]]:
    """Code, no title, good and price in fen of each good that is not ``known`` to be on the menu,
    where its price stands in a line that has a part of its name. The code is "" where the line
    has none, or more goods, or one of ``codes``."""
    for number, text in lines:
        found = dict(_in_line(text, goods, known))
        code = _CODE.match(f"{number}.{text}" if number else text)
        named = code["code"].upper() if code and len(found) == 1 else ""
        for sku, fen in found.items():
            yield "" if named in codes else named, "", sku, fen


def nicknames_in(lines: Iterable[_LINE], goods: GoodsTable) -> Iterator[tuple[str, str, str, int]]:
    """No code, title, good and price in fen where a title of no good ends as the name of one does
    that costs just so much (``甜橙7元``), or an aside has a part of it (``绿提（阳光的）``)."""
    for _, text in lines:
        for found in _NICKNAME.finditer(text):
            title, fen = found["title"], round(float(found["yuan"]) * 100)
            aside = found["aside"] or ""
            if any(goods.at(text, at)[0] for text in (title, aside) for at in range(len(text))):
                continue  # 蛋糕（鸡蛋做的）
            priced = [sku for sku in goods.skus if goods[sku].price_fen == fen]
            meant = [
                sku
                for sku in priced
                if (title[-1] in _OF_ONE_KIND and any(title[-1] in n for n in goods[sku].names))
                or _shared(goods[sku].names, aside) >= _FEWEST
            ]
            if len(meant) == 1:
                yield "", title, meant[0], fen


def varieties_of(lines: Iterable[_LINE], goods: GoodsTable) -> Mapping[str, frozenset[str]]:
    """Goods as the lines of kinds call them: the kind, which may be any of them, and each by what
    it comes in."""
    called: dict[str, set[str]] = defaultdict(set)
    for _, text in lines:
        if kind := _KIND.match(text):
            begin, told = kind.end(), {}
            for number in _NUMBER.finditer(text, begin):
                variety = _VARIETY.match(text, begin, number.start())
                skus = dict(_in_line(f"{kind['kind']} {number['yuan']}", goods, ()))
                begin = number.end()
                if variety and len(skus) == 1:
                    told[variety["name"]] = next(iter(skus))
            for name, sku in told.items() if len(told) > 1 else ():
                called[kind["kind"]].add(sku)
                called[f"{kind['kind']}{name}"].add(sku)
    return {name: frozenset(skus) for name, skus in called.items()}


def _in_line(text: str, goods: GoodsTable, known: Collection[str]) -> Iterator[tuple[str, int]]:
    for number in _NUMBER.finditer(text):
        fen = round(float(number["yuan"]) * 100)
        shared = {
            sku: _shared(goods[sku].names, text)
            for sku in goods.skus
            if goods[sku].price_fen == fen
        }
        most = max(shared.values(), default=0)
        best = [sku for sku, length in shared.items() if length == most]
        if most >= _FEWEST and len(best) == 1 and best[0] not in known:
            yield best[0], fen


def _shared(names: Iterable[str], text: str) -> int:
    """How many characters in a row, none a digit, any of these names shares with a text."""
    return max(
        (
            end - at
            for name in names
            for at in range(len(name))
            for end in range(at + 1, len(name) + 1)
            if name[at:end] in text and not any(c.isdigit() for c in name[at:end])
        ),
        default=0,
    )
