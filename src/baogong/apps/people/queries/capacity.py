"""Who can carry and sort tomorrow, and how much less that is than with everybody (R17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.people.enums import AWAY, Role, TeamKind
from baogong.apps.people.models import Assignment, Person
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import OFFICER_DOORS, SORTER_BAGS


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works at a place. ``who`` is one and the same with and without an account."""

    who: str
    name: str
    path: str
    away: bool


@dataclass(frozen=True, slots=True)
class Capacity:
    """``heads`` in all, ``away`` of them; each one does ``each`` (doors a day, bags an hour)."""

    heads: int
    away: int
    each: int

    @property
    def at_hand(self) -> int:
        return self.heads - self.away

    @property
    def full(self) -> int:
        return self.heads * self.each

    @property
    def left(self) -> int:
        return self.at_hand * self.each


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an estate can do while those who are away stay away."""

    officers: Capacity
    sorters: Capacity


def forecast(*, estate: Place, at: datetime) -> Forecast:
    """Doors that officers reach in a day, bags that sorters make up in an hour. Six queries."""
    doors = int(setting(OFFICER_DOORS, place=estate, at=at))
    bags = int(setting(SORTER_BAGS, place=estate, at=at))
    return Forecast(
        officers=_capacity(officers_within(estate), each=doors),
        sorters=_capacity(_holders(Role.SORTER, estate), each=bags),
    )


def officers_within(estate: Place) -> Iterator[Worker]:
    """Members of the supply team, and whoever holds the role of officer; one row for each place.

    Three queries.
    """
    people = Person.objects.within(estate).approved().filter(team__kind=TeamKind.SUPPLY)
    for pk, user_id, name, health, path in people.values_list(
        "pk", "user", "name", "health", "place__path"
    ):
        who = f"user:{user_id}" if user_id else f"person:{pk}"
        yield Worker(who, name, path, away=health in AWAY)
    yield from _holders(Role.OFFICER, estate)


def _holders(role: Role, estate: Place) -> Iterator[Worker]:
    away = set(Person.objects.filter(health__in=AWAY).values_list("user", flat=True))
    held = Assignment.objects.filter(role=role, ended_at=None, place__path__startswith=estate.path)
    for user_id, name, path in held.values_list("user", "user__name", "place__path"):
        yield Worker(f"user:{user_id}", name, path, away=user_id in away)


def _capacity(workers: Iterator[Worker], *, each: int) -> Capacity:
    away = {worker.who: worker.away for worker in workers}
    return Capacity(heads=len(away), away=sum(away.values()), each=each)
