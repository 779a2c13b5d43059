"""Who moved how many kilograms on a day, counted from what was received, packed and carried."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import holders_of, users_on_duty
from baogong.apps.people.slots import midnight
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import LABOUR_KG, LABOUR_PERCENT
from baogong.apps.reporting.queries.labour_sql import LABOUR
from baogong.values.quantity import GRAMS_PER_KG

PACKED_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class LabourRow:
    """What somebody moved on a day, in grams, by kind of work."""

    user_id: int
    name: str
    received: int
    refilled: int
    packed: int
    carried: int

    @property
    def total(self) -> int:
        return self.received + self.refilled + self.packed + self.carried


@dataclass(frozen=True, slots=True)
class Meter:
    """An estate's day: who moved what, and from how many grams on a person is spared."""

    rows: tuple[LabourRow, ...]
    cap: int
    warn_at: int

    def moved_by(self, user_id: int) -> int:
        return next((row.total for row in self.rows if row.user_id == user_id), 0)

    def is_near(self, user_id: int, *, more: int = 0) -> bool:
        """Whether somebody comes near the cap with ``more`` grams."""
        return self.moved_by(user_id) + more >= self.warn_at


@dataclass(frozen=True, slots=True)
class Relief:
    """Who could do it instead, and what they moved so far, in grams."""

    user_id: int
    name: str
    grams: int


def labour_meter(*, estate: Place, day: date) -> Meter:
    """Who moved what in an estate, the most first. Three queries."""
    begin = midnight(day)
    end = begin + timedelta(days=1)
    cap = setting(LABOUR_KG, place=estate, at=end) * GRAMS_PER_KG
    warn_at = cap * setting(LABOUR_PERCENT, place=estate, at=end) // 100
    with connection.cursor() as cursor:
        span = {"begin": begin, "end": end, "since": begin - PACKED_BEFORE}
        cursor.execute(LABOUR, {"estate": estate.pk, **span})
        rows = tuple(LabourRow(*row) for row in cursor.fetchall())
    return Meter(rows, cap, warn_at)


def relief_for(
    *, estate: Place, meter: Meter, busy: Collection[int], more: int, now: datetime
) -> Relief | None:
    """The sorter who moved least, of those on duty first, and stays below the cap with it.

    ``busy``: users who do not come into question. Two queries.
    """
    on_duty = users_on_duty(estate=estate, now=now)
    others = [
        Relief(holder.user_id, holder.name, meter.moved_by(holder.user_id))
        for holder in holders_of(Role.SORTER, estate=estate)
        if holder.user_id not in busy and not meter.is_near(holder.user_id, more=more)
    ]
    return min(others, key=lambda one: (one.user_id not in on_duty, one.grams), default=None)
