"""Goods that nobody may eat are called back, door by door."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.errors import RecalledAlready
from baogong.apps.inventory.models import Lot, Recall, RecallAnswer
from baogong.plumbing import audit, locks


@transaction.atomic
def recall_lot(*, lot_id: int, reason: str, actor: User, now: datetime) -> Recall:
    """Call a lot back: what is left of it stays on the shelf. Raises RecalledAlready.

    Packing takes the lot's lock too, so nothing of it is packed after this.
    """
    lot = locks.lock_one(Lot.objects.all(), key=lot_id)
    if Recall.objects.filter(lot=lot).exists():
        raise RecalledAlready
    recall = Recall.objects.create(lot=lot, reason=reason, called_by=actor, called_at=now)
    audit.record([audit.Act("lot.recalled", lot, actor, now, {"left": lot.on_hand})])
    return recall


@transaction.atomic
def answer_recall(
    *,
    key: UUID,
    recall: Recall,
    household_id: int,
    outcome: RecallOutcome,
    actor: User,
    now: datetime,
) -> None:
    """Write down what came of asking a door. The same key again changes nothing."""
    answer, made = RecallAnswer.objects.get_or_create(
        key=key,
        defaults={
            "recall": recall,
            "household_id": household_id,
            "outcome": outcome,
            "recorded_by": actor,
            "occurred_at": now,
        },
    )
    if made:
        audit.record([audit.Act("recall.answered", answer, actor, now, {"outcome": outcome})])
