"""How long the supervisor waits before it starts a dead process again."""

from baogong.plumbing.processes.supervisor import Backoff


def pauses(lives: list[float]) -> list[float]:
    """The pause after each of the lives, in seconds."""
    backoff, now, found = Backoff(), 1000.0, []
    for seconds in lives:
        backoff.note_start(now)
        now += seconds
        backoff.note_death(now)
        found.append(backoff.due_at - now)
        now = backoff.due_at
    return found


def test_quick_deaths_double_the_pause_up_to_half_a_minute() -> None:
    assert pauses([0.1] * 8) == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_healthy_minute_is_forgiven() -> None:
    assert pauses([0.1, 0.1, 61, 0.1]) == [0.5, 1, 0.5, 1]
