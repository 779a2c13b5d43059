"""Orders of a round that look as if a program had sent them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from baogong.apps.ordering.enums import Sign
from baogong.apps.ordering.models import Ask, Order
from baogong.plumbing.models import AuditEntry


@dataclass(frozen=True, slots=True)
class SignRow:
    """An act of a door, by the id that its order and its ask share."""

    id: int
    is_ask: bool
    door: str
    sign: Sign
    at: datetime


def signs_in_round(*, round_id: int) -> list[SignRow]:
    """The latest first. One query."""
    order, ask = (
        Subquery(
            kind.objects.filter(round=round_id, pk=OuterRef("subject_id")).values(
                "household__label"
            )
        )
        for kind in (Order, Ask)
    )
    entries = AuditEntry.objects.filter(action="order.looks_automated")
    marked = entries.annotate(door=Coalesce(order, ask)).exclude(door=None)
    return [
        SignRow(
            id=entry.subject_id,
            is_ask=entry.subject_type == Ask._meta.label_lower,
            door=entry.door,
            sign=Sign(entry.data["sign"]),
            at=entry.occurred_at,
        )
        for entry in marked.order_by("-pk")
    ]
