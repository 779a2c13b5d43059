from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place


def site_of(estate: Place, kind: PlaceKind) -> Place:
    """The estate's first site of a kind, such as its gate. Raises Place.DoesNotExist."""
    return Place.objects.within(estate).filter(kind=kind).order_by("sort_key", "pk")[:1].get()


def estate_of(place: Place) -> Place:
    """The estate that a place lies in. Raises Place.DoesNotExist above estates."""
    return Place.objects.around(place).get(kind=PlaceKind.ESTATE)


def buildings_within(place: Place) -> list[Place]:
    """The buildings at a place, in the order in which one walks. One query."""
    buildings = Place.objects.within(place).filter(kind=PlaceKind.BUILDING)
    return list(buildings.order_by("sort_key"))


def first_estate() -> Place | None:
    """Any estate at all; None in an empty installation."""
    return Place.objects.filter(kind=PlaceKind.ESTATE).order_by("pk").first()
