"""Reads of the place tree."""

from baogong.apps.places.queries.doors import DoorRow, find_doors
from baogong.apps.places.queries.sites import estate_of, site_of
from baogong.apps.places.queries.settings import setting

__all__ = ["DoorRow", "estate_of", "find_doors", "setting", "site_of"]
