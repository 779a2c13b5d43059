"""The place tree, its aliases, and what is set for a place from a date on."""

from baogong.apps.places.models.place import Place, PlaceAlias, walking_key
from baogong.apps.places.models.setting import PlaceSetting

__all__ = ["Place", "PlaceAlias", "PlaceSetting", "walking_key"]
