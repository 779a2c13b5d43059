"""What happened to an order, from the audit log, with the names of the staff."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Correction
from baogong.plumbing.models import AuditEntry

SUBJECT = "ordering.order"


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One act. ``who`` is empty where the household's own card or the system did it."""

    action: str
    who: str
    by_card: bool
    at: datetime


def order_history(*, order_id: int) -> list[OrderEvent]:
    """The acts on an order, the newest first. Two queries."""
    entries = list(
        AuditEntry.objects.filter(subject_type=SUBJECT, subject_id=order_id).order_by("-pk")
    )
    names = User.objects.in_bulk(
        [int(entry.actor[5:]) for entry in entries if entry.actor.startswith("user:")]
    )
    users = {user.audit_name: user.name for user in names.values()}
    return [
        OrderEvent(
            action=entry.action,
            who=users.get(entry.actor, ""),
            by_card=entry.actor.startswith("card:"),
            at=entry.occurred_at,
        )
        for entry in entries
    ]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """Who put an order right, and why. ``old``, ``new``: ids; without ``new`` it fell away."""

    old: int
    new: int | None
    reason: str
    shop_agreed: bool
    who: str
    at: datetime


def corrections_of(*, order_id: int) -> list[CorrectionRow]:
    """The corrections that took an order away or made it, the older first. One query."""
    found = Correction.objects.filter(Q(order=order_id) | Q(new_order=order_id))
    return [
        CorrectionRow(
            old=row.order_id,
            new=row.new_order_id,
            reason=row.reason,
            shop_agreed=row.shop_agreed,
            who=row.corrected_by.name,
            at=row.occurred_at,
        )
        for row in found.select_related("corrected_by").order_by("pk")
    ]
