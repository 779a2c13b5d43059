"""A leader's grids: what lies in them by the plan in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.control.enums import MovementRule
from baogong.apps.control.queries import rules_at
from baogong.apps.delivery.queries import WaitingCrate, crates_to_fetch
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import (
    GridTotal,
    PartRow,
    PlanRow,
    estate_of,
    grid_row,
    grid_totals,
    live_plan,
    plan_parts,
)
from baogong.apps.tickets.queries import escalated_errands
from baogong.web.access import StaffRequest, for_roles

LEADERS = (Role.GRID_LEADER,)


@dataclass(frozen=True, slots=True)
class OwnGrid:
    """A grid with its entrances; ``plan`` is None where nobody approved one yet."""

    id: int
    label: str
    estate_id: int
    estate: str
    plan: PlanRow | None
    total: GridTotal
    parts: tuple[PartRow, ...]
    crates: tuple[WaitingCrate, ...]
    rule: MovementRule


@for_roles(*LEADERS)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Every grid that the viewer leads, below the errands there that nobody answered in time."""
    context = {
        "errands": escalated_errands(viewer=request.user, roles=LEADERS),
        "grids": list(_own_grids(request)),
        "now": timezone.now(),
    }
    return render(request, "grid/home.html", context)


def _own_grids(request: StaffRequest) -> Iterator[OwnGrid]:
    """Seven queries for each estate; a leader has one."""
    crates = crates_to_fetch(viewer=request.user, roles=LEADERS)
    now = timezone.now()
    places = places_of_kind(viewer=request.user, roles=LEADERS, kind=PlaceKind.GRID)
    for estate_id in dict.fromkeys(place.parent_id for place in places):
        grids = {place.pk: place for place in places if place.parent_id == estate_id}
        estate = estate_of(next(iter(grids.values())))
        plan = live_plan(estate_id=estate.pk)
        parts = plan_parts(estate=estate, plan_id=plan.id if plan else None)
        rules = rules_at([(grid, now) for grid in grids.values()])
        for (grid_id, grid), rule in zip(grids.items(), rules, strict=True):
            own = tuple(part for part in parts if part.grid and part.grid.id == grid_id)
            row = grid_row(grid)
            yield OwnGrid(
                id=grid_id,
                label=grid.label,
                estate_id=estate.pk,
                estate=estate.label,
                plan=plan,
                total=grid_totals(own, [row])[0],
                parts=own,
                crates=_crates_of(own, crates),
                rule=rule,
            )


def _crates_of(
    parts: Sequence[PartRow], crates: Sequence[WaitingCrate]
) -> tuple[WaitingCrate, ...]:
    entrances = {part.id for part in parts}
    return tuple(crate for crate in crates if crate.entrance_id in entrances)
