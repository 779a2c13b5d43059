"""Columns of places: written in each row, or only where a building or an entrance begins."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baogong.readers.rosters.headings import DOORS
from baogong.readers.rosters.heads import Columns
from baogong.readers.rosters.tables import Table

_OUTER = ("lane", "zone", "building", "address")


@dataclass(frozen=True, slots=True)
class Sparse:
    """What a blank cell may take from above; in any other column it was left out.

    ``outer``: fields whose columns are written only where they begin. ``entrances``: the texts of
    building cells under which entrances are.
    """

    outer: frozenset[str] = frozenset()
    entrances: frozenset[str] = frozenset()


def sparse_in(table: Table, columns: Columns) -> Sparse:
    """Judge by the rows that have a door; a merged cell is written where it begins."""
    homes = [row for row in table.rows if any(_text(table, columns, row, name) for name in DOORS)]
    cells = {
        name: [_text(table, columns, row, name) for row in homes]
        for name in (*_OUTER, "entrance")
        if name in columns
    }
    outer = frozenset(name for name in _OUTER if name in cells and _begins(cells[name]))
    entrances = cells.get("entrance", [])
    if "building" in cells and "building" not in outer:
        return Sparse(outer, _under(cells["building"], entrances, habit=_mostly_blank))
    buildings = _filled_down(cells.get("building", [""] * len(homes)))
    return Sparse(outer, _under(buildings, entrances, habit=_begins))


def _text(table: Table, columns: Columns, row: int, name: str) -> str:
    texts = table.sheet.rows.get(row, {})
    return next((texts[c] for c in columns.get(name, ()) if c in texts), "")


def _begins(cells: Sequence[str]) -> bool:
    """Whether blanks are the habit: many, and more than rows that repeat the one above."""
    blank = cells.count("")
    return blank * 4 >= len(cells) > blank > _repeated(cells)


def _repeated(cells: Sequence[str]) -> int:
    return sum(one == other != "" for one, other in pairwise(cells))


def _filled_down(cells: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _under(
    buildings: Sequence[str], entrances: Sequence[str], *, habit: Callable[[Sequence[str]], bool]
) -> frozenset[str]:
    """Each building has its own habit; one of few rows has that of the others.

    A building without any entrance says nothing of the others' habit.
    """
    own: dict[str, list[str]] = defaultdict(list)
    for building, entrance in zip(buildings, entrances, strict=False):
        own[building].append(entrance)
    told = {building: cells for building, cells in own.items() if any(cells)}
    general = habit([cell for cells in told.values() for cell in cells])
    return frozenset(
        building
        for building, cells in told.items()
        if habit(cells) or (general and not _repeated(cells))
    )


def _mostly_blank(cells: Sequence[str]) -> bool:
    """The same where the building stands in each row, so that the entrance might as well."""
    return cells.count("") * 2 > len(cells) and _begins(cells)
