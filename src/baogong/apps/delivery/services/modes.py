"""How far bags are carried, decided for a place from a moment on (R94)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.control.policies import check_authority
from baogong.apps.control.services import Basis, reverse_change
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.errors import ModeReasonMissing, PointMissing
from baogong.apps.delivery.models import ModeChange
from baogong.apps.delivery.services.calls import call_doors, waves_around
from baogong.apps.places.models import Place
from baogong.plumbing import audit


@dataclass(frozen=True, slots=True)
class Decision:
    """A mode, its pickup point where households are called to one, and why."""

    mode: Mode
    reason: str
    point: Place | None = None


@transaction.atomic
def change_mode(
    *, place: Place, decision: Decision, basis: Basis, actor: User, now: datetime
) -> ModeChange:
    """Let a mode hold from a moment on; bags that are open follow it, doors are called anew.

    Raises AuthorityMissing, ModeReasonMissing or PointMissing.
    """
    check_authority(basis.authority)
    if not decision.reason.strip():
        raise ModeReasonMissing
    is_point = decision.mode is Mode.POINT
    if is_point and decision.point is None:
        raise PointMissing
    change = ModeChange.objects.create(
        place=place,
        mode=decision.mode,
        point=decision.point if is_point else None,
        reason=decision.reason,
        starts_at=basis.starts_at,
        authority=basis.authority,
        document_no=basis.document_no,
        recorded_by=actor,
        recorded_at=now,
    )
    audit.record([audit.Act("mode.changed", change, actor, now, {"mode": decision.mode})])
    call_doors(now, of_waves=waves_around([place.path]))
    return change


@transaction.atomic
def reverse_mode(change: ModeChange, *, reason: str, actor: User, now: datetime) -> ModeChange:
    """Take an entry back; what held before it holds again. Raises ReasonMissing."""
    reversal = reverse_change(change, reason=reason, actor=actor, now=now)
    call_doors(now, of_waves=waves_around([change.place.path]))
    return reversal
