"""A grid plan is drawn, changed and thrown away; approving it has a module of its own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from baogong.apps.places import policies
from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.errors import GridNameTaken, TooManyGrids
from baogong.apps.places.grids import GRID_CODE, grid_number
from baogong.apps.places.models import GridPart, GridPlan, Place, walking_key
from baogong.apps.places.queries.grid_parts import part_ids
from baogong.plumbing import audit, locks
from baogong.values.errors import NotVisible

MOST_GRIDS = 99


@transaction.atomic
def draw_plan(*, estate: Place, actor: audit.Actor, now: datetime, grids: int = 0) -> GridPlan:
    """A draft that begins as the live plan stands. An estate has one draft: twice is once.

    ``grids``: so many new ones with it. Raises TooManyGrids.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    plans = GridPlan.objects.filter(estate=estate)
    if draft := plans.filter(status=PlanStatus.DRAFT).first():
        return draft
    if grids:
        add_grids(estate=estate, count=grids, actor=actor, now=now)
    newest = plans.aggregate(version=Max("version"))["version"] or 0
    draft = GridPlan.objects.create(
        estate=estate,
        version=newest + 1,
        drawn_at=now,
        drawn_by=actor.audit_name,
        entrances=len(part_ids(estate)),
    )
    live = GridPart.objects.filter(plan__estate=estate, plan__status=PlanStatus.APPROVED)
    GridPart.objects.bulk_create(
        GridPart(plan=draft, grid_id=part.grid_id, place_id=part.place_id) for part in live
    )
    audit.record([audit.Act("grid_plan.drawn", draft, actor, now, {"version": draft.version})])
    return draft


@transaction.atomic
def assign_parts(
    *, plan_id: int, grid_of: Mapping[int, int | None], actor: audit.Actor, now: datetime
) -> int:
    """Give entrances to grids in a draft; return how many were named.

    ``grid_of``: entrance, building or house -> grid, or None for no grid. A building means all its
    entrances; an entrance that is named beside its building follows its own line. Raises
    PlanNotDraft, or NotVisible for what is no part or grid of the estate.
    """
    plan = locks.lock_one(GridPlan.objects.select_related("estate"), key=plan_id)
    policies.check_is_draft(plan)
    chosen = _by_entrance(grid_of, estate=plan.estate)
    _check_grids({grid for grid in chosen.values() if grid is not None}, estate=plan.estate)
    dropped = [place_id for place_id, grid_id in chosen.items() if grid_id is None]
    GridPart.objects.filter(plan=plan, place__in=dropped).delete()
    GridPart.objects.bulk_create(
        (
            GridPart(plan=plan, place_id=place_id, grid_id=grid_id)
            for place_id, grid_id in chosen.items()
            if grid_id is not None
        ),
        update_conflicts=True,
        unique_fields=["plan", "place"],
        update_fields=["grid"],
    )
    GridPlan.objects.filter(pk=plan.pk).update(edits=F("edits") + 1)
    audit.record([audit.Act("grid_plan.changed", plan, actor, now, {"entrances": len(chosen)})])
    return len(chosen)


@transaction.atomic
def add_grids(*, estate: Place, count: int, actor: audit.Actor, now: datetime) -> list[Place]:
    """So many grids more, numbered on and named "网格 4". Raises TooManyGrids."""
    locks.lock_one(Place.objects.all(), key=estate.pk)
    grids = Place.objects.filter(parent=estate, kind=PlaceKind.GRID)
    last = max((grid_number(grid) for grid in grids), default=0)
    if last + count > MOST_GRIDS:
        raise TooManyGrids(most=MOST_GRIDS)
    made = Place.objects.bulk_create(
        _grid(estate, number) for number in range(last + 1, last + count + 1)
    )
    audit.record(audit.Act("grid.added", grid, actor, now) for grid in made)
    return made


@transaction.atomic
def rename_grid(*, grid: Place, label: str, actor: audit.Actor, now: datetime) -> None:
    """Raises GridNameTaken."""
    locks.lock_one(Place.objects.all(), key=grid.parent_id or grid.pk)
    others = Place.objects.filter(parent=grid.parent_id, kind=PlaceKind.GRID, label=label)
    if others.exclude(pk=grid.pk).exists():
        raise GridNameTaken(label=label)
    grid.label = label
    grid.save(update_fields=["label"])
    audit.record([audit.Act("grid.renamed", grid, actor, now)])


@transaction.atomic
def discard_plan(*, plan_id: int, actor: audit.Actor, now: datetime) -> None:
    """Throw a draft away; its number is not used again. Raises PlanNotDraft."""
    plan = locks.lock_one(GridPlan.objects.all(), key=plan_id)
    policies.check_is_draft(plan)
    plan.status = PlanStatus.DISCARDED
    plan.save(update_fields=["status"])
    audit.record([audit.Act("grid_plan.discarded", plan, actor, now, {"version": plan.version})])


def _by_entrance(grid_of: Mapping[int, int | None], *, estate: Place) -> dict[int, int | None]:
    """The choice for each entrance; those of whole buildings first, so that single ones win."""
    parts = part_ids(estate)
    inside = Place.objects.within(estate).filter(pk__in=grid_of.keys(), kind=PlaceKind.BUILDING)
    buildings = set(inside.values_list("pk", flat=True))
    if grid_of.keys() - parts - buildings:
        raise NotVisible
    below = Place.objects.filter(pk__in=parts, parent__in=buildings)
    chosen = {part.pk: grid_of[part.parent_id] for part in below if part.parent_id is not None}
    return chosen | {place_id: grid_of[place_id] for place_id in grid_of.keys() & parts}


def _check_grids(grid_ids: Collection[int], *, estate: Place) -> None:
    grids = Place.objects.filter(parent=estate, kind=PlaceKind.GRID, pk__in=grid_ids)
    if grids.count() != len(grid_ids):
        raise NotVisible


def _grid(estate: Place, number: int) -> Place:
    path = f"{estate.path}{GRID_CODE}{number}/"
    return Place(
        kind=PlaceKind.GRID,
        parent=estate,
        code=f"{GRID_CODE}{number}",
        path=path,
        label=f"网格 {number}",
        sort_key=walking_key(path),
    )
