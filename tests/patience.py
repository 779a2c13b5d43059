"""How long a test waits for work that must end, on the slowest machine that runs it.

Not a measure of speed (``baogong bench`` is): the bound is some ten times what such a machine
needs, so that only work that grows out of all proportion passes it.
"""

import gc
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_SECONDS = 60  # of the processor's time
TRIES = 4


@contextmanager
def ends_soon() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < MOST_SECONDS


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether ``work(size)`` takes less than twice its share of what a quarter of it takes.

    Four times as much is even, sixteen times are squares; the bound, eight, lies between. What is
    done in a second is even enough: squares would take several at the sizes tried here. A busy
    machine can stretch any run, so the quickest ones are compared, and again before it is said
    that they grow.
    """
    whole = math.inf
    for _ in range(TRIES):
        whole = min(whole, quickest(lambda: work(size), runs=1))
        if whole < 1 or whole < 8 * quickest(lambda: work(size // 4), runs=3):
            return True
    return False


def quickest(work: Callable[[], object], *, runs: int) -> float:
    """Seconds of this thread's processor time, without the collecting of garbage: how long that
    takes hangs on what all tests before left."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
    finally:
        gc.enable()
