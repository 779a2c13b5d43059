"""How long the goods at the depots last, and how old they are (R8, X4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from baogong.apps.inventory.queries import Aging
from baogong.apps.reporting.queries.stock_sql import STOCK

DEMAND_DAYS = 7
LEFT_OVER = 0.1  # of a day's demand: crumbs of what was bought to order, no stock that is kept


@dataclass(frozen=True, slots=True)
class StockRow(Aging):
    """A good at a depot, in pieces or grams (``sold_by``).

    ``promised`` is planned for bags that nobody has packed yet, ``per_day`` what a day with orders
    asked for lately. ``owner`` sees to the goods of its kind there.
    """

    estate_id: int
    estate: str
    depot_id: int
    depot: str
    sku: str
    good: str
    sold_by: str
    category: str
    best_hours: int | None
    on_hand: int
    arriving: int
    promised: int
    per_day: float
    oldest_at: datetime | None
    owner: str

    @property
    def supply(self) -> int:
        return self.on_hand + self.arriving

    @property
    def cover_days(self) -> float | None:
        """How many days the supply lasts; None where nobody asks for it."""
        return self.supply / self.per_day if self.per_day else None

    def is_short(self, *, days: float) -> bool:
        """It lasts less than so many days, or not for the bags that wait for it.

        What is bought to order, so that next to nothing is left beside the bags, is not short.
        """
        if self.promised > self.supply:
            return True
        is_kept = self.supply - self.promised > self.per_day * LEFT_OVER
        lasts = self.cover_days
        return lasts is not None and is_kept and lasts < days


def stock_rows(*, estate_ids: Collection[int], today: date) -> list[StockRow]:
    """Every good that lies at, comes to or is asked of a depot of these estates. One query."""
    since = today - timedelta(days=DEMAND_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(STOCK, {"estates": list(estate_ids), "today": today, "since": since})
        return [StockRow(*row) for row in cursor.fetchall()]
