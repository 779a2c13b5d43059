"""Who stands on a town's roster already, whether or not a row names a phone."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from baogong.apps.people.enums import LIVE, PersonState
from baogong.apps.people.models import Person
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place

WHERE_ONE_LIVES = (PlaceKind.BUILDING, PlaceKind.ENTRANCE)


class KnownPeople:
    """People by phone, and by name and building where one of the two phones is not told."""

    def __init__(self) -> None:
        self._by_phone: dict[str, Person] = {}
        self._by_name: dict[tuple[str, int], list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        """Know somebody more; who was added before comes first."""
        if person.phone:
            self._by_phone.setdefault(person.phone, person)
        if person.place.kind in WHERE_ONE_LIVES:
            self._by_name[person.name, person.place_id].append(person)

    def find(self, *, name: str, phone: str, place_id: int | None) -> Person | None:
        """Who this is; None for somebody new."""
        if known := self._by_phone.get(phone):
            return known
        same = self._by_name.get((name, place_id), []) if place_id else []
        return next((person for person in same if not (phone and person.phone)), None)


def known_people(
    *,
    names: Collection[str],
    phones: Collection[str],
    town: Place,
    states: Collection[PersonState] = LIVE,
) -> KnownPeople:
    """Everybody of a town with one of the names or phones; those who are live first. One query."""
    alike = Q(name__in=names) | Q(phone__in={*phones} - {""})
    people = Person.objects.filter(alike, town=town, state__in=states).select_related("place")
    known = KnownPeople()
    for person in sorted(people, key=lambda person: (person.state not in LIVE, person.pk)):
        known.add(person)
    return known
