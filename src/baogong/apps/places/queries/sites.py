from dataclasses import dataclass

from baogong.apps.places.enums import SITE_KINDS, PlaceKind
from baogong.apps.places.models import Place


def site_of(estate: Place, kind: PlaceKind) -> Place:
    """The estate's first site of a kind, such as its gate. Raises Place.DoesNotExist."""
    return Place.objects.within(estate).filter(kind=kind).order_by("sort_key", "pk")[:1].get()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site that hangs on an estate or a town."""

    id: int
    kind: PlaceKind
    label: str


def site_rows(*, above: Place) -> list[SiteRow]:
    """The sites right below a place, kind by kind. One query."""
    rows = Place.objects.filter(parent=above, kind__in=SITE_KINDS).order_by("sort_key", "pk")
    found = [SiteRow(site.pk, PlaceKind(site.kind), site.label) for site in rows]
    return sorted(found, key=lambda site: SITE_KINDS.index(site.kind))


def estate_of(place: Place) -> Place:
    """The estate that a place lies in. Raises Place.DoesNotExist above estates."""
    return Place.objects.around(place).get(kind=PlaceKind.ESTATE)


def town_of(place: Place) -> Place:
    """The root above a place. One query."""
    return Place.objects.around(place)[:1].get()


def buildings_within(place: Place) -> list[Place]:
    """The buildings at a place, in the order in which one walks. One query."""
    buildings = Place.objects.within(place).filter(kind=PlaceKind.BUILDING)
    return list(buildings.order_by("sort_key"))


def first_estate() -> Place | None:
    """Any estate at all; None in an empty installation."""
    return Place.objects.filter(kind=PlaceKind.ESTATE).order_by("pk").first()
