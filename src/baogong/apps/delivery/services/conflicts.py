"""A clerk looks at a report from the field that did not fit, and says what became of it."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.delivery.models import FieldConflict
from baogong.plumbing import audit, locks


@transaction.atomic
def settle_conflict(*, conflict_id: int, note: str, actor: User, now: datetime) -> None:
    """Close a conflict with a note. Twice is the same as once; the first note stands."""
    conflict = locks.lock_one(FieldConflict.objects.all(), key=conflict_id)
    if conflict.settled_at is not None:
        return
    conflict.settled_at = now
    conflict.settled_by = actor
    conflict.note = note
    conflict.save(update_fields=["settled_at", "settled_by", "note"])
    audit.record([audit.Act("conflict.settled", conflict, actor, now)])
