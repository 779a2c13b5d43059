"""Reads of the place tree."""

from baogong.apps.places.queries.doors import DoorRow, doors_within, find_doors
from baogong.apps.places.queries.sites import estate_of, site_of
from baogong.apps.places.queries.settings import setting

__all__ = ["DoorRow", "doors_within", "estate_of", "find_doors", "setting", "site_of"]
