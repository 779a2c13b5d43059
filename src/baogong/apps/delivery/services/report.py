"""Officers' taps at the doors. Refuses nothing: what does not fit is filed as a conflict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence, UnitKind
from baogong.apps.custody.errors import CustodyError
from baogong.apps.custody.models import Holder, Unit
from baogong.apps.custody.services import Exchange, door, hand_over, person
from baogong.apps.delivery.enums import ConflictReason, ProofKind, Result
from baogong.apps.delivery.models import Attempt, FieldConflict, Proof, RunUnit
from baogong.apps.delivery.reports import DoorReport, UnreadableReport, as_payload
from baogong.plumbing import locks


class Receipt(Enum):
    """What the server answers to one report; all three mean: received, forget it.

    What was filed is answered as a conflict again: the first answer may never have arrived.
    """

    RECORDED = "recorded"
    REPEATED = "repeated"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The server's receipt for one report."""

    key: UUID
    receipt: Receipt


def record_reports(
    reports: Iterable[DoorReport | UnreadableReport], *, officer: User, now: datetime
) -> list[Outcome]:
    """Apply reports in the order in which they happened, each in its own transaction."""
    ordered = sorted(reports, key=lambda r: r.occurred_at if isinstance(r, DoorReport) else now)
    return [Outcome(key=r.key, receipt=_record(r, officer=officer, now=now)) for r in ordered]


@transaction.atomic
def _record(report: DoorReport | UnreadableReport, *, officer: User, now: datetime) -> Receipt:
    if isinstance(report, UnreadableReport):
        return _file(report, None, ConflictReason.UNREADABLE, officer=officer, at=now)
    carried = Unit.objects.exclude(kind=UnitKind.CRATE).filter(code=report.bag_code)
    if (unit_id := carried.values_list("pk", flat=True).first()) is None:
        at = report.occurred_at
        return _file(report, None, ConflictReason.UNKNOWN_BAG, officer=officer, at=at)
    unit = locks.lock_one(Unit.objects.all(), key=unit_id)
    if Attempt.objects.filter(key=report.key).exists():
        return Receipt.REPEATED
    if FieldConflict.objects.filter(key=report.key).exists():
        return Receipt.CONFLICT
    if reason := _apply(report, unit=unit, officer=officer, now=now):
        return _file(report, unit, reason, officer=officer, at=report.occurred_at)
    return Receipt.RECORDED


def _apply(
    report: DoorReport, *, unit: Unit, officer: User, now: datetime
) -> ConflictReason | None:
    """Write the tap down and move the unit; or write nothing, and return why it cannot be."""
    on_this_run = RunUnit.objects.filter(run=report.run_id, run__officer=officer, unit=unit)
    if not on_this_run.exclude(unit__returns__run=report.run_id).exists():
        return ConflictReason.NOT_HOLDING
    if report.result == Result.UNDONE:
        return _undo(report, unit=unit, officer=officer, now=now)
    if undo := _undo_that_came_first(report.key):
        _pair(report, undo, unit=unit, officer=officer, now=now)
        return None
    if unit.holder_id != person(officer.pk).pk:
        return ConflictReason.NOT_HOLDING
    if report.result == Result.GIVEN:
        return _give(report, unit=unit, officer=officer, now=now)
    _attempt(report, unit=unit, officer=officer)
    return None


def _give(
    report: DoorReport, *, unit: Unit, officer: User, now: datetime
) -> ConflictReason | None:
    exchange = _exchange(report, person(officer.pk), door(unit.destination_id), unit, officer)
    try:
        hand_over([unit.pk], exchange=exchange, counted=1, now=now)
    except CustodyError:
        return ConflictReason.NOT_HOLDING
    attempt = _attempt(report, unit=unit, officer=officer)
    _prove(attempt, report)
    return None


def _prove(attempt: Attempt, report: DoorReport) -> None:
    Proof.objects.create(
        attempt=attempt,
        unit_id=attempt.unit_id,
        kind=ProofKind.TAP,
        end=report.end,
        occurred_at=report.occurred_at,
    )


def _undo(
    report: DoorReport, *, unit: Unit, officer: User, now: datetime
) -> ConflictReason | None:
    """Take back a tap that stands. A taking back cannot be taken back: one taps anew."""
    taps = Attempt.objects.filter(unit=unit, run=report.run_id, reversed_by=None)
    standing = {tap.key: tap for tap in taps.exclude(result=Result.UNDONE)}
    target = standing.get(report.reverses) if report.reverses else None
    if target is None:
        return ConflictReason.UNKNOWN_TARGET
    if target.result == Result.GIVEN:
        exchange = _exchange(report, door(unit.destination_id), person(officer.pk), unit, officer)
        try:
            hand_over([unit.pk], exchange=exchange, counted=1, now=now)
        except CustodyError:
            return ConflictReason.NOT_HOLDING
    _attempt(report, unit=unit, officer=officer, reverses=target)
    return None


def _undo_that_came_first(key: UUID) -> FieldConflict | None:
    filed = FieldConflict.objects.filter(reason=ConflictReason.UNKNOWN_TARGET, settled_at=None)
    return filed.filter(payload__reverses=str(key)).first()


def _pair(
    report: DoorReport, undo: FieldConflict, *, unit: Unit, officer: User, now: datetime
) -> None:
    """A tap and the taking back that overtook it cancel out: both are written, nothing moves."""
    target = _attempt(report, unit=unit, officer=officer)
    taken_back = replace(report, key=undo.key, result=Result.UNDONE, occurred_at=undo.occurred_at)
    _attempt(taken_back, unit=unit, officer=officer, reverses=target)
    undo.settled_at = now
    undo.save(update_fields=["settled_at"])


def _attempt(
    report: DoorReport, *, unit: Unit, officer: User, reverses: Attempt | None = None
) -> Attempt:
    return Attempt.objects.create(
        key=report.key,
        run_id=report.run_id,
        unit=unit,
        result=report.result,
        reverses=reverses,
        recorded_by=officer,
        occurred_at=report.occurred_at,
    )


def _exchange(
    report: DoorReport, giver: Holder, receiver: Holder, unit: Unit, officer: User
) -> Exchange:
    return Exchange(
        key=report.key,
        giver=giver,
        receiver=receiver,
        place_id=unit.destination_id,
        evidence=Evidence.TAP,
        recorded_by=officer,
        occurred_at=report.occurred_at,
    )


def _file(
    report: DoorReport | UnreadableReport,
    unit: Unit | None,
    reason: ConflictReason,
    *,
    officer: User,
    at: datetime,
) -> Receipt:
    payload = report.payload if isinstance(report, UnreadableReport) else as_payload(report)
    FieldConflict.objects.get_or_create(
        key=report.key,
        defaults={
            "reported_by": officer,
            "unit": unit,
            "reason": reason,
            "payload": payload,
            "occurred_at": at,
        },
    )
    return Receipt.CONFLICT
