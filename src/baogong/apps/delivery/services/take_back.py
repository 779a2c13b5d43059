"""What an officer could not hand out comes back to the depot, by count."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence
from baogong.apps.custody.models import Handoff, Holder
from baogong.apps.custody.services import Exchange, hand_over, person, returns_shelf, site
from baogong.apps.delivery.enums import Result, ReturnReason
from baogong.apps.delivery.errors import NothingToTakeBack
from baogong.apps.delivery.events import BagsTakenBack
from baogong.apps.delivery.models import Attempt, Run, Takeover, UnitReturn
from baogong.apps.delivery.services.held import left_with
from baogong.plumbing import audit, events, locks


@transaction.atomic
def take_back(
    *, key: UUID, run_id: int, counted: int, actor: User, now: datetime
) -> list[UnitReturn]:
    """Put every unit that the officer still holds on the returns shelf, and the crate back.

    ``counted`` units were seen; a difference opens a discrepancy, also where the officer should
    have none left. The same key again returns the same rows. Raises NothingToTakeBack.
    """
    run = locks.lock_one(Run.objects.select_related("crate__wave", "officer"), key=run_id)
    if repeated := Handoff.objects.filter(key=key).first():
        return list(UnitReturn.objects.filter(handoff=repeated))
    Takeover.objects.filter(run=run, closed_at=None).update(closed_at=now)
    officer = person(run.officer_id)
    units = left_with(officer, run)
    depot_id = run.crate.wave.depot_id
    if not units:
        if not _crate_back(run, officer, key=key, counted=counted, actor=actor, now=now):
            raise NothingToTakeBack
        return []
    _crate_back(run, officer, key=uuid4(), counted=0, actor=actor, now=now)
    exchange = _exchange(key, officer, returns_shelf(depot_id), depot_id, actor, now)
    handoff = hand_over([unit.pk for unit in units], exchange=exchange, counted=counted, now=now)
    reasons = _reasons(run)
    returns = UnitReturn.objects.bulk_create(
        UnitReturn(
            run=run,
            unit=unit,
            handoff=handoff,
            reason=reasons.get(unit.pk, ReturnReason.NOT_TRIED),
            returned_at=now,
        )
        for unit in units
    )
    audit.record([audit.Act("bags.taken_back", run, actor, now, {"bags": len(units)})])
    events.publish(BagsTakenBack(tuple(row.pk for row in returns)))
    return returns


def _crate_back(
    run: Run, officer: Holder, *, key: UUID, counted: int, actor: User, now: datetime
) -> bool:
    """Put the empty crate back at the depot; False when it was back already.

    ``counted``: bags that were seen in it, of none expected.
    """
    unit = run.crate.unit
    if unit is None or unit.holder_id != officer.pk:
        return False
    depot_id = run.crate.wave.depot_id
    exchange = _exchange(key, officer, site(depot_id), depot_id, actor, now)
    hand_over([unit.pk], exchange=exchange, counted=counted, expected=0, now=now)
    return True


def _exchange(
    key: UUID, giver: Holder, receiver: Holder, depot_id: int, actor: User, now: datetime
) -> Exchange:
    return Exchange(
        key=key,
        giver=giver,
        receiver=receiver,
        place_id=depot_id,
        evidence=Evidence.COUNT,
        recorded_by=actor,
        occurred_at=now,
    )


def _reasons(run: Run) -> dict[int, ReturnReason]:
    """The last tap that stands, by unit."""
    taps = Attempt.objects.filter(run=run, reversed_by=None).exclude(result=Result.UNDONE)
    latest = taps.order_by("occurred_at", "pk").values_list("unit", "result")
    return {unit_id: ReturnReason(result) for unit_id, result in latest if result != Result.GIVEN}
