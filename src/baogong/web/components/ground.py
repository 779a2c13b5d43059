"""Outlines as a drawing: the same SVG on the screen and on paper, without any map service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baogong.apps.places.queries import OutlineRow
from baogong.values.geo import Point, metres

MARGIN = 12  # metres around the drawing


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline: an SVG path in metres, where its label stands, and its grid's number."""

    place_id: int
    label: str
    is_estate: bool
    path: str
    x: float
    y: float
    grid: int | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """``view``: the SVG's viewBox, in metres."""

    view: str
    shapes: tuple[Shape, ...]


def drawing(
    rows: Sequence[OutlineRow], *, grids: Mapping[int, int] | None = None
) -> Drawing | None:
    """A drawing of the ground, north up; None without an outline.

    ``grids``: the number of the grid that the whole of a building lies in, by the building's id.
    """
    points = [Point(*point) for row in rows for part in row.polygons for point in part[0]]
    if not points:
        return None
    origin = Point(min(p.lon for p in points), max(p.lat for p in points))
    width, height = metres(
        Point(max(p.lon for p in points), min(p.lat for p in points)), origin=origin
    )
    view = f"{-MARGIN} {-MARGIN} {width + 2 * MARGIN:.1f} {height + 2 * MARGIN:.1f}"
    return Drawing(
        view, tuple(_shape(row, origin, (grids or {}).get(row.place_id)) for row in rows)
    )


def _shape(row: OutlineRow, origin: Point, grid: int | None) -> Shape:
    rings = [
        [metres(Point(*point), origin=origin) for point in ring]
        for part in row.polygons
        for ring in part
    ]
    path = " ".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings)
    xs, ys = zip(*rings[0], strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Shape(row.place_id, row.label, row.is_estate, path, round(x, 1), round(y, 1), grid)
