"""What is agreed with a shop that we owe it, and what it is paid (R22, R40)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import AccountKind, PayMethod, PostingKind
from baogong.apps.money.policies import check_payment
from baogong.apps.money.services import Entry, Holder, Move, of_estate, post
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
    """Write down what a purchase order costs us, once. The same again is the same bill.

    Raises BillWithoutReason or BilledAlready.
    """
    order = locks.lock_one(PurchaseOrder.objects.select_related("round"), key=order_id)
    if known := ShopBill.objects.filter(purchase_order=order).first():
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
    purchases = of_estate(AccountKind.PURCHASES, order.round.estate_id)
    move = Move(purchases, _shop(order), fen)
    post([Entry(PostingKind.BILL, bill, (move,), actor.audit_name, now)])
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
        bill=order.bill,
        fen=paid.fen,
        method=paid.method,
        reference=paid.reference,
        paid_by=actor,
        occurred_at=now,
    )
    kind = AccountKind.SAFE if paid.method == PayMethod.CASH else AccountKind.BANK
    move = Move(_shop(order), of_estate(kind, order.round.estate_id), paid.fen)
    post([Entry(PostingKind.SETTLED, payment, (move,), actor.audit_name, now)])
    audit.record([audit.Act("bill.paid", payment, actor, now, {"fen": paid.fen})])


def _shop(order: PurchaseOrder) -> Holder:
    return Holder(AccountKind.SUPPLIER, order.round.estate_id, supplier_id=order.supplier_id)
