"""Finding a door the way that people name it."""

from dataclasses import dataclass

from baogong.apps.places.models import Place, PlaceAlias
from baogong.values.sort_keys import natural_key

MOST_RESULTS = 20


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door to choose."""

    id: int
    label: str
    people: int | None


def find_doors(*, estate: Place, text: str) -> list[DoorRow]:
    """Doors whose name holds what was typed ("e6 602", "602"), the closest first, 20 at most.

    Two queries. The words may stand for building and room, in this order.
    """
    words = [natural_key(word) for word in text.replace("-", " ").split()]
    if not words:
        return []
    doors = Place.objects.within(estate).doors()
    for word in words:
        doors = doors.filter(sort_key__contains=word)
    named = PlaceAlias.objects.filter(estate=estate, name__icontains=text.strip()).values("place")
    found = list(doors.order_by("sort_key")[:MOST_RESULTS])
    if len(found) < MOST_RESULTS:
        found += (
            Place.objects.doors()
            .filter(pk__in=named)
            .exclude(pk__in=[d.pk for d in found])[: MOST_RESULTS - len(found)]
        )
    return [DoorRow(id=door.pk, label=door.label, people=door.people) for door in found]


def doors_within(place: Place) -> list[Place]:
    """Every door at a place, in the order in which one walks. One query."""
    return list(Place.objects.within(place).doors().order_by("sort_key"))
