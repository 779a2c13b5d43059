"""What was decided on how far bags are carried: entries of a place, past and to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.control.queries import around, nearest, standing
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import ModeChange
from baogong.apps.delivery.queries.ways import Way, ways_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import grid_of, paths_above


@dataclass(frozen=True, slots=True)
class ModeRow:
    """An entry; ``own``: of the place itself, else of one above it or of its grid.

    ``holds``: it is the one that decides now. ``taken_back_why`` is empty while it stands.
    """

    id: int
    mode: Mode
    point: str
    place: str
    own: bool
    holds: bool
    starts_at: datetime
    authority: str
    reason: str
    recorded_by: str
    recorded_at: datetime
    taken_back_by: str
    taken_back_why: str


@dataclass(frozen=True, slots=True)
class PartWay:
    """A part of a place and how far bags are carried there now."""

    id: int
    label: str
    way: Way


def mode_entries(*, place: Place, now: datetime) -> list[ModeRow]:
    """The entries of a place and of those above it, the latest start first. Six queries."""
    [holding] = nearest(standing(ModeChange.objects.all()), [(place, now)])
    here = around([place], [grid_of(place, at=now)])
    changes = ModeChange.objects.filter(here, reverses=None).select_related(
        "place", "point", "recorded_by", "reversed_by__recorded_by"
    )
    return [
        _row(change, place, holds=holding is not None and holding.pk == change.pk)
        for change in changes.order_by("-starts_at", "-pk")
    ]


def mode_change_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ModeChange:
    """An entry of one of the viewer's places. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="place__path")
    return only_visible(ModeChange.objects.filter(inside), pk=pk)


def ways_below(*, place: Place, now: datetime) -> list[PartWay]:
    """How far bags are carried now to each entrance of a place. Eleven queries."""
    inside = Place.objects.within(place).filter(kind=PlaceKind.ENTRANCE)
    parts = list(inside.order_by("sort_key", "pk"))
    ways = ways_of([part.pk for part in parts], at=now)
    return [PartWay(part.pk, part.label, ways[part.pk]) for part in parts]


def points_near(place: Place) -> list[Place]:
    """The pickup points of the places around a place, and of those in it. One query."""
    points = Place.objects.filter(kind=PlaceKind.PICKUP_POINT)
    near = points.filter(parent__path__in=paths_above(place.path)) | points.filter(
        path__startswith=place.path
    )
    return list(near.order_by("sort_key", "pk"))


def _row(change: ModeChange, place: Place, *, holds: bool) -> ModeRow:
    reversal: ModeChange | None = getattr(change, "reversed_by", None)
    return ModeRow(
        id=change.pk,
        mode=Mode(change.mode),
        point=change.point.label if change.point else "",
        place=change.place.label,
        own=change.place_id == place.pk,
        holds=holds,
        starts_at=change.starts_at,
        authority=change.authority,
        reason=change.reason,
        recorded_by=change.recorded_by.name,
        recorded_at=change.recorded_at,
        taken_back_by=reversal.recorded_by.name if reversal else "",
        taken_back_why=reversal.reason if reversal else "",
    )
