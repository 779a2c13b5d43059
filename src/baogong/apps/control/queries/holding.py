"""Which level and which rule held at a place then."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.models import MovementChange, ZoneChange
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import GridRow, grids_at, paths_above

# From the widest to the narrowest: a grid stands above the buildings that lie in it.
WIDEST_FIRST = (PlaceKind.TOWN, PlaceKind.ESTATE, PlaceKind.GRID, PlaceKind.BUILDING)
Asked = Sequence[tuple[Place, datetime]]


def level_at(place: Place, at: datetime) -> ZoneLevel:
    """The newest level of the nearest place with an entry by then. Three queries."""
    return levels_at([(place, at)])[0]


def rule_at(place: Place, at: datetime) -> MovementRule:
    """The newest rule of the nearest place with an entry by then. Three queries."""
    return rules_at([(place, at)])[0]


def levels_at(asked: Asked) -> list[ZoneLevel]:
    """For each place the level that held there then. Three queries."""
    changes = standing(ZoneChange.objects.all())
    return [ZoneLevel(row.level) if row else ZoneLevel.NONE for row in nearest(changes, asked)]


def rules_at(asked: Asked) -> list[MovementRule]:
    """For each place the rule that held there then. Three queries."""
    changes = standing(MovementChange.objects.all())
    return [
        MovementRule(row.rule) if row else MovementRule.FREE for row in nearest(changes, asked)
    ]


def standing(changes: QuerySet[Any]) -> QuerySet[Any]:
    """Entries that were not taken back."""
    return changes.filter(reverses=None, reversed_by=None)


def around(places: Iterable[Place], grids: Iterable[GridRow | None]) -> Q:
    """Entries of the places, of those above them, and of their grids."""
    paths = {path for place in places for path in paths_above(place.path)}
    return Q(place__path__in=paths) | Q(place__in={grid.id for grid in grids if grid})


def nearest(changes: QuerySet[Any], asked: Asked) -> list[Any]:
    """For each place the entry that held there then, or None. Three queries."""
    grids = grids_at(asked)
    wanted = around([place for place, _at in asked], grids)
    rows = list(changes.filter(wanted).select_related("place").order_by("starts_at", "pk"))
    return [
        _holding(rows, place, at, grid) for (place, at), grid in zip(asked, grids, strict=True)
    ]


def _holding(rows: Sequence[Any], place: Place, at: datetime, grid: GridRow | None) -> Any:
    """The newest of the entries at the narrowest place."""
    above = set(paths_above(place.path))
    begun = [
        row
        for row in rows
        if row.starts_at <= at
        and (row.place.path in above or (grid is not None and row.place_id == grid.id))
    ]
    return max(begun, key=lambda row: (_depth(row.place), row.starts_at, row.pk), default=None)


def _depth(place: Place) -> tuple[int, int]:
    """Narrower places sort behind wider ones."""
    kinds = WIDEST_FIRST
    rank = kinds.index(place.kind) if place.kind in kinds else len(kinds)
    return rank, len(place.path)
