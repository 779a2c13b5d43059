"""The step bar of an order, from what the ledgers say of it."""

from baogong.apps.delivery.queries import OrderTrack
from baogong.web.components.steps import BagStage, Step, bag_steps


def steps_of(track: OrderTrack) -> list[Step]:
    """A stage is reached when everything of the order has reached it."""
    times = {
        BagStage.ORDERED: track.ordered_at,
        BagStage.AT_GATE: track.gate_at,
        BagStage.SORTED: track.sorted_at,
        BagStage.AT_BUILDING: track.building_at,
        BagStage.AT_DOOR: track.door_at,
    }
    return bag_steps({stage: at for stage, at in times.items() if at is not None})
