from dataclasses import dataclass

from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine


@dataclass(frozen=True, slots=True)
class Expected:
    """A purchase order and what it should bring: pieces or grams by good."""

    purchase_order_id: int
    quantities: dict[int, int]


def expected_goods(*, round_id: int) -> list[Expected]:
    """What the round's purchase orders should bring. Two queries."""
    quantities: dict[int, dict[int, int]] = {
        pk: {} for pk in PurchaseOrder.objects.filter(round=round_id).values_list("pk", flat=True)
    }
    lines = PurchaseOrderLine.objects.filter(purchase_order__in=quantities)
    for pk, good_id, quantity in lines.values_list("purchase_order", "good", "quantity"):
        quantities[pk][good_id] = quantity
    return [Expected(pk, found) for pk, found in quantities.items()]
