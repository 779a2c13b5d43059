"""Where is my bag: five steps, of which the last one reached is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class BagStage(StrEnum):
    """The stages that a resident sees, in order."""

    ORDERED = "ordered"
    AT_GATE = "at_gate"
    SORTED = "sorted"
    AT_BUILDING = "at_building"
    AT_DOOR = "at_door"


LABELS = {
    BagStage.ORDERED: gettext_noop("Ordered"),
    BagStage.AT_GATE: gettext_noop("At the gate"),
    BagStage.SORTED: gettext_noop("Sorted"),
    BagStage.AT_BUILDING: gettext_noop("At your building"),
    BagStage.AT_DOOR: gettext_noop("At the door"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``at`` is when it was reached."""

    label: str
    state: StepState
    at: datetime | None = None


def bag_steps(reached: Mapping[BagStage, datetime]) -> list[Step]:
    """All five steps. The furthest one reached is ``NOW``, or ``DONE`` where it is the door."""
    stages = list(BagStage)
    furthest = max((stages.index(stage) for stage in reached), default=-1)
    return [
        Step(
            label=gettext(LABELS[stage]),
            state=_state(index, furthest, len(stages)),
            at=reached.get(stage),
        )
        for index, stage in enumerate(stages)
    ]


def _state(index: int, furthest: int, count: int) -> StepState:
    if index > furthest:
        return StepState.AHEAD
    if index == furthest < count - 1:
        return StepState.NOW
    return StepState.DONE
