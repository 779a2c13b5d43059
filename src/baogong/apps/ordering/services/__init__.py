"""Everything that changes rounds and orders."""

from baogong.apps.ordering.services.cancel import cancel_order
from baogong.apps.ordering.services.decide import decide_order, decide_orders
from baogong.apps.ordering.services.rounds import (
    GoodBound,
    Offer,
    RoundPlan,
    close_due_rounds,
    close_round,
    move_cutoff,
    open_round,
)

__all__ = [
    "GoodBound",
    "Offer",
    "RoundPlan",
    "cancel_order",
    "close_due_rounds",
    "close_round",
    "decide_order",
    "decide_orders",
    "move_cutoff",
    "open_round",
]
