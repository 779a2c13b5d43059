"""The sums of a day at three levels - orders, bags, goods - each figure from its own ledger.

ordered = delivered + returned + short + open. *Ordered* is counted from orders (or planned bags),
of weighed goods also from what a scale said beyond the order; *delivered* from proofs,
*returned* from return rows, *short* from short rows and *open* from the chain of handoffs, so a
row that is missing from any ledger shows as a sum that does not balance.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from baogong.apps.reporting.queries import sums_sql as sql


@dataclass(frozen=True, slots=True)
class Sums:
    """One line of figures; ``delivered_short`` is the part of ``delivered`` with short lines."""

    ordered: int = 0
    delivered: int = 0
    delivered_short: int = 0
    returned: int = 0
    short: int = 0
    open: int = 0

    @property
    def balanced(self) -> bool:
        return self.ordered == self.delivered + self.returned + self.short + self.open


@dataclass(frozen=True, slots=True)
class GoodSums:
    """One good, in pieces or in grams (``sold_by``)."""

    sku: str
    name: str
    sold_by: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class EntranceSums:
    """One entrance: its orders, its bags, and the goods that were asked for there."""

    entrance_id: int
    entrance: str
    orders: Sums
    bags: Sums
    goods: tuple[GoodSums, ...]

    @property
    def balanced(self) -> bool:
        lines = (self.orders, self.bags, *(good.sums for good in self.goods))
        return all(line.balanced for line in lines)


@dataclass(frozen=True, slots=True)
class DaySums:
    """A day at three levels, and whether everything about it adds up."""

    orders: Sums
    bags: Sums
    goods: tuple[GoodSums, ...]
    entrances: tuple[EntranceSums, ...]
    broken_chains: int

    @property
    def balanced(self) -> bool:
        """Every level adds up at every entrance, and no chain of holders breaks."""
        return not self.broken_chains and all(e.balanced for e in self.entrances)


def day_sums(*, round_ids: Sequence[int], estate_path: str) -> DaySums:
    """The sums over some rounds of an estate, with a line for each of its entrances.

    Three queries, however many orders there are.
    """
    ids = list(round_ids)
    goods: dict[int, list[GoodSums]] = defaultdict(list)
    for entrance_id, sku, name, sold_by, *figures in _rows(sql.GOODS, {"rounds": ids}):
        goods[entrance_id].append(GoodSums(sku, name, sold_by, Sums(*figures)))
    entrances = tuple(
        EntranceSums(
            entrance_id=entrance_id,
            entrance=label,
            orders=Sums(*figures[:6]),
            bags=Sums(*figures[6:]),
            goods=tuple(goods[entrance_id]),
        )
        for entrance_id, label, *figures in _rows(
            sql.ENTRANCES, {"rounds": ids, "estate": estate_path}
        )
    )
    [(broken,)] = _rows(sql.BROKEN_CHAINS, {"rounds": ids})
    return DaySums(
        orders=_total(entrance.orders for entrance in entrances),
        bags=_total(entrance.bags for entrance in entrances),
        goods=_total_goods(good for entrance in entrances for good in entrance.goods),
        entrances=entrances,
        broken_chains=broken,
    )


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _total_goods(lines: Iterable[GoodSums]) -> tuple[GoodSums, ...]:
    """The goods of all entrances, one line for each SKU, in the order of the SKUs."""
    by_sku: dict[str, list[GoodSums]] = defaultdict(list)
    for line in lines:
        by_sku[line.sku].append(line)
    return tuple(
        GoodSums(sku, rows[0].name, rows[0].sold_by, _total(row.sums for row in rows))
        for sku, rows in sorted(by_sku.items())
    )


def _total(lines: Iterable[Sums]) -> Sums:
    rows = list(lines)
    return Sums(*(sum(getattr(row, field.name) for row in rows) for field in fields(Sums)))
