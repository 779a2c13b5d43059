"""What shops are owed: by purchase order what it comes to, what was agreed and what was paid."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, ShopPayment
from baogong.apps.procurement.queries.worth import Worth, worth_of


@dataclass(frozen=True, slots=True)
class ShopPaymentRow:
    """Money that went to a shop; ``reversed_why``: it was taken back."""

    id: int
    fen: int
    method: str
    reference: str
    paid_by: str
    at: datetime
    reversed_why: str


@dataclass(frozen=True, slots=True)
class ReversedBill:
    """What had been agreed before, and why it was taken back."""

    fen: int
    agreed_by: str
    at: datetime
    reversed_why: str


@dataclass(frozen=True, slots=True)
class BillRow:
    """A purchase order: ``sold_fen`` at our prices, ``ordered_fen`` at the shop's costs, of those
    packages whose cost is known, else at our price. ``bill_id``: what stands
    agreed, None: nothing yet. ``payments``: also those that were taken back.

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
    bill_id: int | None
    agreed_fen: int | None
    why: str
    payments: tuple[ShopPaymentRow, ...]
    reversed_bills: tuple[ReversedBill, ...]
    missing: tuple[str, ...]

    @property
    def proposed_fen(self) -> int:
        return self.ordered_fen - self.short_fen

    @property
    def paid_fen(self) -> int:
        return sum(row.fen for row in self.payments if not row.reversed_why)

    @property
    def left_fen(self) -> int:
        return (self.agreed_fen or 0) - self.paid_fen


@dataclass(frozen=True, slots=True)
class ShopTotal:
    """What purchase orders come to together, of a shop or, where that is empty, of several.

    ``open_fen``: of those about which nothing is agreed yet.
    """

    shop: str
    orders: int
    ordered_fen: int
    short_fen: int
    agreed_fen: int
    paid_fen: int
    left_fen: int
    open_fen: int

    @property
    def proposed_fen(self) -> int:
        return self.ordered_fen - self.short_fen


def bill_rows(*, estate: Place) -> list[BillRow]:
    """An estate's last hundred purchase orders, the newest first. Eight queries, and one for each
    time that their rounds opened at."""
    found = PurchaseOrder.objects.filter(round__estate=estate).order_by("-pk")
    return _rows(list(_with_names(found)[:100]))


def bill_row(*, order_id: int) -> BillRow:
    """Nine queries."""
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
        open_fen=sum(row.proposed_fen for row in rows if row.agreed_fen is None),
    )


def bought_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> PurchaseOrder:
    """A purchase order of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    return only_visible(PurchaseOrder.objects.filter(inside).select_related("round"), pk=pk)


def shop_bill_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ShopBill:
    """A bill of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="purchase_order__round__estate__path")
    bills = ShopBill.objects.filter(inside).select_related("purchase_order__round")
    return only_visible(bills, pk=pk)


def shop_payment_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ShopPayment:
    """A payment to a shop of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="bill__purchase_order__round__estate__path")
    payments = ShopPayment.objects.filter(inside)
    return only_visible(payments.select_related("bill__purchase_order__round"), pk=pk)


def _with_names(orders: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
    payments = ShopPayment.objects.select_related("paid_by").order_by("-pk")
    bills = ShopBill.objects.select_related("agreed_by").order_by("-pk")
    return orders.select_related("supplier", "round").prefetch_related(
        Prefetch("bills", bills.prefetch_related(Prefetch("payments", payments)))
    )


def _rows(orders: list[PurchaseOrder]) -> list[BillRow]:
    worth = worth_of(orders)
    return [_row(order, worth[order.pk]) for order in orders]


def _row(order: PurchaseOrder, worth: Worth) -> BillRow:
    bills = list(order.bills.all())
    bill = next((bill for bill in bills if bill.reversed_at is None), None)
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
        bill_id=bill.pk if bill else None,
        agreed_fen=bill.fen if bill else None,
        why=bill.why if bill else "",
        payments=tuple(_payment(row) for bill in bills for row in bill.payments.all()),
        reversed_bills=tuple(_reversed(bill) for bill in bills if bill.reversed_at),
        missing=worth.missing,
    )


def _payment(row: ShopPayment) -> ShopPaymentRow:
    return ShopPaymentRow(
        id=row.pk,
        fen=row.fen,
        method=row.get_method_display(),
        reference=row.reference,
        paid_by=row.paid_by.name,
        at=row.occurred_at,
        reversed_why=row.reversed_why,
    )


def _reversed(bill: ShopBill) -> ReversedBill:
    return ReversedBill(bill.fen, bill.agreed_by.name, bill.agreed_at, bill.reversed_why)
