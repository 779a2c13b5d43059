"""Outlines of buildings from GeoJSON: polygons with a name each. What does not fit is a doubt."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baogong.values.geo import Point, from_gcj

MOST_FEATURES, MOST_POINTS = 5000, 2000
NAMES = ("name", "building", "label", "no", "number", "code", "楼栋", "名称", "楼号", "编号")

Ring = tuple[tuple[float, float], ...]
Polygons = tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A named piece of ground: polygons, each its outer ring and its holes, longitude first."""

    name: str
    polygons: Polygons


@dataclass(frozen=True, slots=True)
class OutlineDoubt:
    """A feature (from 1) that was not taken, and why (a code). 0 stands for the whole file."""

    feature: int
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OutlinesRead:
    outlines: tuple[Outline, ...]
    doubts: tuple[OutlineDoubt, ...]


def read_outlines(content: bytes, *, gcj: bool = False) -> OutlinesRead:
    """Read a file's bytes; ``gcj``: its coordinates are those of Chinese maps. Never raises."""
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return OutlinesRead((), (OutlineDoubt(0, "not_geojson"),))
    if not isinstance(features, list) or not features:
        return OutlinesRead((), (OutlineDoubt(0, "not_geojson"),))
    read = [
        _feature(number, feature, gcj=gcj)
        for number, feature in enumerate(features[:MOST_FEATURES], start=1)
    ]
    doubts = [row for row in read if isinstance(row, OutlineDoubt)]
    if len(features) > MOST_FEATURES:
        doubts.append(OutlineDoubt(MOST_FEATURES + 1, "too_many"))
    return OutlinesRead(tuple(row for row in read if isinstance(row, Outline)), tuple(doubts))


def _feature(number: int, feature: Any, *, gcj: bool) -> Outline | OutlineDoubt:
    if not isinstance(feature, Mapping):
        return OutlineDoubt(number, "not_a_feature")
    properties, geometry = feature.get("properties"), feature.get("geometry")
    name = _name(properties if isinstance(properties, Mapping) else {})
    if not name:
        return OutlineDoubt(number, "no_name")
    try:
        polygons = tuple(_polygons(geometry, gcj=gcj))
    except (TypeError, ValueError, LookupError, OverflowError):
        return OutlineDoubt(number, "no_polygon", name)
    return Outline(name, polygons) if polygons else OutlineDoubt(number, "no_polygon", name)


def _name(properties: Mapping[str, Any]) -> str:
    lower = {str(key).casefold(): value for key, value in properties.items()}
    for key in NAMES:
        value = lower.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return unicodedata.normalize("NFKC", str(value)).strip()[:80]
    return ""


def _polygons(geometry: Any, *, gcj: bool) -> Iterator[tuple[Ring, ...]]:
    """Raises TypeError, ValueError or LookupError for what is no polygon on the earth."""
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    elif geometry["type"] != "MultiPolygon":
        raise ValueError(geometry["type"])
    for rings in parts:
        yield tuple(_ring(ring, gcj=gcj) for ring in rings)


def _ring(points: Sequence[Any], *, gcj: bool) -> Ring:
    if not 4 <= len(points) <= MOST_POINTS:
        raise ValueError(len(points))
    return tuple(_point(point, gcj=gcj) for point in points)


def _point(pair: Sequence[Any], *, gcj: bool) -> Point:
    point = Point(float(pair[0]), float(pair[1]))
    if not (-180 <= point.lon <= 180 and -90 <= point.lat <= 90):
        raise ValueError(pair)
    return from_gcj(point) if gcj else point
