"""Which building lies in which grid: the table that people draw in, look at and print."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from baogong.apps.places.queries.grid_parts import GridRow, PartRow


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """``entrances`` of a building in a grid; ``whole``: all that it has."""

    grid: GridRow
    entrances: int
    whole: bool


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building with its entrances. ``grid`` is the one that all of them lie in, else None."""

    id: int
    label: str
    parts: tuple[PartRow, ...]
    grid: GridRow | None
    cells: tuple[MatrixCell, ...]

    @property
    def doors(self) -> int:
        return sum(part.doors for part in self.parts)

    @property
    def people(self) -> int:
        return sum(part.people for part in self.parts)

    @property
    def orphans(self) -> int:
        return sum(part.grid is None for part in self.parts)

    @property
    def is_split(self) -> bool:
        """Its entrances lie in several grids, or some in none."""
        return len({part.grid for part in self.parts}) > 1


def grid_matrix(parts: Sequence[PartRow], grids: Sequence[GridRow]) -> list[BuildingRow]:
    """A row for each building, in walking order, with a cell for each grid."""
    return [
        _row(list(group), grids) for _, group in groupby(parts, key=lambda part: part.building_id)
    ]


def _row(parts: Sequence[PartRow], grids: Sequence[GridRow]) -> BuildingRow:
    counts = {grid: sum(part.grid == grid for part in parts) for grid in grids}
    first = parts[0]
    return BuildingRow(
        id=first.building_id,
        label=first.building,
        parts=tuple(parts),
        grid=first.grid if all(part.grid == first.grid for part in parts) else None,
        cells=tuple(MatrixCell(grid, n, n == len(parts)) for grid, n in counts.items()),
    )
