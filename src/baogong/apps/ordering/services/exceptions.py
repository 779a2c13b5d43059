"""One household may have more of a package than others: who let it, why, and until when; and who
ended it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.errors import KeyReused
from baogong.apps.ordering.models import LimitException
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import EXCEPTION_DAYS
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Exemption:
    """``quantity`` more of a package in every round that is delivered ``until`` that day."""

    key: UUID
    package_id: int
    quantity: int
    until: date
    reason: str


@transaction.atomic
def except_from_limit(
    *, household_id: int, exemption: Exemption, actor: User, now: datetime
) -> LimitException:
    """Let one household have more of a package than its limit.

    The same key again is the same exception. Raises ExceptionInThePast, ExceptionTooLong,
    ExceptionWithoutReason or, where the key came with other content before, KeyReused.
    """
    policies.check_exception(
        until=exemption.until,
        reason=exemption.reason,
        today=timezone.localdate(now),
        most_days=int(setting(EXCEPTION_DAYS, place=Place.objects.get(pk=household_id), at=now)),
    )
    said = {
        "household_id": household_id,
        "package_id": exemption.package_id,
        "quantity": exemption.quantity,
        "until": exemption.until,
        "reason": exemption.reason.strip(),
    }
    exception, made = LimitException.objects.get_or_create(
        key=exemption.key, defaults=said | {"granted_by": actor, "granted_at": now}
    )
    if any(getattr(exception, name) != value for name, value in said.items()):
        raise KeyReused
    if made:
        facts = {"quantity": exemption.quantity, "until": exemption.until.isoformat()}
        audit.record([audit.Act("limit.excepted", exception, actor, now, facts)])
    return exception


@transaction.atomic
def end_exception(*, exception_id: int, actor: User, now: datetime) -> None:
    """What was ordered by it stays; from now on the limit holds again. Twice is the same as once.

    Waits for what the door just orders.
    """
    exception = LimitException.objects.get(pk=exception_id)
    locks.lock_rows(Place.objects.all(), keys=[exception.household_id])
    exception.refresh_from_db()
    if exception.ended_at is not None:
        return
    exception.ended_at, exception.ended_by = now, actor
    exception.save(update_fields=["ended_at", "ended_by"])
    audit.record([audit.Act("limit.exception_ended", exception, actor, now)])
