"""Grid plans, the one that holds, and who lies in which grid by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Value
from django.utils.translation import gettext as _

from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import GridPart, GridPlan, Place
from baogong.apps.places.queries.grid_parts import GridRow, grid_row, part_ids


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A version of an estate's plan. ``parts``: entrances in a grid; ``by``: names of the log."""

    id: int
    version: int
    status: PlanStatus
    drawn_at: datetime
    drawn_by: str
    approved_at: datetime | None
    approved_by: str
    note: str
    edits: int
    entrances: int
    parts: int
    grids: int

    @property
    def is_draft(self) -> bool:
        return self.status is PlanStatus.DRAFT

    @property
    def is_live(self) -> bool:
        return self.status is PlanStatus.APPROVED


def grid_plans(*, estate_id: int) -> list[PlanRow]:
    """Every version, the newest first. One query."""
    return [_row(plan) for plan in _counted(GridPlan.objects.filter(estate=estate_id))]


def live_plan(*, estate_id: int) -> PlanRow | None:
    """The plan that holds; None where nobody approved one yet. One query."""
    plans = GridPlan.objects.filter(estate=estate_id, status=PlanStatus.APPROVED)
    return next((_row(plan) for plan in _counted(plans)), None)


def plan_version(*, path: str) -> str:
    """``"grid plan v2"``: what stands on every sheet of the estate that a path lies in. One query.

    Empty where no plan holds.
    """
    live = GridPlan.objects.filter(
        StartsWith(Value(path), F("estate__path")), status=PlanStatus.APPROVED
    )
    version = live.values_list("version", flat=True).first()
    return "" if version is None else version_text(version)


def version_text(version: int) -> str:
    return _("grid plan v%(version)s") % {"version": version}


def live_orphans(*, estate: Place) -> int | None:
    """How many entrances the live plan leaves in no grid; None without a plan. Three queries."""
    if (live := live_plan(estate_id=estate.pk)) is None:
        return None
    placed = GridPart.objects.filter(plan=live.id).values_list("place", flat=True)
    return len(part_ids(estate) - set(placed))


def grid_of(place: Place, *, at: datetime) -> GridRow | None:
    """The grid that a place lay in then, by the plan that held. Two queries."""
    return grids_at([(place, at)])[0]


def grids_at(asked: Sequence[tuple[Place, datetime]]) -> list[GridRow | None]:
    """For each place, the grid that it lay in then; None: in no grid, or in several.

    Two queries.
    """
    above = {path for place, _at in asked for path in paths_above(place.path)}
    plans = list(
        GridPlan.objects.filter(estate__path__in=above, approved_at__isnull=False)
        .select_related("estate")
        .order_by("-approved_at", "-pk")
    )
    held = [_held(plans, place, at) for place, at in asked]
    here = Q(place__path__in=above) | Q(place__parent__in={place.pk for place, _at in asked})
    parts = list(
        GridPart.objects.filter(here, plan__in={plan.pk for plan in held if plan}).select_related(
            "grid", "place"
        )
    )
    return [
        _grid(place, [part for part in parts if plan and part.plan_id == plan.pk])
        for (place, _at), plan in zip(asked, held, strict=True)
    ]


def paths_above(path: str) -> list[str]:
    """A path and those above it, the town's first."""
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]


def _held(plans: Sequence[GridPlan], place: Place, at: datetime) -> GridPlan | None:
    """The newest plan of the place's estate that was approved by then."""
    return next(
        (
            plan
            for plan in plans
            if place.path.startswith(plan.estate.path)
            and plan.approved_at is not None
            and plan.approved_at <= at
        ),
        None,
    )


def _grid(place: Place, parts: Sequence[GridPart]) -> GridRow | None:
    if place.kind == PlaceKind.GRID:
        return grid_row(place)
    if place.kind in {PlaceKind.TOWN, PlaceKind.ESTATE}:
        return None
    around = [part for part in parts if place.path.startswith(part.place.path)]
    if around:
        return grid_row(max(around, key=lambda part: len(part.place.path)).grid)
    below = {part.grid_id: part.grid for part in parts if part.place.path.startswith(place.path)}
    return grid_row(next(iter(below.values()))) if len(below) == 1 else None


def _counted(plans: QuerySet[GridPlan]) -> QuerySet[GridPlan]:
    counts = {"part_count": Count("parts"), "grid_count": Count("parts__grid", distinct=True)}
    return plans.annotate(**counts).order_by("-version")


def _row(plan: GridPlan) -> PlanRow:
    return PlanRow(
        id=plan.pk,
        version=plan.version,
        status=PlanStatus(plan.status),
        drawn_at=plan.drawn_at,
        drawn_by=plan.drawn_by,
        approved_at=plan.approved_at,
        approved_by=plan.approved_by,
        note=plan.note,
        edits=plan.edits,
        entrances=plan.entrances,
        parts=plan.part_count,  # type: ignore[attr-defined]
        grids=plan.grid_count,  # type: ignore[attr-defined]
    )
