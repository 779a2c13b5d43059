"""Property companies' and committees' workbooks become households, conflicts and refusals."""

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
    "Block",
    "Conflict",
    "Household",
    "Refusal",
    "RosterRead",
    "RosterSpoiled",
    "Said",
    "Where",
]
