"""When a day will be done, from how fast it goes now. Pure: knows no clock and no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from baogong.apps.reporting.enums import Stage

HOUR = timedelta(hours=1)
SHORTEST = timedelta(minutes=5)  # less than this says nothing about an hour
FLOWING = (Stage.MAKE_UP, Stage.CARRY, Stage.CLOSE)  # stages that have a pace


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: how much of it is done, since when the oldest waits, and how fast it went.

    ``oldest_at`` is None while nothing waits there; ``first_at`` before the first one was done.
    """

    stage: Stage
    total: int = 0
    done: int = 0
    oldest_at: datetime | None = None
    last_hour: int = 0
    first_at: datetime | None = None

    @property
    def left(self) -> int:
        return self.total - self.done

    def per_hour(self, now: datetime) -> float:
        """What the last hour brought; what came since the start, when that was less than an hour.

        0 when nothing came.
        """
        if self.first_at is None or self.last_hour == 0:
            return 0
        worked = min(max(now - self.first_at, SHORTEST), HOUR)
        return self.last_hour * (HOUR / worked)


@dataclass(frozen=True, slots=True)
class Forecast:
    """When each stage that has a pace will be done (None: it stands still), and which one holds
    the others up (None: nothing is left to do)."""

    finish_at: Mapping[Stage, datetime | None]
    bottleneck: Stage | None


def forecast(stages: Sequence[StageLine], *, now: datetime) -> Forecast:
    """A stage ends when its rest is worked off at its pace, and not before the one ahead of it."""
    lines = {line.stage: line for line in stages}
    finish_at: dict[Stage, datetime | None] = {}
    ahead: datetime | None = now
    for stage in FLOWING:
        own = _finish(lines[stage], now=now)
        ahead = max(own, ahead) if own and ahead else None
        finish_at[stage] = ahead
    return Forecast(finish_at, _bottleneck(lines, now=now))


def _finish(line: StageLine, *, now: datetime) -> datetime | None:
    if not line.left:
        return now
    pace = line.per_hour(now)
    return now + HOUR * (line.left / pace) if pace else None


def _bottleneck(lines: Mapping[Stage, StageLine], *, now: datetime) -> Stage | None:
    """The stage with work waiting that takes longest; one that stands still takes for ever."""
    waiting = [lines[stage] for stage in FLOWING if lines[stage].left and lines[stage].oldest_at]
    if waiting:
        return max(waiting, key=lambda line: _hours(line, now=now)).stage
    upstream = (Stage.ARRIVE, Stage.BUY)
    return next((stage for stage in upstream if lines[stage].oldest_at), None)


def _hours(line: StageLine, *, now: datetime) -> float:
    pace = line.per_hour(now)
    return line.left / pace if pace else float("inf")
