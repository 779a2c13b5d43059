"""Every time that a unit changed hands."""

from dataclasses import dataclass
from datetime import datetime

from baogong.apps.custody.models import HandoffUnit
from baogong.apps.custody.queries.discrepancies import holder_name


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """Giver (empty: the label was stuck on there) and receiver as people call them."""

    at: datetime
    giver: str
    receiver: str
    evidence: str


def handoffs_of(unit_code: str) -> list[HandoffRow]:
    """The chain of a unit that a gate let through, oldest first. One query."""
    lines = HandoffUnit.objects.filter(unit__code=unit_code).select_related(
        "handoff__giver__user",
        "handoff__giver__place",
        "handoff__receiver__user",
        "handoff__receiver__place",
    )
    return [
        HandoffRow(
            at=line.handoff.occurred_at,
            giver=holder_name(line.handoff.giver),
            receiver=holder_name(line.handoff.receiver),
            evidence=line.handoff.get_evidence_display(),
        )
        for line in lines.order_by("pk")
    ]
