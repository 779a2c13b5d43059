"""What shops are owed: by purchase order what it comes to, what was agreed and what was paid."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet, Sum

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.queries.worth import Worth, worth_of


@dataclass(frozen=True, slots=True)
class BillRow:
    """A purchase order: ``sold_fen`` at our prices, ``ordered_fen`` at the shop's costs, of those
    packages whose cost is known, else at our price. ``agreed_fen`` None: not agreed yet.

    ``short_fen`` of what was ordered did not come, as it stood when it was agreed; ``missing``:
    which goods lack by now, those that the gate counted less of and that nobody has settled as
    brought, and before the truck came those that the shop said it is out of.
    """

    id: int
    number: str
    supplier_id: int
    supplier: str
    round: str
    delivery_date: date
    sold_fen: int
    ordered_fen: int
    short_fen: int
    agreed_fen: int | None
    why: str
    paid_fen: int
    missing: tuple[str, ...]

    @property
    def proposed_fen(self) -> int:
        return self.ordered_fen - self.short_fen

    @property
    def left_fen(self) -> int:
        return (self.agreed_fen or 0) - self.paid_fen


@dataclass(frozen=True, slots=True)
class ShopTotal:
    """What purchase orders come to together, of a shop or, where that is empty, of several."""

    shop: str
    orders: int
    ordered_fen: int
    short_fen: int
    agreed_fen: int
    paid_fen: int
    left_fen: int

    @property
    def proposed_fen(self) -> int:
        return self.ordered_fen - self.short_fen


def bill_rows(*, estate: Place) -> list[BillRow]:
    """An estate's last hundred purchase orders, the newest first. Six queries, and one for each
    time that their rounds opened at."""
    found = PurchaseOrder.objects.filter(round__estate=estate).order_by("-pk")
    return _rows(list(_with_names(found)[:100]))


def bill_row(*, order_id: int) -> BillRow:
    """Seven queries."""
    [row] = _rows(list(_with_names(PurchaseOrder.objects.filter(pk=order_id))))
    return row


def shop_totals(rows: Sequence[BillRow]) -> list[ShopTotal]:
    """By shop, in the order of their names."""
    shop = attrgetter("supplier", "supplier_id")
    by_shop = groupby(sorted(rows, key=shop), key=shop)
    return [total_of(list(of_shop), shop=name) for (name, _), of_shop in by_shop]


def total_of(rows: Sequence[BillRow], *, shop: str = "") -> ShopTotal:
    return ShopTotal(
        shop=shop,
        orders=len(rows),
        ordered_fen=sum(row.ordered_fen for row in rows),
        short_fen=sum(row.short_fen for row in rows),
        agreed_fen=sum(row.agreed_fen or 0 for row in rows),
        paid_fen=sum(row.paid_fen for row in rows),
        left_fen=sum(row.left_fen for row in rows),
    )


def bought_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> PurchaseOrder:
    """A purchase order of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    return only_visible(PurchaseOrder.objects.filter(inside).select_related("round"), pk=pk)


def _with_names(orders: QuerySet[PurchaseOrder]) -> QuerySet[Any]:
    return orders.select_related("supplier", "round", "bill").annotate(
        paid=Sum("bill__payments__fen")
    )


def _rows(orders: list[Any]) -> list[BillRow]:
    worth = worth_of(orders)
    return [_row(order, worth[order.pk]) for order in orders]


def _row(order: Any, worth: Worth) -> BillRow:
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
        ordered_fen=bill.proposed_fen + bill.short_fen if bill else worth.cost_fen,
        short_fen=bill.short_fen if bill else worth.short_fen,
        agreed_fen=bill.fen if bill else None,
        why=bill.why if bill else "",
        paid_fen=order.paid or 0,
        missing=worth.missing,
    )
