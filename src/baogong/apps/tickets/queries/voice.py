"""What a household has said of an order, and may still say."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.tickets.models import Feedback
from baogong.apps.tickets.policies import can_report
from baogong.apps.tickets.queries.orders import OrderGood, goods_of_order, standing_of


@dataclass(frozen=True, slots=True)
class OrderVoice:
    """``goods``: what can be reported or called stale."""

    can_report: bool
    can_rate: bool
    goods: tuple[OrderGood, ...]


def order_voice(*, order_id: int, now: datetime) -> OrderVoice:
    """For an order that has passed its gate. At most six queries."""
    order = Order.objects.select_related("round").get(pk=order_id)
    standing = standing_of(order)
    may_report = can_report(standing, today=timezone.localdate(now))
    rated = Feedback.objects.filter(order=order).exists()
    return OrderVoice(
        can_report=may_report,
        can_rate=standing.delivered and not rated,
        goods=tuple(goods_of_order(order_id=order.pk)) if may_report else (),
    )
