"""The orders and bags behind a figure of the day, page by page. One query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from baogong.apps.reporting.queries import lists_sql as sql
from baogong.apps.reporting.queries.states import State
from baogong.values.codes import encode_number

PAGE_ROWS = 100


@dataclass(frozen=True, slots=True)
class BagRow:
    """A bag with what the ledgers say of it; ``holder`` is who has it now (kind, site, person).

    ``amount``: how many pieces or grams of the good that was asked for.
    """

    id: int
    code: str
    part: int
    parts: int
    order_id: int
    door: str
    delivered: int
    returned: int
    short: int
    open: int
    has_short: bool
    holder_kind: str
    site: str
    person: str
    amount: int

    @property
    def state(self) -> State:
        found = {
            State.DELIVERED: self.delivered,
            State.RETURNED: self.returned,
            State.SHORT: self.short,
            State.OPEN: self.open,
        }
        [*held] = (state for state, count in found.items() if count)
        return held[0] if sum(found.values()) == 1 else State.ASTRAY

    @property
    def order_number(self) -> str:
        return encode_number(self.order_id, width=5)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with the counts of its bags; ``bag_ids`` in the order of their parts."""

    id: int
    door: str
    bags: int
    delivered: int
    returned: int
    short: int
    open: int
    has_short: bool
    is_open: bool
    bag_ids: Sequence[int]
    total_fen: int
    occurred_at: datetime
    channel: str

    @property
    def number(self) -> str:
        return encode_number(self.id, width=5)

    @property
    def state(self) -> State:
        if self.is_open:
            return State.OPEN
        if self.delivered:
            return State.DELIVERED
        if self.returned:
            return State.RETURNED
        return State.SHORT if self.short == self.bags else State.ASTRAY


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which rows: of some rounds, in a state, of one entrance or of all, on a page from 1.

    ``page`` None: all pages at once, for lists that are taken out.
    ``sku``: only bags that hold this good, and its state in them.
    """

    round_ids: Sequence[int]
    state: State
    entrance_id: int | None = None
    sku: str = ""
    page: int | None = 1


def bags_of(query: ListQuery) -> tuple[list[BagRow], int]:
    """One page of bags in walking order, and how many there are on all pages.

    Raises KeyError for a state that bags do not have.
    """
    statement = sql.bags_with_good if query.sku else sql.bags
    rows = _rows(statement(query.state), query)
    return [BagRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def orders_of(query: ListQuery) -> tuple[list[OrderRow], int]:
    """One page of orders in walking order, and how many there are on all pages.

    Raises KeyError for a state that orders do not have.
    """
    rows = _rows(sql.orders(query.state), query)
    return [OrderRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _rows(statement: str, query: ListQuery) -> list[tuple[Any, ...]]:
    parameters = {
        "rounds": list(query.round_ids),
        "entrance": query.entrance_id,
        "good": query.sku,
        "limit": PAGE_ROWS if query.page else None,
        "offset": (query.page - 1) * PAGE_ROWS if query.page else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
