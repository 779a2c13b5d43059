"""Property companies' and committees' workbooks become households, conflicts and refusals."""

from baogong.readers.rosters.headings import FIELDS
from baogong.readers.rosters.read import read_roster
from baogong.readers.rosters.rows import (
    Block,
    Conflict,
    Household,
    Refusal,
    RosterRead,
    RosterSpoiled,
    Said,
    Where,
)

__all__ = [
    "FIELDS",
    "Block",
    "Conflict",
    "Household",
    "Refusal",
    "RosterRead",
    "RosterSpoiled",
    "Said",
    "Where",
    "read_roster",
]
