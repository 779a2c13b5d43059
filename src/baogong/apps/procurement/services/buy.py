"""A closed round becomes one purchase order for each of its suppliers."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import OrderLine, Round
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.errors import AlreadyReceived, NotOrdered
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine
from baogong.plumbing import audit, locks


@transaction.atomic
def order_goods(*, round_id: int, now: datetime) -> list[PurchaseOrder]:
    """Explode a closed round's packages into goods and write the purchase orders, once."""
    locks.lock_one(Round.objects.exclude(closed_at=None), key=round_id)
    if PurchaseOrder.objects.filter(round=round_id).exists():
        return []
    wanted = _wanted(round_id)
    purchase_orders = PurchaseOrder.objects.bulk_create(
        PurchaseOrder(round_id=round_id, supplier_id=supplier_id, sent_at=now)
        for supplier_id in sorted({supplier_id for supplier_id, _ in wanted})
    )
    order_of = {order.supplier_id: order for order in purchase_orders}
    PurchaseOrderLine.objects.bulk_create(
        PurchaseOrderLine(purchase_order=order_of[supplier_id], good_id=good_id, quantity=quantity)
        for (supplier_id, good_id), quantity in sorted(wanted.items())
    )
    audit.record(
        audit.Act("purchase_order.sent", order, audit.SYSTEM, now) for order in purchase_orders
    )
    return purchase_orders


def _wanted(round_id: int) -> Counter[tuple[int, int]]:
    """Pieces or grams by (supplier, good), from the live orders of the round. One query."""
    rows = (
        OrderLine.objects.filter(order__round=round_id, order__canceled_at=None)
        .values_list("listing__supplier", "listing__items__good")
        .annotate(sum=Sum(F("quantity") * F("listing__items__quantity")))
    )
    return Counter({(supplier_id, good_id): total for supplier_id, good_id, total in rows})


@transaction.atomic
def confirm_purchase_order(
    *, purchase_order_id: int, expected_at: datetime | None = None, actor: User, now: datetime
) -> None:
    """The shop says that it will bring this, and when. Twice is the same as once."""
    order = locks.lock_one(PurchaseOrder.objects.all(), key=purchase_order_id)
    if order.state != PurchaseState.SENT:
        return
    order.state = PurchaseState.CONFIRMED
    order.confirmed_at = now
    order.expected_at = expected_at
    order.save(update_fields=["state", "confirmed_at", "expected_at"])
    audit.record([audit.Act("purchase_order.confirmed", order, actor, now)])


@transaction.atomic
def report_out(
    *,
    purchase_order_id: int,
    available: Mapping[int, int],
    note: str,
    actor: User,
    now: datetime,
) -> None:
    """The shop has only so many pieces or grams of some goods (by good); the rest it will bring.

    What it said before is replaced. Raises AlreadyReceived, or NotOrdered for a good or an amount
    that was not ordered; then nothing changes.
    """
    order = locks.lock_one(PurchaseOrder.objects.all(), key=purchase_order_id)
    if order.state == PurchaseState.RECEIVED:
        raise AlreadyReceived(number=order.number)
    lines = {line.good_id: line for line in order.lines.all()}
    if any(
        good not in lines or not 0 <= quantity < lines[good].quantity
        for good, quantity in available.items()
    ):
        raise NotOrdered
    for good_id, line in lines.items():
        line.available = available.get(good_id)
    PurchaseOrderLine.objects.bulk_update(lines.values(), ["available"])
    order.note = note
    order.save(update_fields=["note"])
    short = {str(good): lines[good].quantity - quantity for good, quantity in available.items()}
    audit.record([audit.Act("purchase_order.short", order, actor, now, {"short": short})])
