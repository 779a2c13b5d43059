"""Another officer carries on where one has to stay away: by count, nothing is forgotten."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence
from baogong.apps.custody.models import Handoff
from baogong.apps.custody.services import Exchange, hand_over, person
from baogong.apps.delivery.errors import NotOffered, OfficerAway
from baogong.apps.delivery.models import Run, RunUnit, Takeover
from baogong.apps.delivery.queries.borders import check_border
from baogong.apps.delivery.services.held import left_with
from baogong.apps.people.services import is_away
from baogong.plumbing import audit, locks


@transaction.atomic
def take_over(*, key: UUID, run_id: int, counted: int, officer: User, now: datetime) -> Run:
    """Move what the run's officer still holds, and the run, to another officer.

    ``counted`` bags were seen; a difference opens a discrepancy between the two. Taps that the
    first officer made before and sends later are filed for a clerk. The same key again returns the
    same run. Raises NotOffered, OfficerAway, OtherGrid or OutsideGrid.
    """
    runs = Run.objects.select_related("crate__wave", "crate__entrance")
    run = locks.lock_one(runs, key=run_id)
    if Handoff.objects.filter(key=key).exists() and run.officer_id == officer.pk:
        return run
    offer = Takeover.objects.filter(run=run, closed_at=None).first()
    if offer is None or run.officer_id == officer.pk:
        raise NotOffered
    if is_away(officer):
        raise OfficerAway
    check_border(run.crate, officer=officer, now=now)
    giver, receiver = person(run.officer_id), person(officer.pk)
    units = left_with(giver, run)
    crate_unit = run.crate.unit
    crate = [crate_unit.pk] if crate_unit and crate_unit.holder_id == giver.pk else []
    exchange = Exchange(
        key=key,
        giver=giver,
        receiver=receiver,
        place_id=run.entrance_id,
        evidence=Evidence.COUNT,
        recorded_by=officer,
        occurred_at=now,
    )
    unit_ids = [*crate, *(unit.pk for unit in units)]
    handoff = hand_over(unit_ids, exchange=exchange, counted=counted, expected=len(units), now=now)
    offer.closed_at, offer.taken_by, offer.handoff = now, officer, handoff
    offer.save(update_fields=["closed_at", "taken_by", "handoff"])
    run.officer = officer
    run.save(update_fields=["officer"])
    audit.record([audit.Act("run.taken_over", run, officer, now, {"counted": counted})])
    return run


def offer_runs_of(user_id: int, *, now: datetime) -> int:
    """Offer every run of which the user still holds the crate or a bag; return how many."""
    holder = person(user_id)
    with_units = RunUnit.objects.filter(run__officer=user_id, unit__holder=holder)
    runs = Run.objects.filter(officer=user_id, crate__unit__holder=holder) | Run.objects.filter(
        pk__in=with_units.values("run")
    )
    offered = Takeover.objects.filter(closed_at=None).values("run")
    made = Takeover.objects.bulk_create(
        Takeover(run=run, officer_id=user_id, offered_at=now)
        for run in runs.exclude(pk__in=offered)
    )
    return len(made)


def withdraw_offers_of(user_id: int, *, now: datetime) -> int:
    """The user is back and goes on themselves."""
    offers = Takeover.objects.filter(officer=user_id, closed_at=None)
    return offers.update(closed_at=now)
