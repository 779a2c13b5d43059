"""Lines of pasted text: their numbers, log stamps, and folded words."""

import re
import unicodedata
from dataclasses import dataclass

from baogong.readers.addresses.spelling import arabic, plain

_WIDE: dict[int, int | str] = {0x3000: 0x20, 0x2116: "No."}
_WIDE.update({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_CIRCLED = re.compile(
    r"([\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3251-\u325f\u32b1-\u32bf])[.、:]?\s*"
    r"(?![x×*]\s?\d)"  # ①×2 is so many of a good
)
_KEYCAP = re.compile(r"\ufe0f?\u20e3")
_KEYCAPS = re.compile(r"((?:\d\ufe0f?\u20e3)+)[.、:]?\s*")
_SPELLED = re.compile(r"([一二三四五六七八九十]{1,3})[、.]\s*")
_BRACKETED = re.compile(r"\((\d{1,3})\)[.、:]?\s*|[\[【](\d{1,3})[\]】][.、:]?\s*(?![\[【(\d])")
_STRONG = re.compile(
    r"(?:No\.?|#)?\s*(\d{1,4})\s*(?:[、)]|[.:,](?!\d))\s*|第(\d{1,4})[位个条][.、:]?\s*"
    r"|(?:No\.?|#)\s*(\d{1,4})\s+",
    re.IGNORECASE,
)
_WEAK = re.compile(r"[\[【]?(\d{1,3})(?:[\]】](?=\d)|\s+[-—–]+\s+|[-—–]\s+|\s+|[.:,;](?=\d))")
_CODE = re.compile(
    r"(?<![-—–])([\u2460-\u2473\u2776-\u277f\u2780-\u2793])(?!\s?[-—–#栋幢座号弄楼单室])"
)
_APART = re.compile(
    r"(?<=[\dA-Za-z]) (?=(?:[栋幢]|弄(?![一二两三四五六七八九十半俩])|号楼?|单元|室)"
    r"(?![\u4e00-\u9fff]*人))"
)
_CLOCK = r"(?:[上下]午|晚上|AM|PM)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:AM|PM)?"
_DAY = r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_STAMP = re.compile(
    rf"(?P<who>[^:]{{0,30}}?)[\s(]*{_DAY}\s*(?:(?:星期|周).)?\s*{_CLOCK}\)?:?"
    rf"|(?P<whose>[^\d\s:][^:]{{0,20}}?)\s+(?:昨天\s*)?{_CLOCK}"
    rf"|{_DAY}\s+{_CLOCK}\s+.{{1,40}}"
    rf"|[-—–=\s]*{_DAY}[-—–=\s]*"
    rf"|[\u4e00-\u9fff]{{2,6}}:\s?{_DAY}"
    r"|.{0,30}(?:撤回了?一条消息|加入了?群聊|退出了?群聊|修改群名为.*|拍了拍.{0,30})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line and the number it carries. ``sure``: the number is set off as numbers are."""

    no: int | None
    text: str
    sure: bool = False


def folded(line: str) -> str:
    """A line in plain characters, single blanks, and no blank before a unit of an address.

    A number in a circle is the code of a good: ``①2份`` is ``〔1〕2份``. One on a key is a number.
    """
    coded = _CODE.sub(lambda found: f"〔{unicodedata.numeric(found[1]):.0f}〕", line)
    return _APART.sub("", plain(_KEYCAP.sub("", coded).replace("\ufe0f", "")))


def numbered(line: str) -> Numbered:
    """Take the number off a line: ``1.``, ``（1）``, ``③``, ``三、``, ``No.3``, or ``1 ``."""
    text = line.translate(_WIDE).strip()
    if found := _CIRCLED.match(text):
        return Numbered(int(unicodedata.numeric(found[1])), folded(text[found.end() :]), sure=True)
    if found := _KEYCAPS.match(text):
        digits = _KEYCAP.sub("", found[1])
        return Numbered(int(digits), folded(text[found.end() :]), sure=True)
    if found := _SPELLED.match(text):
        return Numbered(int(arabic(found[1])), folded(text[found.end() :]), sure=True)
    for pattern in (_BRACKETED, _STRONG):
        if found := pattern.match(text):
            digits = next(filter(None, found.groups()))
            return Numbered(int(digits), folded(text[found.end() :]), sure=True)
    if found := _WEAK.match(text):
        return Numbered(int(found[1]), folded(text[found.end() :]))
    return Numbered(None, folded(line))


def is_stamp(text: str) -> bool:
    """Whether a folded line is a log's own: ``小林 2020/2/20 19:02:33``."""
    return bool(_STAMP.fullmatch(text))


def squeezed(text: str) -> str:
    """Text as copies are compared."""
    return "".join(folded(text).split())
