"""Errands: told from questions, passed to the grid leader when nobody answers in time, settled."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.tickets.intents import NewReply
from baogong.apps.tickets.models import Enquiry
from baogong.apps.tickets.services.enquiries import answer_enquiries, tell
from baogong.plumbing import audit, locks


@transaction.atomic
def escalate_overdue(now: datetime) -> int:
    """Pass errands whose deadline went by unanswered on to the grid leaders, each once; return how
    many. A sweep does it."""
    due = Enquiry.objects.filter(errand=True, reply=None, escalated_at=None, due_at__lte=now)
    rows = locks.lock_rows(due, keys=due.values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=rows).update(escalated_at=now)
    audit.record([audit.Act("enquiry.escalated", row, audit.SYSTEM, now) for row in rows.values()])
    return len(rows)


@transaction.atomic
def sort_enquiry(*, enquiry_id: int, errand: bool, actor: User, now: datetime) -> None:
    """Say that something is to be done, or that it was only a question; its deadline stays."""
    enquiry = locks.lock_one(Enquiry.objects.all(), key=enquiry_id)
    if enquiry.errand is not errand:
        enquiry.errand = errand
        enquiry.save(update_fields=["errand"])
        audit.record([audit.Act("enquiry.sorted", enquiry, actor, now, {"errand": errand})])


@transaction.atomic
def settle_errand(
    reply: NewReply, *, enquiry_id: int, told: bool, actor: User, now: datetime
) -> None:
    """Say what was done; ``told``: whoever asked knows it. Raises EnquiriesAnswered."""
    answer_enquiries(reply, enquiry_ids=[enquiry_id], actor=actor, now=now)
    if told:
        tell(enquiry_ids=[enquiry_id], actor=actor, now=now)
