"""What this app does when apps below it speak."""

from baogong.apps.ordering.events import OrderCorrected, RoundClosed
from baogong.apps.sorting.jobs import plan_round_wave
from baogong.apps.sorting.services import replan_order
from baogong.plumbing.events import handles


@handles(RoundClosed)
def plan(event: RoundClosed, event_id: int) -> None:
    plan_round_wave.configure(queueing_lock=f"plan:{event_id}").defer(round_id=event.round_id)


@handles(OrderCorrected)
def replan(event: OrderCorrected, _event_id: int) -> None:
    replan_order(order_id=event.order_id, new_order_id=event.new_order_id)
