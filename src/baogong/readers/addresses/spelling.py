"""How addresses are typed: full-width forms, Chinese numerals, letters that stand for digits."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]")
_LOOKALIKES = str.maketrans("OoQlI|", "000111")
_ALMOST_A_NUMBER = re.compile(r"[0-9OoQlI|]*[0-9][0-9OoQlI|]*")
_ONE_AS_DASH = re.compile(r"(?<=[0-9A-Za-z])\s*[一―—–−_﹣]+\s*(?=[0-9A-Za-z])")
_NUMERALS = "零〇○一二两三四五六七八九十百"
_NUMERAL = re.compile(rf"[{_NUMERALS}]+")
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "两": "2",
}
_SCALES = {"十": 10, "百": 100}


def plain(text: str) -> str:
    """The text with full-width forms folded, invisible characters gone and blanks single."""
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


def spelled_out(text: str) -> str:
    """An address in capital letters and digits: ``６栋一单元1O3室`` is ``6栋1单元103室``."""
    text = _ALMOST_A_NUMBER.sub(lambda found: found.group().translate(_LOOKALIKES), plain(text))
    return with_digits(_ONE_AS_DASH.sub("-", text)).upper()
