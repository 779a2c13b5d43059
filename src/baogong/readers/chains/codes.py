"""How codes stand in a menu, and in entries: ``A2``, ``3号两份``, ``01*2``, ``【3】2``."""

import re
from collections.abc import Container

from baogong.readers.chains.amounts import UNITS

CODE = re.compile(rf"(?<![\d.])(\d{{1,2}})\s?([*xX×])\s?(\d{{1,3}})(?![\d.]|\s?(?:ml|{UNITS}))")
_COUNTED = re.compile(
    rf"(?<![\d.\u4e00-\u9fff])(\d{{1,2}})\s?([xX×*])\s?(\d{{1,2}}(?:\.\d)?|半(?=斤))\s?(?:{UNITS})?(?![\d.])"
)  # 2×1只
LETTERED = re.compile(r"[A-Za-z]\s?[xX*×]?\d{1,2}(?!\d)")  # B1 of a menu with letters
COUNTED_CODE = re.compile(r"[一二两三四五六七八九](?=[A-Za-z](?![A-Za-z\d]))")  # 两A一B
ZERO_CODE = re.compile(r"(?<![\d:.-])0(\d)(?![\d:.-])")  # 01: a number of the menu, no amount
JOINED_CODE = re.compile(r"(?:\+\s?0?|-\s?0)(\d{1,2})\s?[xX*×]\s?\d")  # 01x1+02x1, 小满-06x1
CALLED_CODE = re.compile(r"(?:套餐|套|餐|包|款)(?=$|[\s\d,、+xX*×:(一二两三四五六七八九十各])")
MARKED = re.compile(
    r"〔(\d+)〕|(?:蔬菜?|肉类?|荤|素|水果|综合|生鲜)(?P<of>[A-Z])(?:套餐|[餐套包])|套餐\s?([A-Z])(?![A-Z])"
    r"|(?:编号|代号|序号)\s?:?\s?(\d{1,2}|[A-Z])(?![A-Z\d])",
    re.IGNORECASE,
)
# 3号 as the third of a menu with numbers: an amount follows, or the next of a list; no room does.
NUMBER = re.compile(
    r"(?<![\d弄栋幢座-])(\d{1,2}|[一二三四五六七八九十]{1,2})\s?号\s?(?:(?:套餐|商品|产品|品|货|包(?!子)|餐)(?![A-Z])"
    r"|(?=(?:再|各|都|也)?(?:[改换要来加减]|[改换]成|[加减]到)?\s?"
    r"(?:[xX*×]\s?)?(?:\d{1,2}(?![\d号楼弄栋幢OoQlI-])|[一二两三四五六七八九十半](?![零〇一二三四五六七八九十]{2}))|[、和]\d{1,2}号"
    r"|(?:不要|取消|退|撤|删))|(?:(?<=取消\d号)|(?<=不要\d号)|(?<=退掉\d号))(?![楼院\d]))"
)
# 【3】2份, of a menu with numbers
BARRED = re.compile(
    r"[\[【](\d{1,2})[\]】](?=\s?[xX*×:]?\s?(?:\d{1,2}(?![\d栋幢号座-])|[一二两三四五六七八九十半]))"
)
# Lines of codes, before it is known what the menu means by them: Fx1 G2; ①3斤 ⑦1箱
LETTERED_CODE = re.compile(r"\s*[A-Z]\s?[xX*×]?\s?\d{1,2}(?![\d.])", re.IGNORECASE)
CIRCLED_CODES = re.compile(
    rf"\s*(?:[\u2460-\u2473]\s?[xX*×]?\s?\d{{1,2}}(?:\.\d)?\s?(?:{UNITS})?[\s,，、;；+]*)+"
)
# In a menu
_CODE = re.compile(
    r"(?:^|[\s,;、|/([【{:：]|商品|产品|品种|[编序代]号)(\d{1,2}|[A-Z])(?:组|款|类|档|包|套餐|套)?"
    r"\s?(?:[.、:)）=】\]}-]|[—–-]{1,3})?\s?$|〔(\d+)〕\s?$",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(r"\s?[(\[【]\s?([A-Z]|\d{1,2})\s?[)\]】]", re.IGNORECASE)  # 鸡蛋(A)28
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_OWN_CODE = re.compile(r"(?<=〕)\s?\d{1,2}号(?:包|套餐|餐|款)")  # ②2号包 蔬菜包35
_LEADING_CODE = re.compile(
    r"\s*[,;、|/)）]*\s*(?:[(\[【]?\s*(\d{1,2}|[A-Z](?![\u4e00-\u9fff]*套餐))\s?"
    rf"(?:[.、:=]|[—–-]{{1,3}}\s?(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff])(?!{UNITS}))|〔(\d+)〕)",
    re.IGNORECASE,
)


def codes_beside(number: str, segment: str, at: int, end: int) -> list[str]:
    """What calls the good that stands from ``at`` to ``end``: its line's number, a code beside it.

    Of two codes (``G、B根茎菜包``) the first is the list's own.
    """
    segment = _ASIDE.sub(lambda aside: " " * len(aside[0]), segment[:at]) + segment[at:]
    told = _OWN_CODE.sub(lambda name: " " * len(name[0]), segment[:at])
    inner, leading = _CODE.search(told), _LEADING_CODE.match(segment)
    code = leading if leading and inner and leading.end() <= inner.start() + 1 else inner
    code = code or leading or (_CODE_BEHIND.match(segment, end) if end > at else None)
    names = [number] if number else []
    return [*names, *([code[code.lastindex or 1].lstrip("0").upper()] if code else [])] or [""]


def counted_at(text: str, at: int, codes: Container[str]) -> tuple[str, str, int] | None:
    """A code and how many of it, ``2×3``, and where they end. A unit follows a known code only."""
    found = CODE.match(text, at)
    if found and not ("X" in codes and found[2].upper() == "X"):  # F2 X2
        return found[1].lstrip("0"), found[3], found.end()
    found = _COUNTED.match(text, at)
    known = found is not None and found[1] in codes
    return (found[1], found[3], found.end()) if found and known else None


def joins_codes(text: str, at: int, codes: Container[str]) -> bool:
    """Whether the sign here only stands between two codes: ``01x1+02x1``."""
    found = JOINED_CODE.match(text, at)
    return found is not None and found[1] in codes


def is_latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
