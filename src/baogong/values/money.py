"""Money is integer fen (分); yuan exist only where people read or type."""

from decimal import Decimal, InvalidOperation

FEN_PER_YUAN = 100


def format_yuan(fen: int) -> str:
    """``3500`` -> ``¥35.00``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}¥{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


def parse_yuan(text: str) -> int:
    """``"35"``, ``"35.5"``, ``"¥35.00"`` -> fen. Raises ValueError for parts of a fen or words."""
    try:
        fen = Decimal(text.strip().removeprefix("¥").removesuffix("元")) * FEN_PER_YUAN
    except InvalidOperation:
        raise ValueError(text) from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ValueError(text)
    return int(fen)
