"""Weight is integer grams, counts are integers; 斤 and kg exist only where people read."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

GRAMS_PER_LIANG = 50
GRAMS_PER_JIN = 500
GRAMS_PER_KG = 1000
GRAMS_PER_TON = 1_000_000
GRAMS_PER = {
    "斤": GRAMS_PER_JIN,
    "市斤": GRAMS_PER_JIN,
    "jin": GRAMS_PER_JIN,
    "两": 50,
    "公斤": GRAMS_PER_KG,
    "千克": GRAMS_PER_KG,
    "kg": GRAMS_PER_KG,
    "克": 1,
    "g": 1,
}
_NUMBER = r"\d{1,7}(?:\.\d{0,4})?|\.\d{1,4}"
_WEIGHT = re.compile(rf"({_NUMBER})({'|'.join(GRAMS_PER)})?", re.ASCII)
_WITH_UNITS = re.compile(rf"(?:(?:{_NUMBER})(?:{'|'.join(GRAMS_PER)}))+", re.ASCII)
_BARE = re.compile(_NUMBER, re.ASCII)
# A Chinese keyboard types a full stop where the scale sends its point, a phone another minus.
_AS_SCALES_TYPE = str.maketrans("。−", ".-")


@dataclass(frozen=True, slots=True)
class Amount:
    """Pieces or grams of something (``sold_by``), until somebody reads it."""

    quantity: int
    sold_by: str


def format_jin(grams: int) -> str:
    """``6000`` -> ``12``; ``250`` -> ``0.5``."""
    return plain(Decimal(grams) / GRAMS_PER_JIN)


def format_kg(grams: int) -> str:
    """``6000`` -> ``6``; ``250`` -> ``0.25``."""
    return plain(Decimal(grams) / GRAMS_PER_KG)


def format_tons(grams: int) -> str:
    """``1_250_000`` -> ``1.25``, to the kilogram."""
    return plain(round(Decimal(grams) / GRAMS_PER_TON, 3))


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    return f"{number.normalize():f}"


def read_weight(text: str, *, bare: int, kept: int = 0) -> int:
    """``"3.2"``, ``"3斤2两"``, ``"1.6kg"``, ``"3.2+0.5"`` -> grams, as typed by hand or scale.

    ``bare``: grams of one where no unit is written. What is joined by a plus is added up, what is
    behind a minus is taken off; units stand at all of its numbers or at none. What begins with
    two pluses is added to the grams that are ``kept``; one alone, also behind another plus, is
    the sign that some scales send before each weight. Raises ValueError, also for parts of a
    gram, and unless something is left.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_AS_SCALES_TYPE).casefold()
    typed = "".join(folded.split())
    terms = re.findall(r"([+-])([^+-]*)", "+" + typed.lstrip("+").replace("++", "+"))
    pattern = _BARE if _BARE.fullmatch(terms[0][1]) else _WITH_UNITS
    if not all(pattern.fullmatch(term) for _, term in terms):
        raise ValueError(text)
    grams = Decimal(kept if typed.startswith("++") else 0)
    for sign, term in terms:
        for number, unit in _WEIGHT.findall(term):
            grams += Decimal(sign + number) * GRAMS_PER.get(unit, bare)
    if grams <= 0 or grams != int(grams):
        raise ValueError(text)
    return int(grams)
