"""Reads of the place tree."""

from baogong.apps.places.queries.doors import DoorRow, doors_within, find_doors
from baogong.apps.places.queries.sites import buildings_within, estate_of, site_of
from baogong.apps.places.queries.settings import public_url, setting

__all__ = [
    "DoorRow",
    "buildings_within",
    "doors_within",
    "estate_of",
    "find_doors",
    "public_url",
    "setting",
    "site_of",
]
