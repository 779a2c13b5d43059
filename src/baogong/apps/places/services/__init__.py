"""Everything that grows the tree."""

from baogong.apps.places.services.doors import DoorsLoaded, load_doors
from baogong.apps.places.services.estates import add_estate, add_town
from baogong.apps.places.services.settings import set_setting

__all__ = ["DoorsLoaded", "add_estate", "add_town", "load_doors", "set_setting"]
