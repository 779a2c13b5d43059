"""A bag came back damaged or refused: somebody has to say what becomes of its goods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.delivery.models import UnitReturn
from baogong.apps.ordering.models import Order
from baogong.apps.places.queries import setting_by_place
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.sorting.models import BagLine
from baogong.apps.sorting.queries.balances import LEFT
from baogong.apps.tickets.enums import TicketKind
from baogong.apps.tickets.models import Ticket, TicketLine
from baogong.plumbing import audit, locks

KINDS = {
    ReturnReason.DAMAGED: TicketKind.DAMAGED,
    ReturnReason.REFUSED: TicketKind.REFUSED,
}


def report_returns(return_ids: Iterable[int]) -> None:
    """Open a report for each order of the bags, with its goods in them; none for what is reported
    already.

    In the transaction that took them back, so that it runs once. Statements do not grow with the
    bags.
    """
    returns = {
        row.unit_id: row
        for row in UnitReturn.objects.filter(pk__in=list(return_ids), reason__in=KINDS)
    }
    inside = _inside(returns)
    ids = {order_id for _, order_id in inside}
    orders = locks.lock_rows(Order.objects.select_related("household"), keys=ids)
    waiting = TicketLine.objects.filter(ticket__order__in=orders, ticket__answered_at=None)
    told = set(waiting.values_list("ticket__order", "good"))
    left = {
        (unit_id, order_id): goods
        for (unit_id, order_id), found in inside.items()
        if (goods := [good_id for good_id in found if (order_id, good_id) not in told])
    }
    _write(left, returns=returns, orders=orders)


def _inside(returns: Mapping[int, UnitReturn]) -> dict[tuple[int, int], list[int]]:
    """By unit and order, the goods that are in the bags."""
    lines = BagLine.objects.filter(bag__unit__in=returns).annotate(left=LEFT).filter(left__gt=0)
    rows = lines.values_list("bag__unit", "order_line__order", "good").order_by("good").distinct()
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for unit_id, order_id, good_id in rows:
        found[unit_id, order_id].append(good_id)
    return found


def _write(
    goods: Mapping[tuple[int, int], list[int]],
    *,
    returns: Mapping[int, UnitReturn],
    orders: Mapping[int, Order],
) -> None:
    if not goods:
        return
    at = max(row.returned_at for row in returns.values())
    doors = [order.household for order in orders.values()]
    hours = setting_by_place(ANSWER_HOURS, places=doors, at=at)
    tickets = Ticket.objects.bulk_create(
        Ticket(
            key=uuid5(NAMESPACE_OID, f"return {returns[unit_id].pk} of {order_id}"),
            order_id=order_id,
            kind=KINDS[ReturnReason(returns[unit_id].reason)],
            unit_id=unit_id,
            reported_at=at,
            due_at=at + timedelta(hours=hours[orders[order_id].household_id]),
        )
        for unit_id, order_id in goods
    )
    TicketLine.objects.bulk_create(
        TicketLine(ticket=ticket, good_id=good_id)
        for ticket, found in zip(tickets, goods.values(), strict=True)
        for good_id in found
    )
    audit.record([audit.Act("ticket.reported", ticket, audit.SYSTEM, at) for ticket in tickets])
