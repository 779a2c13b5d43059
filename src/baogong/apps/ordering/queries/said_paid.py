"""Orders that a chat chain says are paid, until that is found to be so or not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from baogong.apps.money.queries import DoorBalance, money_of_doors
from baogong.apps.ordering.models import ChainAsk, DealShare, Order
from baogong.apps.ordering.models.order import order_number
from baogong.apps.ordering.queries.due import later_orders


@dataclass(frozen=True, slots=True)
class SaidPaid:
    """An order that its chain says is paid, and what of it no payment pays, in fen."""

    order_id: int
    number: str
    owed_fen: int


def said_paid(
    *, doors: Collection[int], due_at: datetime | None = None
) -> dict[int, list[SaidPaid]]:
    """By door, what is said to be paid and is still owed, the oldest first.

    With a time only what is due then. Three queries, and up to three more with a time; one
    where nothing is said.
    """
    said = _undenied()
    at_once = said.filter(order=OuterRef("pk"))
    given = DealShare.objects.filter(order=OuterRef("pk"), line__ask__chain_asks__in=said)
    orders = Order.objects.live().filter(Exists(at_once) | Exists(given), household__in=doors)
    found = list(orders.order_by("pk").values_list("household", "pk"))
    if not found:
        return {}
    of_doors = {door for door, _ in found}
    money = money_of_doors(of_doors)
    later = later_orders(of_doors, now=due_at) if due_at else {}
    rows: dict[int, list[SaidPaid]] = defaultdict(list)
    for door, order in found:
        if order not in later.get(door, ()) and (owed := money[door].owed(order)):
            rows[door].append(SaidPaid(order, order_number(order), owed))
    return dict(rows)


def asked_for(
    rows: Iterable[DoorBalance], said: Mapping[int, Iterable[SaidPaid]], *, small_fen: int
) -> list[DoorBalance]:
    """What doors owe besides what is said to be paid, where that is above ``small_fen``."""
    rest = (
        replace(row, fen=row.fen - sum(order.owed_fen for order in said.get(row.id, ())))
        for row in rows
    )
    return [row for row in rest if row.fen > small_fen]


def asks_saying_paid(order: Order) -> QuerySet[ChainAsk]:
    """What of chains says that an order is paid, and that nobody denied."""
    gave = DealShare.objects.filter(order=order).values("line__ask")
    return _undenied().filter(Q(order=order) | Q(ask__in=gave))


def _undenied() -> QuerySet[ChainAsk]:
    return ChainAsk.objects.filter(line__paid=True, paid_denied_at=None)
