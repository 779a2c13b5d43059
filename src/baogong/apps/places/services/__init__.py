"""Everything that grows the tree, and what rosters say of its households."""

from baogong.apps.places.services.doors import DoorsLoaded, load_doors
from baogong.apps.places.services.estates import add_estate, add_site, add_town
from baogong.apps.places.services.grid_approval import approve_plan
from baogong.apps.places.services.grids import (
    add_grids,
    assign_parts,
    discard_plan,
    draw_plan,
    rename_grid,
)
from baogong.apps.places.services.households import correct_household
from baogong.apps.places.services.load_roster import RosterLoaded, load_roster
from baogong.apps.places.services.outlines import OutlinesLoaded, load_outlines
from baogong.apps.places.services.photos import keep_photo
from baogong.apps.places.services.roster_conflicts import (
    choose,
    forget_phone,
    give_phone,
    leave,
    take_back,
)
from baogong.apps.places.services.roster_files import (
    correct_roster,
    drop_roster,
    forget_old_rosters,
    take_roster,
)
from baogong.apps.places.services.settings import set_setting

__all__ = [
    "DoorsLoaded",
    "OutlinesLoaded",
    "RosterLoaded",
    "add_estate",
    "add_grids",
    "add_site",
    "add_town",
    "approve_plan",
    "assign_parts",
    "choose",
    "correct_household",
    "correct_roster",
    "discard_plan",
    "draw_plan",
    "drop_roster",
    "forget_old_rosters",
    "forget_phone",
    "give_phone",
    "keep_photo",
    "leave",
    "load_doors",
    "load_outlines",
    "load_roster",
    "rename_grid",
    "set_setting",
    "take_back",
    "take_roster",
]
