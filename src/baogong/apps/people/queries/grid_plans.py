"""Gates to grid plans, and the grids in which somebody works."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries.scope import Viewer, covers, only_visible, touches
from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import GridPart, GridPlan, Place
from baogong.apps.places.queries import GridRow, grid_row


def estate_around_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Place:
    """The estate, of which at least a part lies in the viewer's hands. Raises NotVisible."""
    estates = Place.objects.filter(kind=PlaceKind.ESTATE)
    return only_visible(estates.filter(touches(viewer=viewer, roles=roles, path="path")), pk=pk)


def grid_plan_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> GridPlan:
    """A plan to look at, with its estate: a part of the estate is enough. Raises NotVisible."""
    seen = touches(viewer=viewer, roles=roles, path="estate__path")
    return only_visible(GridPlan.objects.filter(seen).select_related("estate"), pk=pk)


def draft_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> GridPlan:
    """A plan to change, with its estate, all of which is the viewer's. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="estate__path")
    return only_visible(GridPlan.objects.filter(inside).select_related("estate"), pk=pk)


def grids_worked_in(*, viewer: Viewer, role: Role) -> list[GridRow]:
    """The grids of the live plans in which the viewer's places of this role lie. One query.

    A role for a whole estate or town ties nobody to a grid.
    """
    place, held = OuterRef("place__path"), F("place__path")
    here = Q(StartsWith(place, held)) | Q(StartsWith(held, place)) | Q(place=OuterRef("grid"))
    tied = Assignment.objects.filter(here, user_id=viewer.pk, role=role, ended_at=None).exclude(
        place__kind__in=(PlaceKind.TOWN, PlaceKind.ESTATE)
    )
    parts = GridPart.objects.filter(Exists(tied), plan__status=PlanStatus.APPROVED)
    grids = Place.objects.filter(pk__in=parts.values("grid")).order_by("sort_key", "pk")
    return [grid_row(grid) for grid in grids]
