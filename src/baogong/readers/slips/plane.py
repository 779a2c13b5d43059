"""The perspective that takes a flat sheet into a photo of it."""

from collections.abc import Sequence

Point = tuple[float, float]
Pair = tuple[Point, Point]  # on the sheet, on the photo
Perspective = tuple[float, ...]  # eight figures, as Pillow's transform takes them


class Crumpled(ValueError):
    """No perspective takes the points of the sheet to those of the photo."""


def perspective(pairs: Sequence[Pair]) -> Perspective:
    """The one that fits the pairs best, by least squares. Raises Crumpled for too few of them."""
    across = max((abs(value) for point, _ in pairs for value in point), default=0) or 1.0
    far = max((abs(value) for _, point in pairs for value in point), default=0) or 1.0
    normal = [[0.0] * 9 for _ in range(8)]
    for (sheet_x, sheet_y), (photo_x, photo_y) in pairs:
        x, y, u, v = sheet_x / across, sheet_y / across, photo_x / far, photo_y / far
        for row in (
            (x, y, 1.0, 0.0, 0.0, 0.0, -x * u, -y * u, u),
            (0.0, 0.0, 0.0, x, y, 1.0, -x * v, -y * v, v),
        ):
            for i in range(8):
                for j in range(9):
                    normal[i][j] += row[i] * row[j]
    a, b, c, d, e, f, g, h = _solved(normal)
    return scaled((a * far, b * far, c * far, d * far, e * far, f * far, g, h), across)


def photographed(point: Point, through: Perspective) -> Point:
    """Where a point of the sheet lies on the photo."""
    x, y = point
    a, b, c, d, e, f, g, h = through
    depth = g * x + h * y + 1
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def scaled(through: Perspective, per_unit: float) -> Perspective:
    """The same, for a sheet that is measured in ``1 / per_unit``."""
    a, b, c, d, e, f, g, h = through
    s = per_unit
    return a / s, b / s, c, d / s, e / s, f, g / s, h / s


def _solved(rows: list[list[float]]) -> Perspective:
    """Gauss and Jordan, with the largest pivot."""
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        if abs(rows[i][i]) < 1e-9:
            raise Crumpled
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(size):
            if k != i:
                factor = rows[k][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return tuple(row[-1] for row in rows)
