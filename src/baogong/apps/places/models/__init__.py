"""The place tree, its households and grid plans, and what is set for a place from a date on."""

from baogong.apps.places.models.grids import GridPart, GridPlan
from baogong.apps.places.models.household import CareFlag, HouseholdPhone
from baogong.apps.places.models.outline import PlaceOutline
from baogong.apps.places.models.photo import Photo
from baogong.apps.places.models.place import (
    Place,
    PlaceAlias,
    PlaceQuerySet,
    name_initials,
    walking_key,
)
from baogong.apps.places.models.roster import (
    RosterConflict,
    RosterFile,
    RosterMapping,
    RosterRefusal,
)
from baogong.apps.places.models.setting import PlaceSetting

__all__ = [
    "CareFlag",
    "GridPart",
    "GridPlan",
    "HouseholdPhone",
    "Photo",
    "Place",
    "PlaceAlias",
    "PlaceOutline",
    "PlaceQuerySet",
    "PlaceSetting",
    "RosterConflict",
    "RosterFile",
    "RosterMapping",
    "RosterRefusal",
    "name_initials",
    "walking_key",
]
