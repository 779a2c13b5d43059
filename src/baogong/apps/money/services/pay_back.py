"""Credit of many households that goes back to them at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import PayMethod
from baogong.apps.money.models import Payment
from baogong.apps.money.queries.balances import household_balances
from baogong.apps.money.services.payments import (
    Paid,
    Till,
    check_number,
    payment_row,
    write_payments,
)
from baogong.apps.money.services.refund_queue import queue_refunds
from baogong.apps.money.services.refunds import order_refunds
from baogong.apps.places.models import Place
from baogong.plumbing import locks


@transaction.atomic
def pay_back(
    households: Collection[int], *, till: Till, key: UUID, actor: User, now: datetime
) -> int:
    """Pay each of these households back what it has to its credit; return the fen in all.

    By phone it is put under way, as far as it was paid by phone. The same key again pays nothing
    more. Who has no credit left is passed over. Raises ReferenceMissing, ReferenceKnown or
    HandsHoldLess.
    """
    if till.method is PayMethod.WECHAT:
        fen = order_refunds(dict.fromkeys(households, 0), key=key, actor=actor, now=now)
        queue_refunds()
        return fen
    locks.lock_rows(Place.objects.all(), keys=households)
    keys = {door_id: uuid5(key, str(door_id)) for door_id in sorted(households)}
    paid = set(Payment.objects.filter(key__in=keys.values()).values_list("household", flat=True))
    balances = household_balances(keys.keys() - paid)
    payments = [
        payment_row(
            Paid(door_id, -fen, till, is_back=True), key=keys[door_id], actor=actor, now=now
        )
        for door_id, fen in sorted(balances.items())
        if fen < 0
    ]
    for payment in payments:
        policies.check_payment(payment.fen, method=till.method, reference=till.reference)
    if payments:
        check_number(till)
    write_payments(payments, actor=actor)
    return sum(payment.fen for payment in payments)
