"""Runs whose officer has to stay away, and what such an officer still holds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baogong.apps.delivery.models import CrateLeave, Run, RunUnit, Takeover, UnitReturn
from baogong.apps.delivery.queries.borders import borders
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class TakeoverRow:
    """A run on offer; how many bags there are is not told, the taker counts blind."""

    run_id: int
    entrance: str
    officer: str
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class HeldRun:
    """A run of which somebody holds ``bags`` bags, or the empty crate."""

    run_id: int
    entrance: str
    bags: int
    offered_at: datetime | None


def takeovers_for(*, viewer: Viewer, now: datetime) -> list[TakeoverRow]:
    """Runs on offer at the viewer's entrances, the oldest first; none behind a border.

    Nine queries at most.
    """
    offers = list(_offered(viewer).order_by("offered_at", "pk"))
    closed = borders(officer=viewer, crates=[offer.run.crate for offer in offers], now=now)
    return [_row(offer) for offer in offers if offer.run.crate_id not in closed]


def takeover_for(*, viewer: Viewer, run_id: int) -> TakeoverRow:
    """The gate to a run on offer at one of the viewer's entrances. Raises NotVisible."""
    if (offer := _offered(viewer).filter(run=run_id).first()) is None:
        raise NotVisible
    return _row(offer)


def runs_held_by(*, user_id: int) -> list[HeldRun]:
    """What somebody still holds, run by run. Three queries."""
    back = UnitReturn.objects.filter(run=OuterRef("run"), unit=OuterRef("unit"))
    held = RunUnit.objects.filter(run__officer=user_id, unit__holder__user=user_id)
    counts = dict(
        held.exclude(Exists(back)).values_list("run").annotate(bags=Count("pk")).order_by("run")
    )
    with_crate = Q(crate__unit__holder__user=user_id)
    runs = Run.objects.filter(with_crate | Q(pk__in=counts), officer=user_id)
    offers = dict(
        Takeover.objects.filter(officer=user_id, closed_at=None).values_list("run", "offered_at")
    )
    return [
        HeldRun(run.pk, run.entrance.label, counts.get(run.pk, 0), offers.get(run.pk))
        for run in runs.select_related("entrance").order_by("pk")
    ]


def _offered(viewer: Viewer) -> QuerySet[Takeover]:
    """Runs at the officer's entrances, and those whose crate they were given leave for."""
    inside = covers(viewer=viewer, roles={Role.OFFICER}, path="run__entrance__path")
    allowed = CrateLeave.objects.filter(crate=OuterRef("run__crate"), officer=viewer.pk)
    offers = Takeover.objects.filter(inside | Exists(allowed), closed_at=None)
    return offers.exclude(run__officer=viewer.pk).select_related(
        "run__crate__wave", "run__crate__entrance", "officer"
    )


def _row(offer: Takeover) -> TakeoverRow:
    return TakeoverRow(
        run_id=offer.run_id,
        entrance=offer.run.crate.entrance.label,
        officer=offer.officer.name,
        offered_at=offer.offered_at,
    )
