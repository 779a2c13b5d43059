"""Places for which a role can be given."""

from collections.abc import Collection
from dataclasses import dataclass

from baogong.apps.people.enums import Role
from baogong.apps.people.queries.scope import Viewer, covers
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place

KINDS = (
    PlaceKind.TOWN,
    PlaceKind.ESTATE,
    PlaceKind.GATE,
    PlaceKind.DEPOT,
    PlaceKind.GRID,
    PlaceKind.BUILDING,
    PlaceKind.ENTRANCE,
)


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to choose; ``group`` is the estate that it lies in, or the town itself."""

    id: int
    label: str
    group: str


def place_choices(*, viewer: Viewer, roles: Collection[Role]) -> list[PlaceChoice]:
    """Every place above the doors in the viewer's hands, estate by estate. One query."""
    places = Place.objects.filter(covers(viewer=viewer, roles=roles, path="path"), kind__in=KINDS)
    rows = list(places.order_by("sort_key", "pk"))
    tops = {
        place.path: place.label
        for place in rows
        if place.kind in {PlaceKind.TOWN, PlaceKind.ESTATE}
    }
    found = [PlaceChoice(row.pk, row.label, _group(row.path, tops)) for row in rows]
    order = list(tops.values())
    return sorted(found, key=lambda choice: order.index(choice.group) if choice.group else -1)


def place_choices_within(estate: Place) -> list[PlaceChoice]:
    """The estate, its grids, buildings and entrances. One query."""
    rows = Place.objects.within(estate).filter(kind__in=KINDS).order_by("sort_key", "pk")
    return [PlaceChoice(row.pk, row.label, estate.label) for row in rows]


def _group(path: str, tops: dict[str, str]) -> str:
    """The label of the nearest estate or town at or above a path."""
    above = [top for top in tops if path.startswith(top)]
    return tops[max(above, key=len)] if above else ""
