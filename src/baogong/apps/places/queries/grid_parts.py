"""The entrances of an estate, which a grid plan shares out, and where a plan puts each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Sum, When

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.grids import grid_number
from baogong.apps.places.models import GridPart, Place


@dataclass(frozen=True, slots=True)
class GridRow:
    """A grid of an estate; ``number`` is short enough for a cell of a table."""

    id: int
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """An entrance, or what stands in for one. ``grid`` is None where the plan forgot it."""

    id: int
    label: str
    building_id: int
    building: str
    grid: GridRow | None
    doors: int
    people: int


@dataclass(frozen=True, slots=True)
class GridTotal:
    """What a grid holds; ``grid`` is None for what lies in no grid."""

    grid: GridRow | None
    buildings: int
    entrances: int
    doors: int
    people: int


@dataclass(frozen=True, slots=True)
class Move:
    """An entrance whose grid differs between two plans; None: in no grid."""

    part: PartRow
    before: GridRow | None
    after: GridRow | None


def part_ids(estate: Place) -> set[int]:
    """What a plan of the estate must give to grids: parents of doors, and houses alone."""
    return {row["part"] for row in _parts(estate).distinct()}


def grids_of(*, estate_id: int) -> list[GridRow]:
    """The grids of an estate by number. One query."""
    grids = Place.objects.filter(parent=estate_id, kind=PlaceKind.GRID).order_by("sort_key", "pk")
    return [grid_row(grid) for grid in grids]


def grid_row(grid: Place) -> GridRow:
    return GridRow(grid.pk, grid_number(grid), grid.label)


def plan_parts(*, estate: Place, plan_id: int | None) -> list[PartRow]:
    """Every entrance of the estate in walking order, with its grid in the plan. Three queries."""
    parts = GridPart.objects.filter(plan=plan_id).select_related("grid")
    grid_of = {part.place_id: grid_row(part.grid) for part in parts}
    counted = _parts(estate).annotate(doors=Count("pk"), sum=Sum("people"))
    counts = {row["part"]: row for row in counted}
    places = Place.objects.filter(pk__in=counts.keys()).select_related("parent")
    return [
        _part(place, grid=grid_of.get(place.pk), counted=counts[place.pk])
        for place in places.order_by("sort_key", "pk")
    ]


def grid_totals(parts: Sequence[PartRow], grids: Iterable[GridRow]) -> list[GridTotal]:
    """What each grid holds, empty ones too; last what lies in no grid."""
    return [_total(grid, [part for part in parts if part.grid == grid]) for grid in [*grids, None]]


def plan_difference(*, estate: Place, before: int | None, after: int) -> list[Move]:
    """Which entrances lie elsewhere in the plan ``after`` than in ``before``. Six queries."""
    was = {part.id: part.grid for part in plan_parts(estate=estate, plan_id=before)}
    return [
        Move(part, was[part.id], part.grid)
        for part in plan_parts(estate=estate, plan_id=after)
        if part.id in was and was[part.id] != part.grid
    ]


def _parts(estate: Place) -> Any:
    """A queryset of each door's ``part``, as dictionaries."""
    alone = When(parent=estate, then=F("pk"))
    doors = Place.objects.within(estate).doors().order_by()
    return doors.annotate(part=Case(alone, default=F("parent"))).values("part")


def _part(place: Place, *, grid: GridRow | None, counted: dict[str, int]) -> PartRow:
    building = place
    if place.kind == PlaceKind.ENTRANCE and place.parent:
        building = place.parent
    return PartRow(
        id=place.pk,
        label=place.label,
        building_id=building.pk,
        building=building.label,
        grid=grid,
        doors=counted["doors"],
        people=counted["sum"] or 0,
    )


def _total(grid: GridRow | None, parts: Sequence[PartRow]) -> GridTotal:
    return GridTotal(
        grid=grid,
        buildings=len({part.building_id for part in parts}),
        entrances=len(parts),
        doors=sum(part.doors for part in parts),
        people=sum(part.people for part in parts),
    )
