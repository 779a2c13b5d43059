from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrdersPlaced:
    """A group of orders was decided; ``order_ids`` are the accepted ones."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """No order of this round can come, change or go any more."""

    round_id: int


@dataclass(frozen=True, slots=True)
class OrderCorrected:
    """An order was taken out of a round that takes no orders any more; ``new_order_id`` stands in
    its place, None where nothing does."""

    round_id: int
    order_id: int
    new_order_id: int | None
