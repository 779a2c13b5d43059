"""What this app does when apps below it speak."""

from baogong.apps.ordering.events import RoundClosed
from baogong.apps.procurement.jobs import order_round_goods
from baogong.plumbing.events import handles


@handles(RoundClosed)
def buy(event: RoundClosed, event_id: int) -> None:
    order_round_goods.configure(queueing_lock=f"buy:{event_id}").defer(round_id=event.round_id)
