"""The households of an estate as a clerk looks through them."""

from dataclasses import dataclass

from django.db.models import Q

from baogong.apps.places.models import Place
from baogong.apps.places.queries.doors import find_doors

UNKNOWN, EMPTY, LIVED_IN = "unknown", "empty", "lived-in"


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """``text``: as for finding doors. ``state``: unknown, empty or lived-in. ``care``: a code."""

    text: str = ""
    state: str = ""
    care: str = ""


def household_ids(*, estate: Place, where: HouseholdFilter) -> list[int]:
    """Doors that fit, in walking order; those that a text finds, the closest first."""
    doors = Place.objects.within(estate).doors().filter(_state(where.state))
    if where.care:
        doors = doors.filter(care_flags__kind=where.care)
    if where.text:
        found = [row.id for row in find_doors(estate=estate, text=where.text)]
        fits = set(doors.filter(pk__in=found).values_list("pk", flat=True))
        return [pk for pk in found if pk in fits]
    return list(doors.order_by("sort_key").values_list("pk", flat=True))


def _state(state: str) -> Q:
    return {
        UNKNOWN: Q(people=None) & ~Q(occupied=False),
        EMPTY: Q(occupied=False),
        LIVED_IN: Q(occupied=True),
    }.get(state, Q())
