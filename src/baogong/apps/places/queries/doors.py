"""Finding a door the way that people name it."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from baogong.apps.places.models import Place, PlaceAlias, PlaceQuerySet
from baogong.apps.places.queries.door_table import door_table
from baogong.readers.addresses import read_address
from baogong.values.sort_keys import natural_key

MOST_RESULTS = 20
MOST_READ = 3  # estates whose doors are all read for one address
_PART = re.compile(r"\d+|[^\W\d]+")


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door to choose; ``estate`` is the name of its estate."""

    id: int
    label: str
    people: int | None
    estate: str = ""


def find_doors(*, estate: Place, text: str) -> list[DoorRow]:
    """Doors of one estate whose name holds what was typed; see ``find_doors_among``."""
    return find_doors_among([estate], text=text)


def find_doors_among(estates: Sequence[Place], *, text: str) -> list[DoorRow]:
    """Doors whose name holds what was typed ("e6 602", "602", "e6 60"), closest first, 20 at most.

    One query where whole numbers find enough, else two. The words may stand for estate, building
    and room, in this order; a Chinese name also for its pinyin initials ("wty 602"). What finds
    nothing is taken apart ("wty602"), then read as an address ("六栋一单元602室"), each with more
    queries.
    """
    text = text.replace("\0", " ").strip()  # which the database refuses
    words = text.replace("-", " ").split()
    if not words or not estates:
        return []
    found = _named(words, text=text, estates=estates)
    if not found and (parts := _PART.findall(text)) != words:
        found = _named(parts, text=text, estates=estates) if parts else []
    if not found:
        found = _read(text, estates=estates)
    return [_row(door, estates=estates) for door in found]


def _row(door: Place, *, estates: Sequence[Place]) -> DoorRow:
    estate = next(estate.label for estate in estates if estate.holds(door))
    return DoorRow(id=door.pk, label=door.label, people=door.people, estate=estate)


def _named(words: Sequence[str], *, text: str, estates: Sequence[Place]) -> list[Place]:
    """Doors of which every word names the door or its estate, whole numbers first."""
    doors = _doors(estates)

    def each(of_door: Callable[[str], Q]) -> Q:
        return reduce(and_, (of_door(word) | _in_named(word, estates) for word in words))

    whole = doors.filter(each(lambda word: Q(sort_key__contains=natural_key(word))))
    found = list(whole[:MOST_RESULTS])
    if len(found) < MOST_RESULTS:
        known = PlaceAlias.objects.filter(
            Q(name__icontains=text) | Q(initials__contains=text.casefold()),
            estate__in=[estate.pk for estate in estates],
        )
        partly = each(
            lambda word: Q(label__icontains=word) | Q(initials__contains=word.casefold())
        )
        more = doors.filter(partly | Q(pk__in=known.values("place")))
        found += more.exclude(pk__in=[door.pk for door in found])[: MOST_RESULTS - len(found)]
    return found


def _doors(estates: Sequence[Place]) -> PlaceQuerySet:
    inside = reduce(or_, (Q(path__startswith=estate.path) for estate in estates))
    return Place.objects.filter(inside).doors().order_by("sort_key")


def _in_named(word: str, estates: Sequence[Place]) -> Q:
    """Doors of the estates whose name or initials begin with a word."""
    said = word.casefold()
    paths = [
        estate.path
        for estate in estates
        if estate.label.casefold().startswith(said) or estate.initials.startswith(said)
    ]
    return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=()))


def _read(text: str, *, estates: Sequence[Place]) -> list[Place]:
    """The door that an address names, or those that it may mean.

    Of many estates those are read whose Chinese name is in the text, else the first few.
    """
    said = [estate for estate in estates if estate.initials and estate.label in text]
    for estate in (said or estates)[:MOST_READ]:
        rest = text.replace(estate.label, "") if said else text
        read = read_address(rest, doors=door_table(estate))
        labels = [door.code for door in ((read.door,) if read.door else read.candidates)]
        if found := list(_doors([estate]).filter(label__in=labels)[:MOST_RESULTS]):
            return found
    return []


def doors_labelled(labels: Collection[str], *, estate: Place) -> dict[str, int]:
    """Label -> id of those doors of an estate. One query."""
    doors = Place.objects.within(estate).doors().filter(label__in=labels)
    return dict(doors.values_list("label", "pk"))


def example_door(place: Place) -> str:
    """How doors are written at a place: the first one as one walks; empty where there is none."""
    doors = Place.objects.within(place).doors().order_by("sort_key")
    return doors.values_list("label", flat=True).first() or ""


def doors_within(place: Place) -> list[Place]:
    """Every door at a place, in the order in which one walks. One query."""
    return list(Place.objects.within(place).doors().order_by("sort_key"))
