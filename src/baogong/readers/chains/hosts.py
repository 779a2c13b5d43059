"""Who runs a chain, and what its head lays down: what those who have paid are to say, and how many
somebody has who writes no number. So are the kinds that its menu is sorted by: ``奶粉：``."""

import re
from collections.abc import Iterable

from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.persons import SURNAMES, TITLES

_HOST = re.compile(
    "(?:团长|群主|楼长|组长|志愿者|联系人|负责人?|管家|书记|老板|店主|拉货|登记)(?:是|为)?[:\\s]?"
    f"(?P<who>[小老阿][{SURNAMES}](?!区)|[{SURNAMES}](?:{TITLES}))"
    "|(?:团长|群主|楼长)\\s?(?:[A-Z]?\\d{1,3}(?:号楼|[栋幢号座]))?"
    "(?P<of>[小老阿][\u4e00-\u9fff])(?=$|[\\s,;。!)])"
    f"|(?P<by>[小老阿][\u4e00-\u9fff]|[{SURNAMES}](?:{TITLES}))(?:代购|代采|带货|统计|登记|发起|张罗|组织|牵头|召集)"
)
# 付完款在后面扣p: how those who have paid say so.
_PAID_MARK = re.compile(
    r"[付转交给](?:了|完|好|过|清)?[款钱账过]?(?:了|的|后|完|好)?[^\s,;。!]{0,5}?"
    r"(?:扣|打|加|标|写|备注|注明|注|回复?|发|跟)(?:个|一个|上|明)?\s?[\"“'(]?(?P<mark>[A-Za-z]{1,4})(?![A-Za-z\d])"
)

# 没写份数按1份: what a door by itself means, where only one good is sold.
_ONE = re.compile(
    "(?:没有?|不|未)(?:写|填|注明|标|备注|说)(?:明)?(?:份数|数量|几[份个箱]|多少|数字)?[的者]?(?:就|都|一律|统一|则|,)*"
    "(?:默认|按|算|视为|当|是|为)+(?:是|为)?(?:[1一])[份个箱袋包盒件]"
    "|(?:份数|数量)?(?:默认|缺省)(?:都|就|是|为|按|算|要)*[1一][份个箱袋包盒件]"
)
_KIND = re.compile("(?:^|[;；。 ])([\u4e00-\u9fff]{2,4})\\s?[:：]\\s?")


def read_default(lines: Iterable[str]) -> bool:
    """Whether a door without an amount is to have one."""
    return any(map(_ONE.search, lines))


def read_kinds(lines: Iterable[str], goods: GoodsTable) -> frozenset[str]:
    """The kinds of goods that a menu is sorted by, and that no good is called."""
    return frozenset(
        found[1]
        for line in lines
        for found in _KIND.finditer(line)
        if goods.at(line, found.end())[0] and not goods.at(found[1], 0)[0]
    )


def read_hosts(lines: Iterable[str]) -> frozenset[str]:
    """Who runs a chain: ``志愿者小刘负责登记``."""
    return frozenset(
        found["who"] or found["of"] or found["by"]
        for line in lines
        for found in _HOST.finditer(line)
    )


def read_paid_mark(lines: Iterable[str], menu: Menu) -> str:
    """The letters that those who have paid are asked to write, no code; "" for none."""
    found = next(filter(None, map(_PAID_MARK.search, lines)), None)
    return "" if found is None or found["mark"].upper() in menu.codes else found["mark"].lower()
