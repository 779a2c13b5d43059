"""What is agreed with a shop that we owe it, and what it is paid (R22, R40)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import AccountKind, PayMethod, PostingKind
from baogong.apps.money.policies import check_payment, check_reversal
from baogong.apps.money.services import Entry, Holder, Move, of_estate, post, reverse_row
from baogong.apps.procurement import policies
from baogong.apps.procurement.errors import BilledAlready
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, ShopPayment
from baogong.apps.procurement.queries.bills import bill_row
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class ShopPaid:
    """Money that goes to a shop from the safe or by transfer."""

    fen: int
    method: PayMethod
    reference: str = ""


@transaction.atomic
def agree_bill(*, order_id: int, fen: int, why: str, actor: User, now: datetime) -> ShopBill:
    """Write down what a purchase order costs us. The same again is the same bill, another one can
    be agreed once it was taken back.

    Raises BillWithoutReason or BilledAlready.
    """
    order = locks.lock_one(PurchaseOrder.objects.select_related("round"), key=order_id)
    if known := _standing(order).first():
        if known.fen != fen:
            raise BilledAlready(number=order.number)
        return known
    row = bill_row(order_id=order_id)
    policies.check_bill(fen, proposed_fen=row.proposed_fen, why=why)
    bill = ShopBill.objects.create(
        purchase_order=order,
        proposed_fen=row.proposed_fen,
        short_fen=row.short_fen,
        fen=fen,
        why=why if fen != row.proposed_fen else "",
        agreed_by=actor,
        agreed_at=now,
    )
    post([Entry(PostingKind.BILL, bill, (_owed(bill),), actor.audit_name, now)])
    audit.record([audit.Act("bill.agreed", bill, actor, now, {"fen": fen})])
    return bill


@transaction.atomic
def pay_shop(paid: ShopPaid, *, order_id: int, key: UUID, actor: User, now: datetime) -> None:
    """Pay some or all of a bill; the same key again pays nothing more.

    Raises NotBilled, NothingPaid, ReferenceMissing, MoreThanOwed or SafeHoldsLess.
    """
    order = locks.lock_one(PurchaseOrder.objects.select_related("round"), key=order_id)
    if ShopPayment.objects.filter(key=key).exists():
        return
    row = bill_row(order_id=order_id)
    check_payment(paid.fen, method=paid.method, reference=paid.reference)
    policies.check_shop_payment(paid.fen, agreed=row.agreed_fen is not None, left_fen=row.left_fen)
    payment = ShopPayment.objects.create(
        key=key,
        bill=_standing(order).get(),
        fen=paid.fen,
        method=paid.method,
        reference=paid.reference,
        paid_by=actor,
        occurred_at=now,
    )
    post([Entry(PostingKind.SETTLED, payment, (_paid(payment),), actor.audit_name, now)])
    audit.record([audit.Act("bill.paid", payment, actor, now, {"fen": paid.fen})])


@transaction.atomic
def reverse_bill(*, bill_id: int, why: str, actor: User, now: datetime) -> None:
    """Take back what was agreed by mistake, so that it can be agreed anew.

    Raises UndoneAlready, BillPaid or WhyMissing.
    """
    _lock_order(bills=bill_id)
    bill = ShopBill.objects.select_related("purchase_order__round").get(pk=bill_id)
    standing = bill.payments.filter(reversed_at=None)
    paid_fen = standing.aggregate(fen=Sum("fen"))["fen"] or 0
    policies.check_bill_reversal(bill, paid_fen=paid_fen, why=why)
    reverse_row(bill, [_owed(bill)], why=why, actor=actor, now=now)
    audit.record([audit.Act("bill.reversed", bill, actor, now, {"fen": bill.fen})])


@transaction.atomic
def reverse_shop_payment(*, payment_id: int, why: str, actor: User, now: datetime) -> None:
    """Take back a payment to a shop that was written down by mistake: it is owed again.

    Raises UndoneAlready or WhyMissing.
    """
    _lock_order(bills__payments=payment_id)
    payment = ShopPayment.objects.select_related("bill__purchase_order__round").get(pk=payment_id)
    check_reversal(payment, why=why)
    reverse_row(payment, [_paid(payment)], why=why, actor=actor, now=now)
    audit.record([audit.Act("bill.payment_reversed", payment, actor, now, {"fen": payment.fen})])


def _lock_order(**what: int) -> None:
    """The purchase order of a bill or a payment, as for agreeing and paying."""
    order_id = PurchaseOrder.objects.values_list("pk", flat=True).get(**what)
    locks.lock_one(PurchaseOrder.objects.all(), key=order_id)


def _standing(order: PurchaseOrder) -> QuerySet[ShopBill]:
    return ShopBill.objects.filter(purchase_order=order, reversed_at=None)


def _owed(bill: ShopBill) -> Move:
    order = bill.purchase_order
    return Move(of_estate(AccountKind.PURCHASES, order.round.estate_id), _shop(order), bill.fen)


def _paid(payment: ShopPayment) -> Move:
    order = payment.bill.purchase_order
    kind = AccountKind.SAFE if payment.method == PayMethod.CASH else AccountKind.BANK
    return Move(_shop(order), of_estate(kind, order.round.estate_id), payment.fen)


def _shop(order: PurchaseOrder) -> Holder:
    return Holder(AccountKind.SUPPLIER, order.round.estate_id, supplier_id=order.supplier_id)
