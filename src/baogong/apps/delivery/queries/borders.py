"""Which crates an officer may not carry, because a rule closes their grid (R2, R58)."""

from collections.abc import Sequence
from datetime import datetime

from baogong.apps.control.queries import rules_at
from baogong.apps.delivery.models import CrateLeave
from baogong.apps.delivery.policies import Border
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, grids_worked_in, touches
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import grids_at, paths_above
from baogong.apps.sorting.models import Crate

MOST_POINTS = 3


def borders(*, officer: Viewer, crates: Sequence[Crate], now: datetime) -> dict[int, Border]:
    """The crates that lie behind a border for the officer, by their id. Eight queries at most.

    A crate falls under the rule that held when its wave was planned; its grid is that of the live
    plan. What lies in no grid has no border, and a leave opens it for one crate. The crates'
    entrances and waves must be there.
    """
    rules = rules_at([(crate.entrance, crate.wave.planned_at) for crate in crates])
    closed = [crate for crate, rule in zip(crates, rules, strict=True) if rule.closes_grids]
    if not closed:
        return {}
    own = tuple(grids_worked_in(viewer=officer, role=Role.OFFICER))
    grids = grids_at([(crate.entrance, now) for crate in closed])
    leaves = CrateLeave.objects.filter(crate__in=closed, officer=officer.pk)
    allowed = set(leaves.values_list("crate", flat=True))
    points = _border_points(closed)
    return {
        crate.pk: Border(grid, own, points)
        for crate, grid in zip(closed, grids, strict=True)
        if grid is not None and grid not in own and crate.pk not in allowed
    }


def check_border(crate: Crate, *, officer: Viewer, now: datetime) -> None:
    """Raises OtherGrid or OutsideGrid."""
    for border in borders(officer=officer, crates=[crate], now=now).values():
        raise border.refusal


def border_of(*, viewer: Viewer, code: str, now: datetime) -> Border | None:
    """Why a crate of the estate in which the viewer works as an officer is not for them to carry.

    None for what lies behind no border, or is no crate of the estate.
    """
    works = touches(viewer=viewer, roles={Role.OFFICER}, path="wave__round__estate__path")
    crates = Crate.objects.filter(works, code=code).select_related("entrance", "wave")
    return next(iter(borders(officer=viewer, crates=list(crates), now=now).values()), None)


def _border_points(crates: Sequence[Crate]) -> tuple[str, ...]:
    above = {path for crate in crates for path in paths_above(crate.entrance.path)}
    sites = Place.objects.filter(kind=PlaceKind.BORDER_POINT, parent__path__in=above)
    return tuple(sites.order_by("sort_key").values_list("label", flat=True)[:MOST_POINTS])
