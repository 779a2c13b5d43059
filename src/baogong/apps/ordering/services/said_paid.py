"""What a chain says is paid, and is not."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries.said_paid import asks_saying_paid
from baogong.plumbing import audit, locks


@transaction.atomic
def deny_paid(*, order_id: int, actor: User, now: datetime) -> None:
    """Nothing came for an order that its chain says is paid: it is asked for like any other.

    Twice is once.
    """
    order = locks.lock_one(Order.objects.all(), key=order_id)
    if asks_saying_paid(order).update(paid_denied_at=now):
        audit.record([audit.Act("order.paid_denied", order, actor, now)])
