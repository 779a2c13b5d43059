"""What comes back to a depot: runs with bags left, and the returns shelf."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from baogong.apps.custody.enums import HolderKind
from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.delivery.models import BagReturn, Run
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer


@dataclass(frozen=True, slots=True)
class RunLeft:
    """A run whose crate, or ``left`` of whose bags, its officer still has."""

    id: int
    entrance: str
    number: int
    officer: str
    bags: int
    left: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A bag on the returns shelf. A damaged one is not offered again."""

    bag_id: int
    code: str
    door: str
    reason: ReturnReason
    officer: str
    returned_at: datetime

    @property
    def can_go_again(self) -> bool:
        return self.reason is not ReturnReason.DAMAGED


def runs_out(*, viewer: Viewer, roles: Collection[Role]) -> list[RunLeft]:
    """Runs of the viewer's depots that are not back yet, the oldest first. One query."""
    inside = covers(viewer=viewer, roles=roles, path="crate__wave__depot__path")
    return [_run_left(run) for run in _runs().filter(inside, _CRATE_OUT | Q(left__gt=0))]


def run_to_take_back(*, viewer: Viewer, roles: Collection[Role], pk: int) -> RunLeft:
    """The run, out or back. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="crate__wave__depot__path")
    return _run_left(only_visible(_runs().filter(inside), pk=pk))


_CRATE_OUT = Q(crate__unit__holder__kind=HolderKind.PERSON)


def _runs() -> QuerySet[Run]:
    with_officer = Q(
        bags__bag__unit__holder__kind=HolderKind.PERSON,
        bags__bag__unit__holder__user=F("officer"),
    )
    runs = Run.objects.select_related("entrance", "officer", "crate")
    counted = runs.annotate(all_bags=Count("bags"), left=Count("bags", filter=with_officer))
    return counted.order_by("started_at", "pk")


def _run_left(run: Run) -> RunLeft:
    return RunLeft(
        id=run.pk,
        entrance=run.entrance.label,
        number=run.crate.number,
        officer=run.officer.name,
        bags=run.all_bags,  # type: ignore[attr-defined]
        left=run.left,  # type: ignore[attr-defined]
        started_at=run.started_at,
    )


def returns_waiting(*, depot_id: int) -> list[ReturnRow]:
    """The bags on a depot's returns shelf, in the order of their doors. One query."""
    waiting = BagReturn.objects.filter(reoffer=None, run__crate__wave__depot=depot_id)
    rows = waiting.select_related("bag__household", "run__officer")
    return [
        ReturnRow(
            bag_id=row.bag_id,
            code=row.bag.code,
            door=row.bag.household.label,
            reason=ReturnReason(row.reason),
            officer=row.run.officer.name,
            returned_at=row.returned_at,
        )
        for row in rows.order_by("bag__household__sort_key", "bag__part")
    ]
