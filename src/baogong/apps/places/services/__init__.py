"""Everything that grows the tree."""

from baogong.apps.places.services.doors import DoorsLoaded, load_doors
from baogong.apps.places.services.estates import add_estate, add_town
from baogong.apps.places.services.grid_approval import approve_plan
from baogong.apps.places.services.grids import (
    add_grids,
    assign_parts,
    discard_plan,
    draw_plan,
    rename_grid,
)
from baogong.apps.places.services.settings import set_setting

__all__ = [
    "DoorsLoaded",
    "add_estate",
    "add_grids",
    "add_town",
    "approve_plan",
    "assign_parts",
    "discard_plan",
    "draw_plan",
    "load_doors",
    "rename_grid",
    "set_setting",
]
