"""Lines of the directory: a duty, its holder, its deputy (R6)."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Society
from baogong.apps.people.errors import DutyTaken
from baogong.apps.people.models import DutyEntry
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class DutyDetails:
    """What stands on a line."""

    duty: str
    society: Society
    organisation: str
    holder: str
    phone: str
    deputy: str
    deputy_phone: str


@transaction.atomic
def write_duty(
    details: DutyDetails,
    *,
    place: Place,
    actor: User,
    now: datetime,
    duty_id: int | None = None,
) -> DutyEntry:
    """Add a line, or change one; another holder is there again. Raises DutyTaken."""
    if duty_id is None:
        entry = DutyEntry(place=place)
    else:
        entry = locks.lock_one(DutyEntry.objects.all(), key=duty_id)
    if entry.holder != details.holder:
        entry.holder_gone_at = None
    for row in fields(details):
        setattr(entry, row.name, getattr(details, row.name))
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        raise DutyTaken from None
    audit.record([audit.Act("duty.written", entry, actor, now)])
    return entry


@transaction.atomic
def mark_holder(*, duty_id: int, gone: bool, actor: User, now: datetime) -> None:
    """Say that the holder is gone, so that the deputy answers, or is there again."""
    entry = locks.lock_one(DutyEntry.objects.all(), key=duty_id)
    if (entry.holder_gone_at is not None) == gone:
        return
    entry.holder_gone_at = now if gone else None
    entry.save(update_fields=["holder_gone_at"])
    action = "duty.holder_gone" if gone else "duty.holder_back"
    audit.record([audit.Act(action, entry, actor, now)])


@transaction.atomic
def remove_duty(*, duty_id: int, actor: User, now: datetime) -> None:
    """Take a line out of the directory."""
    entry = locks.lock_one(DutyEntry.objects.all(), key=duty_id)
    audit.record([audit.Act("duty.removed", entry, actor, now)])
    entry.delete()
