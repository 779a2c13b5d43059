from dataclasses import dataclass
from typing import Any

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, PlaceOutline


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A building or the estate on the map. ``polygons`` as GeoJSON has them, WGS-84."""

    place_id: int
    label: str
    is_estate: bool
    polygons: list[list[list[tuple[float, float]]]]


def outline_rows(*, estate: Place) -> list[OutlineRow]:
    """What is known of an estate's ground, the estate's own outline first. One query."""
    places = Place.objects.within(estate).filter(kind__in=[PlaceKind.ESTATE, PlaceKind.BUILDING])
    rows = PlaceOutline.objects.filter(place__in=places).select_related("place")
    return [_row(row) for row in rows.order_by("place__sort_key")]


def _row(row: PlaceOutline) -> OutlineRow:
    polygons: Any = row.polygons
    return OutlineRow(row.place_id, row.place.label, row.place.kind == PlaceKind.ESTATE, polygons)
