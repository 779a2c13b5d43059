"""Levels and rules change from a moment on; a mistake is taken back by another row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.control import policies
from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.models import Change, MovementChange, ZoneChange
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks

ChangeT = TypeVar("ChangeT", bound=Change)


@dataclass(frozen=True, slots=True)
class Basis:
    """From when something holds, who decided it, and the number of the paper, if there is one."""

    starts_at: datetime
    authority: str
    document_no: str = ""


@transaction.atomic
def change_level(
    *, place: Place, level: ZoneLevel, basis: Basis, actor: User, now: datetime
) -> ZoneChange:
    """Let a control level hold from a moment on. Raises AuthorityMissing."""
    fields = _fields(place, basis, actor=actor, now=now)
    change = ZoneChange.objects.create(level=level, **fields)
    audit.record([audit.Act("zone.changed", change, actor, now, {"level": level})])
    return change


@transaction.atomic
def change_rule(
    *, place: Place, rule: MovementRule, basis: Basis, actor: User, now: datetime
) -> MovementChange:
    """Let a movement rule hold from a moment on. Raises AuthorityMissing."""
    fields = _fields(place, basis, actor=actor, now=now)
    change = MovementChange.objects.create(rule=rule, **fields)
    audit.record([audit.Act("movement.changed", change, actor, now, {"rule": rule})])
    return change


@transaction.atomic
def reverse_change(change: ChangeT, *, reason: str, actor: User, now: datetime) -> ChangeT:
    """Take an entry back; what held before it holds again. Twice is the same as once.

    Raises ReasonMissing.
    """
    model = type(change)
    change = locks.lock_one(model._default_manager.all(), key=change.pk)
    policies.check_reason(reason)
    if known := model._default_manager.filter(reverses=change).first():
        return known
    reversal = model._default_manager.get(pk=change.pk)
    reversal.pk, reversal.reverses = None, change
    reversal.reason, reversal.recorded_by, reversal.recorded_at = reason, actor, now
    reversal.save(force_insert=True)
    audit.record([audit.Act("change.reversed", reversal, actor, now)])
    return reversal


def _fields(place: Place, basis: Basis, *, actor: User, now: datetime) -> dict[str, Any]:
    policies.check_authority(basis.authority)
    return {
        "place": place,
        "starts_at": basis.starts_at,
        "authority": basis.authority,
        "document_no": basis.document_no,
        "recorded_by": actor,
        "recorded_at": now,
    }
