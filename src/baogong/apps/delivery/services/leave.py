"""Somebody of another grid may carry a crate, because the grid leader says so (R58)."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.delivery.errors import CrateGone, LeaveReasonMissing
from baogong.apps.delivery.models import CrateLeave, Run, Takeover
from baogong.apps.sorting.models import Crate
from baogong.plumbing import audit, locks


@transaction.atomic
def give_leave(
    *, crate_id: int, officer_id: int, reason: str, actor: User, now: datetime
) -> CrateLeave:
    """Let an officer carry a crate over the border of its grid. Twice is the same as once.

    Raises LeaveReasonMissing, or CrateGone while somebody carries it.
    """
    crate = locks.lock_one(Crate.objects.all(), key=crate_id)
    if not reason.strip():
        raise LeaveReasonMissing
    run = Run.objects.filter(crate=crate).first()
    if run and not Takeover.objects.filter(run=run, closed_at=None).exists():
        raise CrateGone(code=crate.code)
    leave, made = CrateLeave.objects.get_or_create(
        crate=crate,
        officer_id=officer_id,
        defaults={"reason": reason, "given_by": actor, "given_at": now},
    )
    if made:
        audit.record([audit.Act("crate.leave_given", leave, actor, now)])
    return leave
