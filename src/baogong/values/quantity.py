"""Weight is integer grams, counts are integers; 斤 and kg exist only where people read."""

from dataclasses import dataclass
from decimal import Decimal

GRAMS_PER_LIANG = 50
GRAMS_PER_JIN = 500
GRAMS_PER_KG = 1000
GRAMS_PER_TON = 1_000_000


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
