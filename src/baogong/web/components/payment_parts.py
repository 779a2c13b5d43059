"""What a payment is for, with the numbers of its orders."""

from collections.abc import Iterable
from dataclasses import dataclass

from baogong.apps.ordering.queries import order_number


@dataclass(frozen=True, slots=True)
class PartLine:
    """``number`` and ``order_id`` of an order; empty for what is of no order."""

    number: str
    order_id: int | None
    fen: int


def payment_parts(parts: Iterable[tuple[int | None, int]]) -> list[PartLine]:
    """From what the money app says of its payments."""
    return [PartLine(order_number(pk) if pk else "", pk, fen) for pk, fen in parts]
