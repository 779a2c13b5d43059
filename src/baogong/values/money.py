"""Money is integer fen (分); yuan exist only where people read or type."""

import re
import unicodedata

FEN_PER_YUAN = 100
_YUAN = re.compile(r"(-?)¥?(\d{1,12})(?:\.(\d{1,2})0*)?元?", re.ASCII)


def format_yuan(fen: int) -> str:
    """``3500`` -> ``¥35.00``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}¥{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


def parse_yuan(text: str) -> int:
    """``"35"``, ``"35.5"``, ``"￥35"`` -> fen. Raises ValueError for parts of a fen or words."""
    found = _YUAN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise ValueError(text)
    sign, yuan, parts = found.groups(default="")
    fen = int(yuan) * FEN_PER_YUAN + int(parts.ljust(2, "0"))
    return -fen if sign else fen


def price_of(quantity: int, *, fen: int, per: int) -> int:
    """What ``quantity`` costs where ``per`` of it cost ``fen``; half a fen counts as a whole one.

    Money is rounded nowhere else.
    """
    return (2 * fen * quantity + per) // (2 * per)
