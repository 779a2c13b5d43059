"""Buildings and their officers: too few, too many, and how many households each one has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from baogong.apps.people.queries.capacity import officers_within
from baogong.apps.places.enums import PlanStatus
from baogong.apps.places.models import GridPart, Place
from baogong.apps.places.queries import buildings_within, setting
from baogong.apps.places.settings import CARER_HOUSEHOLDS, OFFICERS_HIGH, OFFICERS_LOW


@dataclass(frozen=True, slots=True)
class BuildingCover:
    """A building's officers who can come, and how many cannot.

    ``verdict``: none, few, enough or many, by the bounds that are set. ``load``: households for
    each officer in all that they look after, rounded up; None without one. ``too_heavy``: more
    than is set.
    """

    id: int
    label: str
    path: str
    households: int
    officers: tuple[str, ...]
    away: int
    verdict: str
    load: int | None
    too_heavy: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """All buildings, and the bounds that held when they were looked at."""

    buildings: tuple[BuildingCover, ...]
    low: int
    high: int
    most_households: int

    @property
    def without(self) -> int:
        return sum(row.verdict == "none" for row in self.buildings)

    @property
    def few(self) -> int:
        return sum(row.verdict == "few" for row in self.buildings)

    @property
    def many(self) -> int:
        return sum(row.verdict == "many" for row in self.buildings)

    @property
    def officers(self) -> int:
        return sum(len(row.officers) for row in self.buildings)


def building_cover(*, estate: Place, at: datetime) -> Cover:
    """Every building with its officers (R11): members of the supply team who belong to it, and
    whoever holds the role of officer for it or for its grid. Eight queries.
    """
    low, high, most = (
        int(setting(which, place=estate, at=at))
        for which in (OFFICERS_LOW, OFFICERS_HIGH, CARER_HOUSEHOLDS)
    )
    buildings = buildings_within(estate)
    paths = {building.path: building.pk for building in buildings}
    households = households_by_building(estate, paths)
    at_hand, away = officers_by_building(estate, paths)
    load_of = _loads(households, at_hand)
    rows = []
    for building in buildings:
        names = tuple(sorted(at_hand[building.pk].values()))
        loads = [load_of[who] for who in at_hand[building.pk]]
        load = ceil(sum(loads) / len(loads)) if loads else None
        rows.append(
            BuildingCover(
                id=building.pk,
                label=building.label,
                path=building.path,
                households=households[building.pk],
                officers=names,
                away=len(away[building.pk]),
                verdict=_verdict(len(names), low=low, high=high),
                load=load,
                too_heavy=load is not None and load > most,
            )
        )
    return Cover(tuple(rows), low=low, high=high, most_households=most)


def _verdict(officers: int, *, low: int, high: int) -> str:
    if not officers:
        return "none"
    if officers < low:
        return "few"
    return "many" if officers > high else "enough"


Heads = dict[int, dict[str, str]]


def households_by_building(estate: Place, paths: Mapping[str, int]) -> dict[int, int]:
    """How many doors each building has; ``paths``: the buildings' ids by path. One query."""
    households: dict[int, int] = defaultdict(int)
    for path in Place.objects.within(estate).doors().values_list("path", flat=True):
        if building_id := _building_of(path, paths):
            households[building_id] += 1
    return households


def officers_by_building(estate: Place, paths: Mapping[str, int]) -> tuple[Heads, Heads]:
    """Names by building and by who it is, at hand and away; each one counts once a building."""
    at_hand: Heads = defaultdict(dict)
    away: Heads = defaultdict(dict)
    of_grid = _buildings_by_grid(estate, paths)
    for officer in officers_within(estate):
        own = _building_of(officer.path, paths)
        for building_id in [own] if own else of_grid[officer.path]:
            (away if officer.away else at_hand)[building_id][officer.who] = officer.name
    return at_hand, away


def _buildings_by_grid(estate: Place, paths: Mapping[str, int]) -> dict[str, set[int]]:
    """The buildings with an entrance in each grid of the live plan, by the grid's path."""
    found: dict[str, set[int]] = defaultdict(set)
    parts = GridPart.objects.filter(plan__estate=estate, plan__status=PlanStatus.APPROVED)
    for grid, path in parts.values_list("grid__path", "place__path"):
        if building_id := _building_of(path, paths):
            found[grid].add(building_id)
    return found


def _loads(households: Mapping[int, int], at_hand: Heads) -> dict[str, float]:
    """Households that each officer looks after: a share of each of their buildings."""
    found: dict[str, float] = defaultdict(float)
    for building_id, officers in at_hand.items():
        for who in officers:
            found[who] += households.get(building_id, 0) / len(officers)
    return found


def _building_of(path: str, paths: Mapping[str, int]) -> int | None:
    return next((paths[above] for above in _above(path) if above in paths), None)


def _above(path: str) -> Iterable[str]:
    """The path itself and all above it, the longest first."""
    while len(path) > 1:
        yield path
        path = path[: path.rstrip("/").rfind("/") + 1]
