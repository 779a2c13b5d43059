from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WavePlanned:
    """A round's bags and crates are planned."""

    wave_id: int


@dataclass(frozen=True, slots=True)
class OrderCut:
    """``quantity`` pieces or grams of a good that an order does not get, worth ``fen`` at the
    prices of its lines. ``choice``: ``refund`` is owed, ``swap`` (something else comes for it) or
    ``ask`` (the desk calls first; another event says what came of it)."""

    order_id: int
    good_id: int
    quantity: int
    fen: int
    choice: str


@dataclass(frozen=True, slots=True)
class OrdersCut:
    """Too little of a good was divided, or a household was called about it."""

    shortage_id: int
    cuts: tuple[OrderCut, ...]
