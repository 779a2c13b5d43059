"""What was bought, beside what arrived."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, ReceiptLine


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """Pieces or grams (``sold_by``) of a good: ordered, and counted (None: not yet)."""

    good: str
    sold_by: str
    ordered: int
    counted: int | None

    @property
    def difference(self) -> int:
        return 0 if self.counted is None else self.counted - self.ordered


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
    received_at: datetime | None
    received_by: str
    lines: tuple[PurchaseLine, ...]


def purchases_of(*, round_ids: Collection[int]) -> list[Purchase]:
    """The purchase orders of some rounds with what arrived. Three queries."""
    orders = PurchaseOrder.objects.filter(round__in=round_ids).select_related(
        "supplier", "round", "receipt__recorded_by"
    )
    found = list(orders.order_by("round", "supplier__name", "pk"))
    lines = _lines([order.pk for order in found])
    return [_purchase(order, tuple(lines[order.pk])) for order in found]


def _lines(order_ids: Collection[int]) -> dict[int, list[PurchaseLine]]:
    counted = {
        (order_id, good_id): count
        for order_id, good_id, count in ReceiptLine.objects.filter(
            receipt__purchase_order__in=order_ids
        ).values_list("receipt__purchase_order", "good", "counted")
    }
    rows: dict[int, list[PurchaseLine]] = defaultdict(list)
    lines = PurchaseOrderLine.objects.filter(purchase_order__in=order_ids).select_related("good")
    for line in lines.order_by("good__sku"):
        arrived = counted.get((line.purchase_order_id, line.good_id))
        rows[line.purchase_order_id].append(
            PurchaseLine(line.good.name, line.good.sold_by, line.quantity, arrived)
        )
    return rows


def _purchase(order: PurchaseOrder, lines: tuple[PurchaseLine, ...]) -> Purchase:
    receipt = getattr(order, "receipt", None)
    return Purchase(
        id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        round=order.round.title,
        state=order.state,
        state_label=order.get_state_display(),
        sent_at=order.sent_at,
        received_at=receipt.occurred_at if receipt else None,
        received_by=receipt.recorded_by.name if receipt else "",
        lines=lines,
    )
