"""Whose day it is: every page of a day comes through here."""

from dataclasses import dataclass
from datetime import date

from baogong.apps.ordering.queries import day_round_ids, round_ids_on
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest
from baogong.web.components.fields import is_number

COMMAND = (Role.COMMANDER,)
PLANNERS = (Role.COMMANDER, Role.CLERK)


def page_number(request: StaffRequest) -> int:
    """The page that the address asks for, from 1; nonsense is the first."""
    return max(whole_number(request.GET.get("page", "")), 1)


def whole_number(text: str) -> int:
    """A number from the address; 0 for nonsense."""
    return int(text) if is_number(text) else 0


@dataclass(frozen=True, slots=True)
class Day:
    """An estate's day of supply, and the rounds that it is made of."""

    estate_id: int
    estate: str
    estate_path: str
    date: date
    round_ids: tuple[int, ...]


def day_for(request: StaffRequest, *, estate: int, date: date) -> Day:
    """A day with rounds of an estate in the viewer's hands. Raises NotVisible."""
    place = estate_for(viewer=request.user, roles=COMMAND, pk=estate)
    round_ids = day_round_ids(estate_id=estate, day=date)
    if not round_ids:
        raise NotVisible
    return Day(place.pk, place.label, place.path, date, round_ids)


def days_of(request: StaffRequest, *, date: date) -> list[Day]:
    """The days of all the viewer's estates that are supplied on a date, in their order."""
    estates = places_of_kind(viewer=request.user, roles=COMMAND, kind=PlaceKind.ESTATE)
    rounds = round_ids_on(estate_ids=[estate.pk for estate in estates], day=date)
    return [
        Day(place.pk, place.label, place.path, date, rounds[place.pk])
        for place in estates
        if place.pk in rounds
    ]
