"""The doors of an estate, as the readers look them up."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """One door. ``code`` is the name on its labels, unique in its table.

    ``lane`` is empty where the estate has none. ``aliases`` are other names of this very door.
    """

    code: str
    building: str
    entrance: str
    room: str
    lane: str = ""
    floor: int | None = None
    aliases: tuple[str, ...] = ()


class DoorTable:
    """Every door of an estate, by its code."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._doors = {door.code: door for door in doors}

    def __len__(self) -> int:
        return len(self._doors)

    def __contains__(self, code: str) -> bool:
        return code in self._doors

    def __getitem__(self, code: str) -> Door:
        return self._doors[code]
