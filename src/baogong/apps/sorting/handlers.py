"""What this app does when apps below it speak."""

from baogong.apps.ordering.events import RoundClosed
from baogong.apps.sorting.jobs import plan_round_wave
from baogong.plumbing.events import handles


@handles(RoundClosed)
def plan(event: RoundClosed, event_id: int) -> None:
    plan_round_wave.configure(queueing_lock=f"plan:{event_id}").defer(round_id=event.round_id)
