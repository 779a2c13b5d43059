"""How many people a cell counts: ``3``, ``三口``, ``2大1小``; None where it does not say."""

import re
from dataclasses import dataclass

from baogong.readers.addresses.spelling import with_digits
from baogong.readers.rosters.sheets.grid import tidy_number
from baogong.readers.rosters.wording import either

MOST = 50
_SILENCE = either(r"""
    [-—–_/\\.。·~*×xX?]+ 不详 不明 未知 未填 未登记 待核实? 待查 保密 拒绝.* 无 没有 空白 n/?a none
    暂无 不清楚?
""")
_SILENT = re.compile(_SILENCE, re.IGNORECASE)
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
# "3人,1人在外" counts three; what follows says more about them.
_DETAIL = re.compile(r"其中|含|包括|,(?=\d*[人个名位]?(?:在|回|外出|老人|小孩|是))")
_LIVING = re.compile(r"户籍\d+[人口]?,?[实常现居]\w?(\d+)[人口]?")
_KINDS = either("""
    大人 成人 成年人 大 小孩 儿童 孩子 小 老人 老 男 女 孩 幼 婴儿? 保姆 宝宝? 娃 租客 学生
""")
_AHEAD = "约|共计?|一共|合计|总共|计|共有|常住|实住|现住|居住|家有|家庭|1家"
_BEHIND = "口之家|人口|口人|[个個]?人|[口个位名大]|居住|常住|在?住|左右"
_PLAIN = re.compile(rf"(?:{_AHEAD})*(\d{{1,4}})(?:{_BEHIND})*")
_COUNT_THEN_KIND = re.compile(rf"(\d{{1,2}})[个位名口]?(?:{_KINDS})")
_KIND_THEN_COUNT = re.compile(rf"(?:{_KINDS}):?(\d{{1,2}})[个人名位]?")
_BETWEEN = re.compile("[个人口共计:]*")
_JOINS = re.compile("[,;、和与及带]")
_PLUS = re.compile("[+加]")
_TWO = re.compile("[俩倆]人?")
_COUPLE = re.compile("[小老]?(?:夫妻|夫妇|2口子)(?:2?人|俩|2口)?")
_ALONE = frozenset({"单身", "独居", "本人", "单人", "独自"})


@dataclass(frozen=True, slots=True)
class Count:
    """``people``: None when nothing clear is said. ``unclear``: something is, but not a number."""

    people: int | None = None
    unclear: bool = False


def read_people(text: str) -> Count:
    """Read a cell of a column of people counted."""
    text = tidy_number(re.sub(r"\s", "", with_digits(text)))
    if not text or _SILENT.fullmatch(text):
        return Count()
    bare = _ASIDE.sub("", text) or text.strip("()[]")
    living = _LIVING.fullmatch(bare)
    people = int(living[1]) if living else _number(bare)
    if people is None:
        people = _number(_DETAIL.split(bare)[0].strip(",;、:"))
    if people is None or people > MOST:
        return Count(unclear=True)
    return Count(people=people)


def _number(text: str) -> int | None:
    if plain := _PLAIN.fullmatch(text):
        return int(plain[1])
    if text in _ALONE:
        return 1
    text = _COUPLE.sub("2大", _TWO.sub("2人", text))
    if text == "2人":
        return 2
    added = _PLUS.split(text)
    parts = added if len(added) > 1 else _JOINS.split(text)
    counts = [_kinds(part, or_none=len(added) > 1) for part in parts]
    return None if None in counts else sum(filter(None, counts))


def _kinds(text: str, *, or_none: bool) -> int | None:
    """One kind of people or several in a row: ``2大1小``, ``大人2``, ``孩子1人``.

    ``or_none``: a mere number will do, as in ``2+1``; in ``3、4人`` it would not.
    """
    if or_none and (plain := _PLAIN.fullmatch(text)):
        return int(plain[1])
    for each in (_COUNT_THEN_KIND, _KIND_THEN_COUNT):
        if each.search(text) and _BETWEEN.fullmatch(each.sub("", text)):
            return sum(map(int, each.findall(text)))
    return None
