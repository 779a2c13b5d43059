"""Reads of the place tree."""

from baogong.apps.places.queries.door_table import door_table
from baogong.apps.places.queries.doors import DoorRow, doors_within, find_doors
from baogong.apps.places.queries.entrances import EntranceRow, entrances_within
from baogong.apps.places.queries.settings import public_url, setting
from baogong.apps.places.queries.sites import buildings_within, estate_of, first_estate, site_of

__all__ = [
    "DoorRow",
    "EntranceRow",
    "buildings_within",
    "door_table",
    "doors_within",
    "entrances_within",
    "estate_of",
    "find_doors",
    "first_estate",
    "public_url",
    "setting",
    "site_of",
]
