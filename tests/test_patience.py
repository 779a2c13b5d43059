"""What is measured of work is the work, whatever else the machine has to do."""

import pytest

from tests import patience

EVEN, SQUARES = 1, 2
SIZE = 20_000


class Machine:
    """A clock that work moves on, by more than its share in some of the runs."""

    def __init__(self, power, *, stretched=()):
        self._power, self._stretched, self._runs, self._now = power, stretched, 0, 0.0

    def work(self, size):
        stretch = 9 if self._runs in self._stretched else 1
        self._now += stretch * 2 * (size / SIZE) ** self._power
        self._runs += 1

    def thread_time(self):
        return self._now


@pytest.mark.parametrize(
    ("power", "stretched", "even"),
    [
        (EVEN, (), True),
        (EVEN, (0, 4, 8), True),  # each of the whole ones but the last
        (SQUARES, (), False),
        (SQUARES, (1, 2, 6), False),  # most of the quarters, yet never all of a try
    ],
)
def test_squares_are_told_from_what_is_even_though_the_machine_is_busy(
    monkeypatch, power, stretched, even
):
    machine = Machine(power, stretched=stretched)
    monkeypatch.setattr(patience.time, "thread_time", machine.thread_time)

    assert patience.grows_evenly(machine.work, SIZE) is even


def test_of_runs_the_quickest_counts(monkeypatch):
    machine = Machine(EVEN, stretched=(0, 2))
    monkeypatch.setattr(patience.time, "thread_time", machine.thread_time)

    assert patience.quickest(lambda: machine.work(SIZE), runs=3) == 2
