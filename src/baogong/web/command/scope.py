"""Whose day it is: every page of a day comes through here."""

from dataclasses import dataclass
from datetime import date

from baogong.apps.ordering.queries import day_round_ids
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import estate_for
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
