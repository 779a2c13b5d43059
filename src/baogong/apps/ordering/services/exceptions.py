"""One household may have more of a package than others: who let it, why, and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.errors import KeyReused
from baogong.apps.ordering.models import LimitException
from baogong.plumbing import audit


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

    The same key again is the same exception. Raises ExceptionInThePast, ExceptionWithoutReason
    or, where the key came with other content before, KeyReused.
    """
    today = timezone.localdate(now)
    policies.check_exception(until=exemption.until, reason=exemption.reason, today=today)
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
