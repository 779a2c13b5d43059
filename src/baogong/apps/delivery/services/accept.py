"""An officer takes a crate from the depot, by count."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence
from baogong.apps.custody.services import Exchange, hand_over, person, site
from baogong.apps.delivery.errors import CrateGone, CrateNotClosed, OfficerAway
from baogong.apps.delivery.models import Run, RunUnit
from baogong.apps.delivery.queries.borders import check_border
from baogong.apps.people.services import is_away
from baogong.apps.sorting.models import Crate
from baogong.apps.sorting.policies import check_not_recalled
from baogong.apps.sorting.queries import recalled_codes
from baogong.plumbing import audit, locks


@transaction.atomic
def accept_crate(
    *, key: UUID, crate_id: int, counted: int, officer: User, occurred_at: datetime, now: datetime
) -> Run:
    """Move a closed crate and what is in it into the officer's hands; their run begins.

    The officer's own count is recorded; a difference opens a discrepancy with the depot.
    The same officer again gets the same run. Raises CrateNotClosed, CrateGone, OfficerAway,
    GoodsRecalled where something in it was called back, or OtherGrid and OutsideGrid where a rule
    closes the crate's grid to the officer.
    """
    crate = locks.lock_one(Crate.objects.select_related("wave", "entrance"), key=crate_id)
    if run := Run.objects.filter(crate=crate).first():
        if run.officer_id != officer.pk:
            raise CrateGone(code=crate.code)
        return run
    if crate.unit_id is None:
        raise CrateNotClosed(code=crate.code)
    if is_away(officer):
        raise OfficerAway
    check_border(crate, officer=officer, now=now)
    inside = list(crate.contents.order_by("unit").values_list("unit", flat=True))
    check_not_recalled(recalled_codes(inside))
    exchange = Exchange(
        key=key,
        giver=site(crate.wave.depot_id),
        receiver=person(officer.pk),
        place_id=crate.wave.depot_id,
        evidence=Evidence.COUNT,
        recorded_by=officer,
        occurred_at=occurred_at,
    )
    unit_ids = [crate.unit_id, *inside]
    hand_over(unit_ids, exchange=exchange, counted=counted, expected=len(inside), now=now)
    run = Run.objects.create(
        crate=crate, officer=officer, entrance_id=crate.entrance_id, started_at=occurred_at
    )
    RunUnit.objects.bulk_create(RunUnit(run=run, unit_id=unit_id) for unit_id in inside)
    audit.record([audit.Act("crate.accepted", run, officer, occurred_at, {"counted": counted})])
    return run
