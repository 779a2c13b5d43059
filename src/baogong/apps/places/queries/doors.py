"""Finding a door the way that people name it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q

from baogong.apps.places.models import Place, PlaceAlias
from baogong.apps.places.queries.door_table import door_table
from baogong.readers.addresses import read_address
from baogong.values.sort_keys import natural_key

MOST_RESULTS = 20


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door to choose."""

    id: int
    label: str
    people: int | None


def find_doors(*, estate: Place, text: str) -> list[DoorRow]:
    """Doors whose name holds what was typed ("e6 602", "602", "e6 60"), closest first, 20 at most.

    One query where whole numbers find enough, else two. The words may stand for building and room,
    in this order. What finds nothing is read as an address ("六栋一单元602室"), with three more.
    """
    text = text.replace("\0", " ")  # which the database refuses
    words = text.replace("-", " ").split()
    if not words:
        return []
    doors = Place.objects.within(estate).doors().order_by("sort_key")
    whole = doors.filter(*(Q(sort_key__contains=natural_key(word)) for word in words))
    found = list(whole[:MOST_RESULTS])
    if len(found) < MOST_RESULTS:
        named = PlaceAlias.objects.filter(estate=estate, name__icontains=text.strip())
        partly = reduce(and_, (Q(label__icontains=word) for word in words))
        more = doors.filter(partly | Q(pk__in=named.values("place")))
        found += more.exclude(pk__in=[door.pk for door in found])[: MOST_RESULTS - len(found)]
    if not found:
        found = list(doors.filter(label__in=_read(text, estate=estate))[:MOST_RESULTS])
    return [DoorRow(id=door.pk, label=door.label, people=door.people) for door in found]


def _read(text: str, *, estate: Place) -> list[str]:
    """The door that an address names, or those that it may mean."""
    read = read_address(text, doors=door_table(estate))
    return [door.code for door in ((read.door,) if read.door else read.candidates)]


def doors_labelled(labels: Collection[str], *, estate: Place) -> dict[str, int]:
    """Label -> id of those doors of an estate. One query."""
    doors = Place.objects.within(estate).doors().filter(label__in=labels)
    return dict(doors.values_list("label", "pk"))


def doors_within(place: Place) -> list[Place]:
    """Every door at a place, in the order in which one walks. One query."""
    return list(Place.objects.within(place).doors().order_by("sort_key"))
