"""How addresses are typed: full-width forms, Chinese numerals, letters that stand for digits."""

import re
import unicodedata
from collections.abc import Mapping

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]")
_CIRCLED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_ALMOST_A_NUMBER = re.compile(
    r"[0-9OoQlI|]*[0-9][0-9OoQlI|]*|(?<![0-9A-Za-z])[lI](?=-|单元|[期栋幢弄]|$)|(?<=[A-Z])l(?=$|[-栋])"
)
_LOOKALIKE = re.compile("[OoQlI|]")
_LOOKALIKES = str.maketrans("OoQlI|", "000111")
_FOREIGN_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΧАВЕКМНОРСТХ", "ABEZHIKMNOPTXABEKMHOPCTX")
_ONE_AS_DASH = re.compile(r"(?<=[0-9A-Za-z])\s*[一―—–−_﹣]+\s*(?=[0-9A-Za-z])")
_POINT_ZERO = re.compile(r"(?<=\d)\.0+$")
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: str(n) for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"○": "0", "两": "2"}
_SCALES = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_SCALES)}]+")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BEFORE_NUMERAL = re.compile(rf"(?<=[0-9A-Za-z])(?={_NUMERAL.pattern})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = re.compile(r"(?:\d{4}[年/-])?0?(\d{1,2})[月/-]0?(\d{1,2})日?(?: 0?0:00(?::00)?)?")
_MONTH_OF_YEAR = re.compile(r"(\d{4})年0?(\d{1,2})月")
_DAY_IN_ENGLISH = re.compile(r"(\d{1,2})-([A-Za-z]{3})")
_MONTH_IN_ENGLISH = re.compile(r"([A-Za-z]{3})-(\d{2})")

_LACKS_UNIT = re.compile(rf"(?:^|[0-9A-Za-z]|{_NUMERAL.pattern}|^[东西南北中])$")
_UNITS = {"lane": "弄", "building": "号楼", "entrance": "单元", "room": "室"}


def written(parts: Mapping[str, str]) -> str:
    """Columns of one door as one address; what has its unit keeps it: ``6号楼1单元602室``."""
    return "".join(
        f"{text}{unit}" if _LACKS_UNIT.search(text) else text
        for part, unit in _UNITS.items()
        if (text := parts.get(part, ""))
    )


def plain(text: str) -> str:
    """The text with full-width forms folded, invisible characters gone and blanks single.

    Lines of one character each are a word written downwards: ``1⏎1⏎号`` is 11号.
    """
    lines = text.split()
    if len(lines) > 1 and "\n" in text.strip() and all(len(line) == 1 for line in lines):
        text = "".join(lines)
    text = _CIRCLED.sub(lambda found: f" {found.group()} ", text)
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def arabic(numeral: str) -> str:
    """A Chinese numeral in digits: ``三〇二`` and ``三百零二`` are 302, ``十二`` is 12."""
    if not any(scale in numeral for scale in _SCALES):
        return "".join(_DIGITS[c] for c in numeral)
    total, digit = 0, 0
    for position, c in enumerate(numeral):
        if c in _SCALES:
            total += (digit if digit or position else 1) * _SCALES[c]
            digit = 0
        else:
            digit = int(_DIGITS[c])
    return str(total + digit)


def with_digits(text: str) -> str:
    """``text`` with every Chinese numeral in digits."""
    return _NUMERAL.sub(lambda found: arabic(found.group()), text)


def numerals(text: str) -> str:
    """``text`` with its numbers below a hundred as they are said: ``12组`` is ``十二组``."""
    return _SHORT_NUMBER.sub(lambda found: _said(int(found.group())), text)


def _said(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    if not tens:
        return digits[ones]
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}"


def spelled_out(text: str) -> str:
    """A plain address in capital letters and digits: ``6栋一单元1O3室`` is ``6栋1单元103室``."""
    text = _POINT_ZERO.sub("", undated(text))
    if _LOOKALIKE.search(text):
        text = _ALMOST_A_NUMBER.sub(lambda found: found.group().translate(_LOOKALIKES), text)
    text = _ONE_AS_DASH.sub("-", text)
    if _NUMERAL.search(text):
        text = with_digits(_BEFORE_NUMERAL.sub("-", text))
    return text.upper().translate(_FOREIGN_CAPITALS)


def undated(text: str) -> str:
    """What was typed before a program took it for a date: ``6月1日`` and ``1-Jun`` were 6-1."""
    if "月" in text or text.count("/") == 2 or text.count("-") == 2:
        if day := _DAY.fullmatch(text):
            return f"{day[1]}-{day[2]}"
        if month := _MONTH_OF_YEAR.fullmatch(text):
            return f"{month[2]}-{month[1]}"
    if (day := _DAY_IN_ENGLISH.fullmatch(text)) and day[2].lower() in _MONTHS:
        return f"{_MONTHS.index(day[2].lower()) + 1}-{day[1]}"
    if (month := _MONTH_IN_ENGLISH.fullmatch(text)) and month[1].lower() in _MONTHS:
        return f"{_MONTHS.index(month[1].lower()) + 1}-20{month[2]}"
    return text
