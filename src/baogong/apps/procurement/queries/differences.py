"""Too little or too much that came, until the desk settles it with the supplier."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.procurement.models import SupplierDifference


@dataclass(frozen=True, slots=True)
class SupplierDifferenceRow:
    """Pieces or grams (``sold_by``) of a good; ``outcome`` is a label, once settled."""

    id: int
    purchase_order_id: int
    number: str
    supplier: str
    estate: str
    good: str
    sold_by: str
    expected: int
    counted: int
    at: datetime
    counted_by: str
    outcome: str
    note: str
    settled_at: datetime | None
    settled_by: str

    @property
    def difference(self) -> int:
        """Negative where some are missing."""
        return self.counted - self.expected

    @property
    def amount_off(self) -> int:
        return abs(self.difference)


def supplier_difference_ids(
    *, viewer: Viewer, roles: Collection[Role], settled: bool
) -> list[int]:
    """Ids of open ones, the oldest first, or of settled ones, the latest first. One query."""
    rows = _visible(viewer, roles).filter(settled_at__isnull=not settled)
    order = ("-settled_at", "-pk") if settled else ("line__receipt__occurred_at", "pk")
    return list(rows.order_by(*order).values_list("pk", flat=True))


def supplier_difference_rows(ids: Sequence[int]) -> list[SupplierDifferenceRow]:
    """The differences of these ids, in their order. One query."""
    rows = _with_names(SupplierDifference.objects.all()).in_bulk(ids)
    return [_row(rows[pk]) for pk in ids if pk in rows]


def supplier_difference_for(
    *, viewer: Viewer, roles: Collection[Role], pk: int
) -> SupplierDifferenceRow:
    """Raises NotVisible."""
    return _row(only_visible(_with_names(_visible(viewer, roles)), pk=pk))


def differences_of_order(*, purchase_order_id: int) -> list[SupplierDifferenceRow]:
    """The differences of a purchase order that a gate let through. One query."""
    rows = _with_names(SupplierDifference.objects.all())
    rows = rows.filter(line__receipt__purchase_order=purchase_order_id)
    return [_row(row) for row in rows.order_by("line__good__name", "pk")]


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[SupplierDifference]:
    path = "line__receipt__purchase_order__round__estate__path"
    return SupplierDifference.objects.filter(covers(viewer=viewer, roles=roles, path=path))


def _with_names(rows: QuerySet[SupplierDifference]) -> QuerySet[SupplierDifference]:
    return rows.select_related(
        "line__good",
        "line__receipt__recorded_by",
        "line__receipt__purchase_order__supplier",
        "line__receipt__purchase_order__round__estate",
        "settled_by",
    )


def _row(row: SupplierDifference) -> SupplierDifferenceRow:
    receipt = row.line.receipt
    order = receipt.purchase_order
    return SupplierDifferenceRow(
        id=row.pk,
        purchase_order_id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        estate=order.round.estate.label,
        good=row.line.good.name,
        sold_by=row.line.good.sold_by,
        expected=row.line.expected,
        counted=row.line.counted,
        at=receipt.occurred_at,
        counted_by=receipt.recorded_by.name,
        outcome=row.get_outcome_display(),
        note=row.note,
        settled_at=row.settled_at,
        settled_by=row.settled_by.name if row.settled_by else "",
    )
