"""What the doors of a list owe, or get back, by building."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.values.money import format_yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from baogong.web.access import StaffRequest


class DoorSum(Protocol):
    """A door of a building, and its money."""

    @property
    def building(self) -> str: ...

    @property
    def fen(self) -> int: ...


DoorT = TypeVar("DoorT", bound=DoorSum)


class BuildingSum(NamedTuple):
    """So many doors, and what they owe together; below 0 it is their credit."""

    building: str
    doors: int
    fen: int


def building_sums(rows: Iterable[DoorSum]) -> list[BuildingSum]:
    """As one walks."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        sums.setdefault(row.building, []).append(row.fen)
    return [BuildingSum(building, len(fen), sum(fen)) for building, fen in sums.items()]


def of_building(request: StaffRequest, rows: list[DoorT]) -> tuple[str, list[DoorT]]:
    """The building in ``?building=``, and its doors; empty, and all of them, without one."""
    chosen = request.GET.get("building", "")
    return chosen, [row for row in rows if not chosen or row.building == chosen]


def sums_on_paper(rows: Sequence[DoorSum]) -> list[tuple[str, str, str]]:
    """Building, doors and money, with what it comes to below; nothing for an empty list."""
    sums = building_sums(rows)
    total = BuildingSum(_("Together"), len(rows), sum(row.fen for row in rows))
    return [
        (
            row.building,
            ngettext("%(n)s door", "%(n)s doors", row.doors) % {"n": row.doors},
            format_yuan(abs(row.fen)),
        )
        for row in (*sums, total)
        if sums
    ]
