from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place


def site_of(estate: Place, kind: PlaceKind) -> Place:
    """The estate's first site of a kind, such as its gate. Raises Place.DoesNotExist."""
    return Place.objects.within(estate).filter(kind=kind).order_by("sort_key", "pk")[:1].get()


def estate_of(place: Place) -> Place:
    """The estate that a place lies in. Raises Place.DoesNotExist above estates."""
    return Place.objects.around(place).get(kind=PlaceKind.ESTATE)
