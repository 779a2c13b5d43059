"""An order as its household speaks of it: its goods, and whether it can be reported or rated."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Exists, F, OuterRef, Sum

from baogong.apps.delivery.models import Proof
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.models import Order, OrderLine
from baogong.apps.sorting.models import BagLine, Cut, ShortLine
from baogong.apps.sorting.queries import weight_differences
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.policies import Standing, can_report


@dataclass(frozen=True, slots=True)
class OrderGood:
    """A good of an order, in pieces or grams (``sold_by``); ``short`` of it are known to lack."""

    id: int
    name: str
    sold_by: str
    ordered: int
    short: int


def standing_of(order: Order) -> Standing:
    """How far an order has come. One query beside the order's round."""
    proofs = Proof.objects.filter(unit__bag__orders=order, attempt__reversed_by=None)
    return Standing(
        canceled=order.canceled_at is not None,
        promised_on=order.round.delivery_date,
        delivered=proofs.exists(),
    )


def reportable_ids(order_ids: Sequence[int], *, today: date) -> set[int]:
    """Those of the orders of which something can be reported. One query."""
    proofs = Proof.objects.filter(unit__bag__orders=OuterRef("pk"), attempt__reversed_by=None)
    orders = Order.objects.filter(pk__in=order_ids).annotate(came=Exists(proofs))
    found = orders.values_list("pk", "canceled_at", "round__delivery_date", "came")
    return {
        pk
        for pk, canceled_at, promised_on, came in found
        if can_report(Standing(canceled_at is not None, promised_on, came), today=today)
    }


def goods_of_order(*, order_id: int) -> list[OrderGood]:
    """The goods of an order by name, over all its packages, with those that went in for others.

    Three queries.
    """
    lacking = ShortLine.objects.filter(bag_line__order_line__order=order_id)
    short = dict(lacking.values_list("bag_line__good").annotate(Sum("quantity")))
    good = "listing__items__good"
    asked = (
        OrderLine.objects.filter(order=order_id)
        .values_list(good, f"{good}__name", f"{good}__sold_by")
        .annotate(ordered=Sum(F("quantity") * F("listing__items__quantity")))
    )
    stood_in = (
        BagLine.objects.filter(order_line__order=order_id, in_place_of__isnull=False)
        .values_list("good", "good__name", "good__sold_by")
        .annotate(ordered=Sum("planned"))
    )
    sums: Counter[tuple[str, int, str]] = Counter()
    for pk, name, sold_by, ordered in chain(asked, stood_in):
        sums[name, pk, sold_by] += ordered
    return [
        OrderGood(pk, name, sold_by, ordered, short.get(pk, 0))
        for (name, pk, sold_by), ordered in sorted(sums.items())
    ]


def refundable_fen(*, ticket_id: int) -> int:
    """The most that can go back: the price of the lines with these goods less what went back for
    them before, and no more than the order is worth after all its refunds; what was weighed is
    worth what it cost by its weight. Nine queries.

    What goes back for goods that came short (``Cut``), or waits for a call about it, counts too.
    Of a refund for further lines too, as little as can be is counted for these.
    """
    ticket = Ticket.objects.select_related("order").get(pk=ticket_id)
    lines = OrderLine.objects.filter(order=ticket.order_id)
    goods_of = {
        line: {item.good_id for item in line.listing.items.all()}
        | {packed.good_id for packed in line.bag_lines.all()}
        for line in lines.prefetch_related("listing__items", "bag_lines")
    }

    def held(goods: Set[int]) -> set[OrderLine]:
        return {line for line, found in goods_of.items() if found & goods}

    def worth(lines: set[OrderLine]) -> int:
        return sum(line.quantity * line.price_fen + weighed.get(line.pk, 0) for line in lines)

    weighed = weight_differences(order_id=ticket.order_id)
    told = {row.good_id for row in ticket.lines.all()}
    mine, back = held(told), _went_back(ticket.order_id)
    before = sum(max(fen - worth(held(goods) - mine), 0) for goods, fen in back)
    total = ticket.order.total_fen + sum(weighed.values())
    left = total - sum(fen for _, fen in back)
    return max(min(worth(mine) - before, left), 0)


def _went_back(order_id: int) -> list[tuple[Set[int], int]]:
    """Goods of an order, and the money that went back for them, or may after a call. Three
    queries."""
    refunded = Ticket.objects.filter(order=order_id).exclude(refund_fen=None)
    cuts = Cut.objects.filter(order=order_id).exclude(outcome=OnShort.SWAP)
    return [
        *(
            ({row.good_id for row in ticket.lines.all()}, ticket.refund_fen or 0)
            for ticket in refunded.prefetch_related("lines")
        ),
        *(({cut.good_id}, cut.fen) for cut in cuts),
    ]


def open_goods(*, order_id: int) -> dict[int, str]:
    """The number of the ticket that waits for an answer, by good. Two queries."""
    waiting = Ticket.objects.filter(order=order_id, answered_at=None).prefetch_related("lines")
    return {line.good_id: ticket.number for ticket in waiting for line in ticket.lines.all()}
