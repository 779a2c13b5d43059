"""A household says how it found what came."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.models import Order
from baogong.apps.tickets import policies
from baogong.apps.tickets.intents import Verdict
from baogong.apps.tickets.models import Feedback, StaleGood
from baogong.apps.tickets.queries.orders import goods_of_order, standing_of
from baogong.plumbing import audit, locks


@transaction.atomic
def give_feedback(
    verdict: Verdict, *, order_id: int, actor: audit.Actor, now: datetime
) -> Feedback:
    """Take a rating in; the first one of an order stands.

    Raises NothingDelivered or NotOfOrder.
    """
    order = locks.lock_one(Order.objects.select_related("round"), key=order_id)
    if known := Feedback.objects.filter(order=order).first():
        return known
    policies.check_delivered(standing_of(order))
    ordered = {good.id for good in goods_of_order(order_id=order.pk)}
    policies.check_goods(verdict.stale_ids, ordered=ordered)
    feedback = Feedback.objects.create(
        order=order, freshness=verdict.freshness, price=verdict.price, given_at=now
    )
    StaleGood.objects.bulk_create(
        StaleGood(feedback=feedback, good_id=pk) for pk in sorted(verdict.stale_ids)
    )
    audit.record([audit.Act("feedback.given", feedback, actor, now)])
    return feedback
