"""A cell that lists an order's goods: ``蔬菜包*2;鸡蛋(30枚/板)x1``."""

import re
from decimal import Decimal

from baogong.readers.addresses.spelling import with_digits

_BETWEEN = re.compile(r"(?:[;,、|]|\s/\s)+(?![^(\[]*[)\]])")
_UNITS = "份件箱袋板包瓶提盒个套组条只桶斤枚串块把"
# 250ml*24 says what is in a pack; x2 behind a name or a bracket how many of them.
_END = r"(?=\s|$|\+)(?:\s*[¥￥]\d+(?:\.\d+)?)?"
_TIMES = rf"(?<!ml)(?<!\dl)(?<!g)(?<![斤克升])[x×*]\s*(?P<count>\d{{1,3}})\s*[{_UNITS}]?{_END}"


def _entry(counted: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:\d{{1,2}}[.)]\s*)?(?P<name>\S.*?)\s*"
        rf"(?:{_TIMES}|\s*(?<![x×*\d.])\(?(?P<counted>{counted})(?:左右)?\)?{_END})\s*\+?",
        re.IGNORECASE,
    )


_ENTRY = _entry(r"\d{1,3}\s*[份件套]")
# 蔬菜包2, 五花肉1斤半, 西红柿1.5公斤, 青菜半斤; 主食包20 may be a price
_IN_WORDS = _entry(
    rf"(?:\d{{1,3}}(?:\.\d)?|半)\s*(?:[{_UNITS}]|公斤|kg|克)半?|(?<=[\u4e00-\u9fff])[1-9](?!\d)"
)
# 加碘盐400g×2, which by itself may be a pack of two
_BEHIND_SIZE = re.compile(r"\s*(?P<name>\S.*?\S)\s*[x×*]\s*(?P<count>\d{1,3})\s*", re.IGNORECASE)
_BARE = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,8})\s*")
_AHEAD = re.compile(
    rf"\s*(?:再|另外?|外|追)?加?(?P<counted>\d{{1,2}}\s*[{_UNITS}])\s*(?P<name>[^\W\d]\S*)\s*"
)


_POLITE = re.compile(  # 需要抽纸1提,谢谢
    r"^\s*(?:我们?家?)?(?:需要|想要|想买|要买|麻烦)(?=\S)|[\s,，。;；!！]+(?:谢谢|多谢|感谢|辛苦|麻烦)(?:了|啦|您|你|大家|团长)*[\s!！。~]*$"
)
_SUM = re.compile(
    r"[;,、\s(]*(?:合计|总计|小计|共计|一?共)\s*\d{1,3}\s*[件份样][商货]?品?\)?\s*$"
)  # 共3件


_DIGIT = "[一二两三四五六七八九]"
_NUMERAL = re.compile(  # 三黄鸡一只; 两三斤 is no number
    rf"(?<![一二两三四五六七八九十])(?:{_DIGIT}?十{_DIGIT}?|{_DIGIT})(?=\s?(?:[{_UNITS}]|公斤|克))"
)
# 鲜鸡蛋 型号:30枚 数量:1 单价:30.00
_LABELLED = re.compile(
    r"\s*(?P<name>\S.*?)\s*(?:(?:型号|规格|款式|属性)\s*[:：](?P<spec>.*?))?\s*(?:数量|件数)\s*[:：]\s*[x×*]?"
    r"(?P<count>\d{1,3})[^\W\d]?(?:\s*(?:单价|价格)\s*[:：]\s*[¥￥]?(?P<price>\d+(?:\.\d+)?)元?)?\s*(?:[;；,，\s]|$)"
)
# 卷纸12卷/提:2件(单价:26.00元)
_PRICED = re.compile(
    r"\s*(?P<name>\S.*?)\s*[:：]\s*[x×*]?(?P<count>\d{1,3})\s?[份件个]\s*"
    r"[(（](?:单价|价格)\s*[:：]?\s*[¥￥]?(?P<price>\d+(?:\.\d+)?)元?[)）]\s*(?P<spec>)(?:[;；,，\s]|$)"
)
# 前槽肉2斤(36元) × 1
_PRICED_AHEAD = re.compile(
    r"\s*(?P<name>\S.*?)\s*[(（][¥￥]?(?P<price>\d+(?:\.\d+)?)元(?:/[^\W\d])?[)）]\s*[x×*]\s*(?P<count>\d{1,3})"
    r"\s?[份件个]?(?P<spec>)\s*(?:[;；,，\s]|$)"
)
# 番茄(散称) 4.8元×2斤
_AT_PRICE = re.compile(
    r"\s*(?P<name>[^\s(×]+)\s*(?:\((?P<spec>[^()]*)\))?\s*[¥￥]?(?P<price>\d+(?:\.\d+)?)元\s?[x×*]\s?"
    r"(?P<count>\d{1,3}(?:\.\d{1,2})?\s?[^\W\d]?)\s*(?:[;；,，\s]|$)"
)


