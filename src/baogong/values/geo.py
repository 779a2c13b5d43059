"""Points on the earth: WGS-84 as GeoJSON has it, GCJ-02 as Chinese maps show it."""

import math
from typing import NamedTuple

_RADIUS = 6378245.0  # metres; Krasovsky 1940, which GCJ-02 is built on
_ECCENTRICITY = 0.00669342162296594323  # squared
_METRES_PER_DEGREE = 111_320.0
_CLOSE_ENOUGH = 1e-7  # degrees, about a centimetre


class Point(NamedTuple):
    """Degrees; longitude first, as GeoJSON has it."""

    lon: float
    lat: float


def to_gcj(point: Point) -> Point:
    """Where a Chinese map shows a point of WGS-84; points outside China are not moved."""
    if not (72.004 <= point.lon <= 137.8347 and 0.8293 <= point.lat <= 55.8271):
        return point
    east, north = _offset(point.lon - 105.0, point.lat - 35.0)
    angle = math.radians(point.lat)
    magic = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    lat = north * 180 / (_RADIUS * (1 - _ECCENTRICITY) / (magic * math.sqrt(magic)) * math.pi)
    lon = east * 180 / (_RADIUS / math.sqrt(magic) * math.cos(angle) * math.pi)
    return Point(point.lon + lon, point.lat + lat)


def from_gcj(point: Point) -> Point:
    """The inverse of ``to_gcj``, to about a centimetre: the offset is taken off until it fits."""
    guess = point
    for _ in range(10):
        shown = to_gcj(guess)
        lon, lat = shown.lon - point.lon, shown.lat - point.lat
        if max(abs(lon), abs(lat)) < _CLOSE_ENOUGH:
            break
        guess = Point(guess.lon - lon, guess.lat - lat)
    return guess


def metres(point: Point, *, origin: Point) -> tuple[float, float]:
    """East and south of ``origin``, on the plane that a town is: x to the right, y downwards."""
    east = (point.lon - origin.lon) * _METRES_PER_DEGREE * math.cos(math.radians(origin.lat))
    return east, (origin.lat - point.lat) * _METRES_PER_DEGREE


def _offset(x: float, y: float) -> tuple[float, float]:
    """The published polynomials and waves of GCJ-02, in metres to the east and to the north."""
    shared = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (shared + _waves(x, ((20, 1), (40, 3), (150, 12), (300, 30)))) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (shared + _waves(y, ((20, 1), (40, 3), (160, 12), (320, 30)))) * 2 / 3
    return east, north


def _waves(x: float, parts: tuple[tuple[int, int], ...]) -> float:
    return sum(height * math.sin(x / length * math.pi) for height, length in parts)
