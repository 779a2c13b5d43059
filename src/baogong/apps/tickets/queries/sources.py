"""Where reported goods came from."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from baogong.apps.inventory.models import StockEntry
from baogong.apps.sorting.models import Bag, BagLine
from baogong.apps.tickets.models import TicketLine


@dataclass(frozen=True, slots=True)
class GoodSource:
    """``quantity`` pieces or grams (``sold_by``) of a lot that went into the order's bags."""

    lot_id: int
    good: str
    sold_by: str
    supplier_id: int
    supplier: str
    received_at: datetime
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderBag:
    """A bag of the order."""

    id: int
    code: str


def sources_of(*, ticket_id: int, order_id: int) -> list[GoodSource]:
    """The lots of which the reported goods were packed. One query."""
    goods = TicketLine.objects.filter(ticket=ticket_id).values("good")
    lines = BagLine.objects.filter(order_line__order=order_id, good__in=goods)
    rows = (
        StockEntry.objects.filter(source_type="sorting.bagline", source_id__in=lines.values("pk"))
        .values_list(
            "lot",
            "lot__good__name",
            "lot__good__sold_by",
            "lot__supplier",
            "lot__supplier__name",
            "lot__received_at",
        )
        .annotate(packed=-Sum("quantity"))
        .filter(packed__gt=0)
        .order_by("lot__good__name", "lot")
    )
    return [GoodSource(*row) for row in rows]


def bags_of_order(*, order_id: int) -> list[OrderBag]:
    """One query."""
    bags = Bag.objects.filter(orders=order_id).order_by("part", "pk")
    return [OrderBag(*row) for row in bags.values_list("pk", "code")]
