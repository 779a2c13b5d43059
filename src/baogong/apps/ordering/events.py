from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrdersPlaced:
    """A group of orders was decided; ``order_ids`` are the accepted ones."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """No order of this round can come, change or go any more."""

    round_id: int