_FORMS = (_LABELLED, _PRICED, _PRICED_AHEAD, _AT_PRICE)


def labelled_in(cell: str) -> list[tuple[str, str, str, str]]:
    """Name, specification, number and price ("" for none) of each good of a cell that labels
    them; empty where some of it is no such entry."""
    entries: list[tuple[str, str, str, str]] = []
    position = 0
    while position < len(cell.rstrip()):
        entry = next(
            filter(None, (form.match(cell, position) for form in _FORMS)),
            None,
        )
        if entry is None:
            return []
        entries.append((entry["name"], entry["spec"] or "", entry["count"], entry["price"] or ""))
        position = entry.end()
    return entries


def told_sum(cell: str) -> Decimal:
    """How many things a cell says that it lists, ``共3件``; 0 where it does not say."""
    found = _SUM.search(cell)
    return many(found[0]) if found else Decimal(0)


def many(count: str) -> Decimal:
    """The number of a count that may have a unit; 0 for none."""
    found = re.search(r"\d+(?:\.\d+)?", count)
    return Decimal(found[0]) if found else Decimal(0)


def lists_goods(cell: str) -> bool:
    """Whether a cell names goods with their numbers, in words or in signs."""
    return bool(labelled_in(cell)) or any(count for _, count in goods_in(cell, in_words=True))


def sized_in(cell: str, total: Decimal | None) -> list[tuple[str, str]]:
    """Name and number of each of several goods where they may stand behind a size, ``盐400g×2``;
    empty where they do not come to ``total``, if that is told."""
    found = [_BEHIND_SIZE.fullmatch(part) for part in filter(str.strip, _BETWEEN.split(cell))]
    entries = [(entry["name"], entry["count"]) for entry in found if entry]
    counted = sum(int(count) for _, count in entries)
    whole = len(entries) == len(found) and total in {None, counted}
    return entries if whole and len(entries) > 1 else []


def goods_in(cell: str, *, in_words: bool = False) -> list[tuple[str, str]]:
    """Name and number ("" for none) of each good; empty where some of the cell is no such entry.

    ``in_words``: any unit may count them, ``鸡蛋2板`` or ``2板鸡蛋``; what is no unit of the good
    is found out later.
    """
    if in_words:  # 三黄鸡一只: only what counts is a number
        cell = _NUMERAL.sub(lambda found: with_digits(found[0]), cell)
    entry_of = _IN_WORDS if in_words else _ENTRY
    entries: list[tuple[str, str]] = []
    cell = _POLITE.sub("", cell) if in_words else cell
    cell = _SUM.sub("", cell)
    for part in filter(str.strip, _BETWEEN.split(cell)):
        position = 0
        while position < len(part):
            entry = (in_words and _AHEAD.match(part, position)) or entry_of.match(part, position)
            if entry is None and in_words and (entry := _BARE.fullmatch(part, position)):
                entries.append((entry["name"], ""))
                break
            if entry is None:
                return []
            said = entry.groupdict()
            entries.append((entry["name"], said.get("count") or entry["counted"]))
            position = entry.end()
    return entries
