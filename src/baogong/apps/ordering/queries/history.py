"""What happened to an order, from the audit log, with the names of the staff."""

from dataclasses import dataclass
from datetime import datetime

from baogong.apps.accounts.models import User
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
