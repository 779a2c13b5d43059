"""What shops are owed: by purchase order what it comes to, what was agreed and what was paid."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Sum

from baogong.apps.catalog.queries import costs_at
from baogong.apps.ordering.models import OrderLine
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.apps.procurement.models import PurchaseOrder, SupplierDifference


@dataclass(frozen=True, slots=True)
class BillRow:
    """A purchase order: ``sold_fen`` at our prices, ``proposed_fen`` at the shop's costs, of those
    packages whose cost is known, else at our price. ``agreed_fen`` None: not agreed yet.

    ``missing``: goods of which the gate counted less, and which nobody has settled as brought.
    """

    id: int
    number: str
    supplier_id: int
    supplier: str
    round: str
    delivery_date: date
    sold_fen: int
    proposed_fen: int
    agreed_fen: int | None
    why: str
    paid_fen: int
    missing: tuple[str, ...]

    @property
    def left_fen(self) -> int:
        return (self.agreed_fen or 0) - self.paid_fen


@dataclass(frozen=True, slots=True)
class Worth:
    """What a purchase order's live orders come to, at our prices and at the shop's."""

    sold_fen: int = 0
    cost_fen: int = 0


def bill_rows(*, estate: Place) -> list[BillRow]:
    """An estate's purchase orders of the last hundred, the newest first. Six queries."""
    found = PurchaseOrder.objects.filter(round__estate=estate).order_by("-pk")
    return _rows(list(_with_names(found)[:100]))


def bill_row(*, order_id: int) -> BillRow:
    """Six queries."""
    [row] = _rows(list(_with_names(PurchaseOrder.objects.filter(pk=order_id))))
    return row


def bought_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> PurchaseOrder:
    """A purchase order of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    return only_visible(PurchaseOrder.objects.filter(inside).select_related("round"), pk=pk)


def worth_of(orders: Sequence[PurchaseOrder]) -> dict[int, Worth]:
    """By purchase order. One query, and one for each round with a time of its own."""
    key = {(order.round_id, order.supplier_id): order.pk for order in orders}
    lines = (
        OrderLine.objects.filter(
            order__canceled_at=None, listing__round__in=[order.round_id for order in orders]
        )
        .values("listing__round", "listing__supplier", "listing__package", "price_fen")
        .annotate(count=Sum("quantity"))
    )
    opened = {order.round_id: order.round.opens_at for order in orders}
    rows = [row for row in lines if (row["listing__round"], row["listing__supplier"]) in key]
    costs = _costs(opened, packages={row["listing__package"] for row in rows})
    worth: dict[int, Worth] = defaultdict(Worth)
    for row in rows:
        order_id = key[row["listing__round"], row["listing__supplier"]]
        cost = costs[row["listing__round"]].get(row["listing__package"], row["price_fen"])
        was = worth[order_id]
        worth[order_id] = Worth(
            was.sold_fen + row["count"] * row["price_fen"], was.cost_fen + row["count"] * cost
        )
    return worth


def _costs(opened: dict[int, datetime], *, packages: Collection[int]) -> dict[int, dict[int, int]]:
    """By round, the costs that held when it opened."""
    at_time = {at: costs_at(packages, at=at) for at in set(opened.values())}
    return {round_id: at_time[at] for round_id, at in opened.items()}


def _with_names(orders: QuerySet[PurchaseOrder]) -> QuerySet[Any]:
    return orders.select_related("supplier", "round", "bill").annotate(
        paid=Sum("bill__payments__fen")
    )


def _rows(orders: list[Any]) -> list[BillRow]:
    worth = worth_of(orders)
    missing = _missing([order.pk for order in orders])
    return [_row(order, worth[order.pk], missing[order.pk]) for order in orders]


def _missing(order_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    less = SupplierDifference.objects.filter(
        line__receipt__purchase_order__in=order_ids,
        lot=None,
        line__counted__lt=F("line__expected"),
    )
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for order_id, good in less.values_list("line__receipt__purchase_order", "line__good__name"):
        found[order_id] += (good,)
    return found


def _row(order: Any, worth: Worth, missing: tuple[str, ...]) -> BillRow:
    """``order`` is annotated with what was ``paid``."""
    bill = getattr(order, "bill", None)
    return BillRow(
        id=order.pk,
        number=order.number,
        supplier_id=order.supplier_id,
        supplier=order.supplier.name,
        round=order.round.title,
        delivery_date=order.round.delivery_date,
        sold_fen=worth.sold_fen,
        proposed_fen=bill.proposed_fen if bill else worth.cost_fen,
        agreed_fen=bill.fen if bill else None,
        why=bill.why if bill else "",
        paid_fen=order.paid or 0,
        missing=missing,
    )
