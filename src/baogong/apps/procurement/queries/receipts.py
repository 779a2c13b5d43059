"""What was counted at the gate, beside what was expected."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baogong.apps.people.queries import estates_of
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.procurement.models import PurchaseOrder, Receipt, ReceiptLine
from baogong.apps.procurement.queries.orders import GATE_ROLES
from baogong.values.errors import NotVisible

MOST_RECEIPTS = 60


@dataclass(frozen=True, slots=True)
class CountedGood:
    """Pieces or grams of a good; ``difference`` is negative where some are missing."""

    name: str
    sold_by: str
    expected: int
    counted: int

    @property
    def difference(self) -> int:
        return self.counted - self.expected

    @property
    def amount_off(self) -> int:
        return abs(self.difference)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt with all its goods."""

    id: int
    purchase_order_id: int
    number: str
    supplier: str
    estate: str
    counted_by: str
    at: datetime
    goods: tuple[CountedGood, ...]

    @property
    def off(self) -> tuple[CountedGood, ...]:
        """The goods of which too few or too many came."""
        return tuple(good for good in self.goods if good.difference)


def receipts_at(*, viewer: Viewer) -> list[ReceiptRow]:
    """The 60 latest receipts of the viewer's gates. Three queries."""
    receipts = _visible(viewer).order_by("-occurred_at", "-pk")[:MOST_RECEIPTS]
    return _rows(list(receipts))


def receipt_of(*, viewer: Viewer, purchase_order_id: int) -> ReceiptRow:
    """The receipt of a purchase order. Raises NotVisible while there is none."""
    found = _rows(list(_visible(viewer).filter(purchase_order=purchase_order_id)))
    if not found:
        raise NotVisible
    return found[0]


def _visible(viewer: Viewer) -> QuerySet[Receipt]:
    estates = estates_of(viewer=viewer, roles=GATE_ROLES)
    orders = PurchaseOrder.objects.filter(round__estate__in=estates)
    return Receipt.objects.filter(purchase_order__in=orders).select_related(
        "purchase_order__supplier", "purchase_order__round__estate", "recorded_by"
    )


def _rows(receipts: Collection[Receipt]) -> list[ReceiptRow]:
    goods: dict[int, list[CountedGood]] = defaultdict(list)
    lines = ReceiptLine.objects.filter(receipt__in=receipts).order_by("good__name")
    rows = lines.values_list("receipt", "good__name", "good__sold_by", "expected", "counted")
    for receipt_id, name, sold_by, expected, counted in rows:
        goods[receipt_id].append(CountedGood(name, sold_by, expected, counted))
    return [_row(receipt, tuple(goods[receipt.pk])) for receipt in receipts]


def _row(receipt: Receipt, goods: tuple[CountedGood, ...]) -> ReceiptRow:
    order = receipt.purchase_order
    return ReceiptRow(
        id=receipt.pk,
        purchase_order_id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        estate=order.round.estate.label,
        counted_by=receipt.recorded_by.name,
        at=receipt.occurred_at,
        goods=goods,
    )
