"""Counting again after giver and receiver differed."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.errors import AlreadySettled
from baogong.apps.custody.models import Discrepancy
from baogong.plumbing import audit, locks


@transaction.atomic
def settle_discrepancy(
    *, discrepancy_id: int, found: int, note: str, actor: User, now: datetime
) -> None:
    """Say what a second count found. Raises AlreadySettled.

    A bag that stays missing is not settled here: its next scan or its absence at the door is an
    entry of its own.
    """
    discrepancy = locks.lock_one(Discrepancy.objects.all(), key=discrepancy_id)
    if discrepancy.settled_at is not None:
        raise AlreadySettled
    discrepancy.settled_at = now
    discrepancy.settled_by = actor
    discrepancy.found = found
    discrepancy.note = note
    discrepancy.save(update_fields=["settled_at", "settled_by", "found", "note"])
    audit.record([audit.Act("discrepancy.settled", discrepancy, actor, now, {"found": found})])
