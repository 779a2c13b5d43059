"""Reads of the place tree."""

from baogong.apps.places.queries.door_table import door_table
from baogong.apps.places.queries.doors import DoorRow, doors_labelled, doors_within, find_doors
from baogong.apps.places.queries.entrances import EntranceRow, entrances_within
from baogong.apps.places.queries.estate_counts import EstateCounts, estate_counts
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
from baogong.apps.places.queries.household_list import HouseholdFilter, household_ids
from baogong.apps.places.queries.households import KnownHousehold, known_households
from baogong.apps.places.queries.named import places_named
from baogong.apps.places.queries.outlines import OutlineRow, outline_rows
from baogong.apps.places.queries.roster_difference import (
    Change,
    RosterDifference,
    roster_difference,
)
from baogong.apps.places.queries.rosters import (
    ConflictRow,
    RefusalRow,
    RosterRow,
    conflict_ids,
    conflict_rows,
    loaded_before,
    open_conflict_kinds,
    refusal_rows,
    roster_rows,
)
from baogong.apps.places.queries.settings import (
    public_url,
    setting,
    setting_at,
    setting_by_place,
    setting_record,
)
from baogong.apps.places.queries.sites import (
    SiteRow,
    buildings_within,
    estate_of,
    first_estate,
    site_of,
    site_rows,
    town_of,
)

__all__ = [
    "BuildingRow",
    "Change",
    "ConflictRow",
    "DoorRow",
    "EntranceRow",
    "EstateCounts",
    "GridRow",
    "GridTotal",
    "HouseholdFilter",
    "KnownHousehold",
    "MatrixCell",
    "Move",
    "OutlineRow",
    "PartRow",
    "PlanRow",
    "RefusalRow",
    "RosterDifference",
    "RosterRow",
    "SiteRow",
    "buildings_within",
    "conflict_ids",
    "conflict_rows",
    "door_table",
    "doors_labelled",
    "doors_within",
    "entrances_within",
    "estate_counts",
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
    "household_ids",
    "known_households",
    "live_orphans",
    "live_plan",
    "loaded_before",
    "open_conflict_kinds",
    "outline_rows",
    "paths_above",
    "places_named",
    "plan_difference",
    "plan_parts",
    "plan_version",
    "public_url",
    "refusal_rows",
    "roster_difference",
    "roster_rows",
    "setting",
    "setting_at",
    "setting_by_place",
    "setting_record",
    "site_of",
    "site_rows",
    "town_of",
    "version_text",
]
