"""Too little for all: who gets how much, why, and how anyone can check it."""

from baogong.engines.allocation.allocate import allocate
from baogong.engines.allocation.check import check
from baogong.engines.allocation.problem import (
    Allocation,
    Demand,
    Entry,
    Shortage,
    Strategy,
    commitment,
    lot,
)

__all__ = [
    "Allocation",
    "Demand",
    "Entry",
    "Shortage",
    "Strategy",
    "allocate",
    "check",
    "commitment",
    "lot",
]
