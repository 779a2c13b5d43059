"""A closed round becomes one purchase order for each of its suppliers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Round
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.errors import AlreadyReceived, NotOrdered
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine
from baogong.apps.procurement.queries.needs import wanted_goods
from baogong.plumbing import audit, locks


@transaction.atomic
def order_goods(*, round_id: int, now: datetime) -> list[PurchaseOrder]:
    """Explode a closed round's packages into goods and write the purchase orders, once."""
    locks.lock_one(Round.objects.exclude(closed_at=None), key=round_id)
    if PurchaseOrder.objects.filter(round=round_id).exists():
        return []
    return _send(round_id, wanted_goods(round_id=round_id), now=now)


@transaction.atomic
def follow_corrections(*, round_id: int, now: datetime) -> None:
    """Let purchase orders that no shop has answered say again what the orders need.

    One that was confirmed, or of which the shop said that something is out or offered a swap,
    stays as the shop knows it, and ``changed_goods`` tells the difference. Nothing to do before
    goods are ordered.
    """
    ids = PurchaseOrder.objects.filter(round=round_id).values_list("pk", flat=True)
    found = locks.lock_rows(PurchaseOrder.objects.all(), keys=ids).values()
    if not found:
        return
    wanted = wanted_goods(round_id=round_id)
    known = {order.supplier_id for order in found}
    _send(round_id, {key: n for key, n in wanted.items() if key[0] not in known}, now=now)
    for order in found:
        if not _is_answered(order):
            order.lines.all().delete()
            _write_lines(wanted, order_of={order.supplier_id: order})


def _is_answered(order: PurchaseOrder) -> bool:
    is_out = order.lines.exclude(available=None).exists()
    return order.state != PurchaseState.SENT or is_out or order.swaps.exists()


def _send(
    round_id: int, wanted: Mapping[tuple[int, int], int], *, now: datetime
) -> list[PurchaseOrder]:
    purchase_orders = PurchaseOrder.objects.bulk_create(
        PurchaseOrder(round_id=round_id, supplier_id=supplier_id, sent_at=now)
        for supplier_id in sorted({supplier_id for supplier_id, _ in wanted})
    )
    _write_lines(wanted, order_of={order.supplier_id: order for order in purchase_orders})
    audit.record(
        audit.Act("purchase_order.sent", order, audit.SYSTEM, now) for order in purchase_orders
    )
    return purchase_orders


def _write_lines(
    wanted: Mapping[tuple[int, int], int], *, order_of: Mapping[int, PurchaseOrder]
) -> None:
    """Write the goods of the suppliers in ``order_of``."""
    PurchaseOrderLine.objects.bulk_create(
        PurchaseOrderLine(purchase_order=order_of[supplier_id], good_id=good_id, quantity=quantity)
        for (supplier_id, good_id), quantity in sorted(wanted.items())
        if supplier_id in order_of
    )


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
