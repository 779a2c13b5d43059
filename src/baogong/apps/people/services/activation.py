"""One press puts an estate on duty, another ends it (R7)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.errors import AlreadyActive, NotActive
from baogong.apps.people.events import EstateStoodDown
from baogong.apps.people.models import Activation
from baogong.apps.people.services.teams import make_default_teams
from baogong.apps.people.services.turns import plan_shifts
from baogong.apps.places.models import Place
from baogong.plumbing import audit, events, locks
from baogong.values.codes import random_code


@dataclass(frozen=True, slots=True)
class Activated:
    """What the press did."""

    activation_id: int
    teams: int
    shifts: int


@transaction.atomic
def activate(*, estate: Place, actor: User, now: datetime) -> Activated:
    """Open the sign-up, make the five teams and two days of shifts, write the moment down.

    Two people who press at once wait for each other; the second gets AlreadyActive.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    if Activation.objects.filter(estate=estate, ended_at=None).exists():
        raise AlreadyActive
    activation = Activation.objects.create(
        estate=estate, code=random_code(), activated_at=now, activated_by=actor
    )
    teams = make_default_teams(estate)
    shifts = plan_shifts(estate=estate, now=now)
    data = {"teams": teams, "shifts": shifts}
    audit.record([audit.Act("estate.activated", estate, actor, now, data)])
    return Activated(activation.pk, teams=teams, shifts=shifts)


@transaction.atomic
def stand_down(*, estate: Place, actor: User, now: datetime) -> None:
    """End it: the sign-up closes, no more shifts are made, times of keeping begin to count.

    Raises NotActive.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    activation = Activation.objects.filter(estate=estate, ended_at=None).first()
    if activation is None:
        raise NotActive
    activation.ended_at, activation.ended_by = now, actor
    activation.save(update_fields=["ended_at", "ended_by"])
    audit.record([audit.Act("estate.stood_down", estate, actor, now)])
    events.publish(EstateStoodDown(estate_id=estate.pk, activation_id=activation.pk))
