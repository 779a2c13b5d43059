"""Labels come into the world, and change hands: one row for each handoff and each unit in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody import policies
from baogong.apps.custody.enums import Evidence, UnitKind
from baogong.apps.custody.models import Discrepancy, Handoff, HandoffUnit, Holder, Unit
from baogong.plumbing import locks


@dataclass(frozen=True, slots=True)
class Label:
    """A label about to be stuck on: kind, code, and the place that it is bound for."""

    kind: UnitKind
    code: str
    destination_id: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One change of hands as it was seen in the field. ``key`` is made by the device."""

    key: UUID
    giver: Holder | None
    receiver: Holder
    place_id: int
    evidence: Evidence
    recorded_by: User | None
    occurred_at: datetime


@transaction.atomic
def open_units(labels: Sequence[Label], *, exchange: Exchange) -> list[Unit]:
    """Stick labels on: each becomes a unit in the receiver's hands."""
    units = Unit.objects.bulk_create(
        Unit(
            kind=label.kind,
            code=label.code,
            destination_id=label.destination_id,
            holder=exchange.receiver,
            opened_at=exchange.occurred_at,
        )
        for label in labels
    )
    _write(exchange, units=units, counted=len(units))
    return units


@transaction.atomic
def hand_over(
    unit_ids: Sequence[int],
    *,
    exchange: Exchange,
    counted: int,
    expected: int | None = None,
    now: datetime,
) -> Handoff:
    """Move units from giver to receiver; the same key again returns the first handoff.

    ``counted`` is what the receiver counted; ``expected`` what the giver said (default: the number
    of units). A difference opens a discrepancy between the two, and the handoff stands.
    Raises NotHolding when one of the units is not in the giver's hands, and OtherHandoff when the
    key belongs to another handoff; then nothing moves.
    """
    units = locks.lock_rows(Unit.objects.all(), keys=unit_ids)
    if repeated := Handoff.objects.filter(key=exchange.key).first():
        policies.check_same_handoff(
            repeated, giver=exchange.giver, receiver=exchange.receiver, unit_ids=unit_ids
        )
        return repeated
    policies.check_holds(exchange.giver, units=list(units.values()))
    Unit.objects.filter(pk__in=units).update(holder=exchange.receiver)
    handoff = _write(exchange, units=list(units.values()), counted=counted)
    expected = len(units) if expected is None else expected
    if counted != expected:
        Discrepancy.objects.create(
            handoff=handoff, expected=expected, counted=counted, opened_at=now
        )
    return handoff


def _write(exchange: Exchange, *, units: Sequence[Unit], counted: int) -> Handoff:
    handoff = Handoff.objects.create(
        key=exchange.key,
        giver=exchange.giver,
        receiver=exchange.receiver,
        place_id=exchange.place_id,
        counted=counted,
        evidence=exchange.evidence,
        recorded_by=exchange.recorded_by,
        occurred_at=exchange.occurred_at,
    )
    HandoffUnit.objects.bulk_create(HandoffUnit(handoff=handoff, unit=unit) for unit in units)
    return handoff
