"""What was asked for and what arrived; what everyone is granted, and the log that is published."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class Strategy(StrEnum):
    """How to divide what does not suffice. What a strategy leaves open, the lots decide.

    ``ONE_EACH``: one for everyone, then a second one, and so on. ``PRO_RATA``: the same part of
    what each asked for, by largest remainder. ``PRIORITY``: a class before the next one, and one
    each within it. ``BY_TIME``: whoever asked first. ``DRAW``: whoever has the lowest lot.
    """

    ONE_EACH = "one_each"
    PRO_RATA = "pro_rata"
    PRIORITY = "priority"
    BY_TIME = "by_time"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Demand:
    """``quantity`` (whole, positive) for whoever ``key`` names. Lower ``priority`` goes first."""

    key: str
    quantity: int
    asked_at: datetime
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Shortage:
    """``supply`` for all ``demands``. ``seed``: published afterwards, its commitment before."""

    demands: tuple[Demand, ...]
    supply: int
    strategy: Strategy
    seed: str

    def __post_init__(self) -> None:
        if self.supply < 0 or any(demand.quantity <= 0 for demand in self.demands):
            raise ValueError("quantities must be positive, the supply not negative")
        if len({demand.key for demand in self.demands}) < len(self.demands):
            raise ValueError("every key must be there once")
        if not self.seed:
            raise ValueError("lots need a seed")

    @property
    def wanted(self) -> int:
        return sum(demand.quantity for demand in self.demands)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    ``why``: ``in_full``; ``level`` (as many as everyone), ``last_round`` (one more, by lot);
    ``share`` (its exact part), ``rounded_down`` and ``rounded_up`` (of it); ``ran_out`` (others
    were first).
    ``place``: that of its lot among all, from 1.
    """

    demand: Demand
    granted: int
    why: str
    place: int
    lot: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """All that is published, enough for anyone to divide again. ``log``: as the demands stood."""

    log: tuple[Entry, ...]
    supply: int
    strategy: Strategy
    seed: str
    commitment: str

    @property
    def shortage(self) -> Shortage:
        """The problem that was divided. Raises ValueError where no such problem can be."""
        demands = tuple(entry.demand for entry in self.log)
        return Shortage(demands, self.supply, self.strategy, self.seed)

    @property
    def granted(self) -> dict[str, int]:
        return {entry.demand.key: entry.granted for entry in self.log}


def lot(seed: str, key: str) -> str:
    """The lot of a key: SHA-256 of seed and key written one after the other, as UTF-8, in hex."""
    return sha256(f"{seed}{key}".encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is published before the draw, so that nobody can choose the seed after it."""
    return sha256(seed.encode()).hexdigest()
