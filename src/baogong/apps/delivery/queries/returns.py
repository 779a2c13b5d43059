"""What comes back to a depot: runs that are out, and the returns shelf."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baogong.apps.custody.enums import HolderKind
from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.delivery.models import Run, RunUnit, UnitReturn
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.sorting.queries.recalled import holds_recalled


@dataclass(frozen=True, slots=True)
class RunOut:
    """A run with which ``bags`` left; its crate or some of them are still with the officer."""

    id: int
    entrance: str
    number: int
    officer: str
    bags: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A unit on the returns shelf; only a bag has a ``bag_id``.

    A damaged one stays there, one with goods that were called back, and one that was paid back.
    """

    depot_id: int
    bag_id: int | None
    code: str
    door: str
    reason: ReturnReason
    officer: str
    returned_at: datetime
    recalled: bool
    kept_back: bool

    @property
    def can_go_again(self) -> bool:
        return not (self.reason is ReturnReason.DAMAGED or self.recalled or self.kept_back)


def runs_out(*, viewer: Viewer, roles: Collection[Role]) -> list[RunOut]:
    """Runs of the viewer's depots that are not back yet, the oldest first. One query."""
    inside = covers(viewer=viewer, roles=roles, path="crate__wave__depot__path")
    crate_out = Q(crate__unit__holder__kind=HolderKind.PERSON)
    return [_run_out(run) for run in _runs().filter(inside, crate_out | _bags_left())]


def run_to_take_back(*, viewer: Viewer, roles: Collection[Role], pk: int) -> RunOut:
    """The run, out or back. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="crate__wave__depot__path")
    return _run_out(only_visible(_runs().filter(inside), pk=pk))


def _bags_left() -> Exists:
    """True for runs whose officer still holds a unit of theirs, for this run and no later one."""
    came_back = UnitReturn.objects.filter(run=OuterRef("run"), unit=OuterRef("unit"))
    with_officer = RunUnit.objects.filter(
        run=OuterRef("pk"), unit__holder__user=OuterRef("officer")
    )
    return Exists(with_officer.exclude(Exists(came_back)))


def _runs() -> QuerySet[Run]:
    runs = Run.objects.select_related("entrance", "officer", "crate")
    return runs.annotate(all_bags=Count("units")).order_by("started_at", "pk")


def _run_out(run: Run) -> RunOut:
    return RunOut(
        id=run.pk,
        entrance=run.entrance.label,
        number=run.crate.number,
        officer=run.officer.name,
        bags=run.all_bags,  # type: ignore[attr-defined]
        started_at=run.started_at,
    )


def returns_waiting(*, depot_ids: Collection[int]) -> list[ReturnRow]:
    """The bags on the depots' returns shelves, in the order of their doors. One query."""
    waiting = UnitReturn.objects.filter(reoffer=None, run__crate__wave__depot__in=depot_ids)
    rows = waiting.select_related(
        "unit__destination", "unit__bag", "run__officer", "run__crate__wave"
    ).annotate(recalled=holds_recalled("unit"))
    return [
        ReturnRow(
            depot_id=row.run.crate.wave.depot_id,
            bag_id=bag.pk if (bag := getattr(row.unit, "bag", None)) else None,
            code=row.unit.code,
            door=row.unit.destination.label,
            reason=ReturnReason(row.reason),
            officer=row.run.officer.name,
            returned_at=row.returned_at,
            recalled=row.recalled,
            kept_back=row.kept_back_at is not None,
        )
        for row in rows.order_by("unit__destination__sort_key", "unit")
    ]
