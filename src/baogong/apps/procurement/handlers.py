"""What this app does when apps below it speak."""

from django.utils import timezone

from baogong.apps.ordering.events import OrderCorrected, RoundClosed
from baogong.apps.procurement.jobs import order_round_goods
from baogong.apps.procurement.services import follow_corrections
from baogong.plumbing.events import handles


@handles(RoundClosed)
def buy(event: RoundClosed, event_id: int) -> None:
    order_round_goods.configure(queueing_lock=f"buy:{event_id}").defer(round_id=event.round_id)


@handles(OrderCorrected)
def follow(event: OrderCorrected, _event_id: int) -> None:
    follow_corrections(round_id=event.round_id, now=timezone.now())
