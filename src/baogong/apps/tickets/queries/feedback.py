"""What households think of what came, counted on lots and suppliers (R34)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from baogong.apps.tickets.enums import Rating
from baogong.apps.tickets.models import Feedback
from baogong.apps.tickets.queries import freshness_sql as sql

SCORED_FOR = timedelta(days=30)
FEWEST_TO_SHOW = 5  # fewer answers could tell whose they were


@dataclass(frozen=True, slots=True)
class SupplierScore:
    """What so many ``answers`` of the last 30 days said: how many found freshness and price good.

    ``stale_doors``: doors at which something was not fresh.
    """

    answers: int = 0
    fresh: int = 0
    fair_price: int = 0
    stale_doors: int = 0

    @property
    def is_small(self) -> bool:
        return self.answers < FEWEST_TO_SHOW

    @property
    def few_doors(self) -> bool:
        return 0 < self.stale_doors < FEWEST_TO_SHOW

    @property
    def fresh_percent(self) -> int:
        return _percent(self.fresh, self.answers)

    @property
    def price_percent(self) -> int:
        return _percent(self.fair_price, self.answers)


def stale_doors(*, lot_ids: Collection[int]) -> dict[int, int]:
    """Doors at which something of a lot was not fresh, by lot. One query."""
    return _counts(sql.DOORS_BY_LOT, ids=list(lot_ids))


def supplier_scores(*, supplier_ids: Collection[int], now: datetime) -> dict[int, SupplierScore]:
    """The score of each supplier. An order counts for everyone who sold it. Two queries."""
    since, seller = now - SCORED_FOR, "order__lines__listing__supplier"
    told = Feedback.objects.filter(given_at__gt=since, **{f"{seller}__in": supplier_ids})
    rows = told.values_list(seller).annotate(
        Count("pk", distinct=True),
        fresh=Count("pk", distinct=True, filter=Q(freshness=Rating.GOOD)),
        fair=Count("pk", distinct=True, filter=Q(price=Rating.GOOD)),
    )
    answers = {pk: (answers, fresh, fair) for pk, answers, fresh, fair in rows}
    doors = _counts(sql.DOORS_BY_SUPPLIER, ids=list(supplier_ids), since=since)
    return {
        pk: SupplierScore(*answers.get(pk, (0, 0, 0)), doors.get(pk, 0)) for pk in supplier_ids
    }


def _counts(statement: str, **values: Any) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
