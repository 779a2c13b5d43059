"""What was bought, beside what arrived."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, ReceiptLine
from baogong.apps.procurement.queries.swaps import SwapRow, swaps_of_orders


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """Pieces or grams (``sold_by``) of a good: ordered, and counted (None: not yet).

    ``available``: what the shop says it has, None: all; ``orders``: how many orders hold the good,
    where the shop is short of it.
    """

    good: str
    sold_by: str
    ordered: int
    available: int | None
    orders: int
    counted: int | None

    @property
    def difference(self) -> int:
        return 0 if self.counted is None else self.counted - self.ordered

    @property
    def short(self) -> int:
        """What the shop said will be missing."""
        return 0 if self.available is None else self.ordered - self.available


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase order with its lines; ``state_label`` in the reader's language."""

    id: int
    number: str
    supplier: str
    round: str
    state: str
    state_label: str
    sent_at: datetime
    expected_at: datetime | None
    note: str
    received_at: datetime | None
    received_by: str
    lines: tuple[PurchaseLine, ...]
    swaps: tuple[SwapRow, ...]


def purchases_of(*, round_ids: Collection[int]) -> list[Purchase]:
    """The purchase orders of some rounds with what arrived. Five queries."""
    orders = PurchaseOrder.objects.filter(round__in=round_ids).select_related(
        "supplier", "round", "receipt__recorded_by"
    )
    found = list(orders.order_by("round", "supplier__name", "pk"))
    ids = [order.pk for order in found]
    lines, swaps = _lines(ids), swaps_of_orders(ids)
    return [_purchase(order, lines[order.pk], swaps) for order in found]


def _lines(order_ids: Collection[int]) -> dict[int, list[PurchaseLine]]:
    counted = {
        (order_id, good_id): count
        for order_id, good_id, count in ReceiptLine.objects.filter(
            receipt__purchase_order__in=order_ids
        ).values_list("receipt__purchase_order", "good", "counted")
    }
    touched = _orders_touched(order_ids)
    rows: dict[int, list[PurchaseLine]] = defaultdict(list)
    lines = PurchaseOrderLine.objects.filter(purchase_order__in=order_ids).select_related("good")
    for line in lines.order_by("good__sku"):
        arrived = counted.get((line.purchase_order_id, line.good_id))
        rows[line.purchase_order_id].append(
            PurchaseLine(
                good=line.good.name,
                sold_by=line.good.sold_by,
                ordered=line.quantity,
                available=line.available,
                orders=touched.get((line.purchase_order_id, line.good_id), 0),
                counted=arrived,
            )
        )
    return rows


def _orders_touched(order_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """By (purchase order, good) that the shop is short of: how many orders hold it. One query."""
    short = PurchaseOrderLine.objects.filter(
        purchase_order__in=order_ids,
        available__isnull=False,
        purchase_order__round__listings__items__good=F("good"),
        purchase_order__round__listings__supplier=F("purchase_order__supplier"),
        purchase_order__round__listings__lines__order__canceled_at=None,
    )
    counts = short.values_list("purchase_order", "good").annotate(
        orders=Count("purchase_order__round__listings__lines__order", distinct=True)
    )
    return {(order_id, good_id): orders for order_id, good_id, orders in counts}


def _purchase(
    order: PurchaseOrder, lines: Sequence[PurchaseLine], swaps: Sequence[SwapRow]
) -> Purchase:
    receipt = getattr(order, "receipt", None)
    return Purchase(
        id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        round=order.round.title,
        state=order.state,
        state_label=order.get_state_display(),
        sent_at=order.sent_at,
        expected_at=order.expected_at,
        note=order.note,
        received_at=receipt.occurred_at if receipt else None,
        received_by=receipt.recorded_by.name if receipt else "",
        lines=tuple(lines),
        swaps=tuple(swap for swap in swaps if swap.purchase_order_id == order.pk),
    )
