"""How far bags are carried to a place: what was decided, as far as levels and rules allow it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from baogong.apps.control.models import MovementChange, ZoneChange
from baogong.apps.control.queries import around, levels_at, nearest, rules_at, standing
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import ModeChange
from baogong.apps.delivery.policies import mode_under
from baogong.apps.places.models import Place
from baogong.apps.places.queries import grids_at


@dataclass(frozen=True, slots=True)
class Way:
    """How far bags go; ``point`` is the pickup point, where households are called to one."""

    mode: Mode = Mode.DOOR
    point_id: int | None = None
    point: str = ""


def way_at(place: Place, at: datetime) -> Way:
    """The way that holds at a place then. Nine queries at most."""
    return ways_at([(place, at)])[0]


def ways_at(asked: Sequence[tuple[Place, datetime]]) -> list[Way]:
    """For each place the newest mode of the nearest place with an entry by then.

    A lockdown or a rule that keeps people inside brings the bags nearer to the door. Nine queries
    at most.
    """
    changes = standing(ModeChange.objects.select_related("point"))
    decided = nearest(changes, asked)
    if not any(decided):
        return [Way()] * len(asked)
    levels, rules = levels_at(asked), rules_at(asked)
    return [
        _way(change, mode_under(Mode(change.mode), level=level, rule=rule)) if change else Way()
        for change, level, rule in zip(decided, levels, rules, strict=True)
    ]


def ways_of(place_ids: Collection[int], *, at: datetime) -> dict[int, Way]:
    """The ways that held at these places then. Ten queries at most."""
    places = list(Place.objects.filter(pk__in=place_ids))
    ways = ways_at([(place, at) for place in places])
    return {place.pk: way for place, way in zip(places, ways, strict=True)}


def way_changes(
    *, place: Place, since: datetime, until: datetime | None
) -> list[tuple[datetime, Way]]:
    """The ways of a place after ``since``, each with the moment from which it held.

    Up to ``until``, or up to now. The first row is what held at ``since``. 14 queries at most.
    """
    here = around([place], grids_at([(place, since)]))
    past = Q(starts_at__gt=since, starts_at__lte=until or Now())
    changed = {
        at
        for model in (ModeChange, ZoneChange, MovementChange)
        for at in standing(model._default_manager.filter(here, past)).values_list(
            "starts_at", flat=True
        )
    }
    moments = [since, *sorted(changed)]
    ways = list(zip(moments, ways_at([(place, at) for at in moments]), strict=True))
    return [ways[0], *(later for earlier, later in pairwise(ways) if earlier[1] != later[1])]


def _way(change: Any, mode: Mode) -> Way:
    if mode is not Mode.POINT:
        return Way(mode)
    return Way(mode, change.point_id, change.point.label)
