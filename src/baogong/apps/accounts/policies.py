"""How long somebody waits after wrong passwords and codes."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """So many wrong passwords are free; after that each doubles the wait, up to ``longest``."""

    free: int
    longest: timedelta


SAME_NAME_AND_ADDRESS = Patience(free=4, longest=timedelta(minutes=15))
# Short, so that a stranger who guesses cannot keep the owner of the name out.
SAME_NAME = Patience(free=20, longest=timedelta(minutes=1))
# Eight free guesses of a million, then 96 a day at most: the owner of the phone waits too, but a
# stranger gets this far with the right password only.
SAME_DEVICE = Patience(free=8, longest=timedelta(minutes=15))
# Many share one address: a street office, or all who come through one proxy.
SAME_ADDRESS = Patience(free=60, longest=timedelta(minutes=1))


def wait_after(wrong: int, *, patience: Patience) -> timedelta:
    """How long to wait after so many wrong passwords in a row."""
    over = wrong - patience.free
    if over <= 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(over, 20)), patience.longest)
