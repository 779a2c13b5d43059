"""Reads of the place tree."""

from baogong.apps.places.queries.door_table import door_table
from baogong.apps.places.queries.doors import DoorRow, doors_within, find_doors
from baogong.apps.places.queries.entrances import EntranceRow, entrances_within
from baogong.apps.places.queries.grid_matrix import BuildingRow, MatrixCell, grid_matrix
from baogong.apps.places.queries.grid_parts import (
    GridRow,
    GridTotal,
    Move,
    PartRow,
    grid_row,
    grid_totals,
    grids_of,
    plan_difference,
    plan_parts,
)
from baogong.apps.places.queries.grid_plans import (
    PlanRow,
    grid_of,
    grid_plans,
    grids_at,
    live_orphans,
    live_plan,
    paths_above,
    plan_version,
    version_text,
)
from baogong.apps.places.queries.named import places_named
from baogong.apps.places.queries.settings import public_url, setting
from baogong.apps.places.queries.sites import buildings_within, estate_of, first_estate, site_of

__all__ = [
    "BuildingRow",
    "DoorRow",
    "EntranceRow",
    "GridRow",
    "GridTotal",
    "MatrixCell",
    "Move",
    "PartRow",
    "PlanRow",
    "buildings_within",
    "door_table",
    "doors_within",
    "entrances_within",
    "estate_of",
    "find_doors",
    "first_estate",
    "grid_matrix",
    "grid_of",
    "grid_plans",
    "grid_row",
    "grid_totals",
    "grids_at",
    "grids_of",
    "live_orphans",
    "live_plan",
    "paths_above",
    "places_named",
    "plan_difference",
    "plan_parts",
    "plan_version",
    "public_url",
    "setting",
    "site_of",
    "version_text",
]
