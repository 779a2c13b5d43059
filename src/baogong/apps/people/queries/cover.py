"""Buildings and their officers: too few, too many, and how many households each one has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.people.queries.capacity import officers_within
from baogong.apps.places.models import Place
from baogong.apps.places.queries import buildings_within, setting
from baogong.apps.places.settings import CARER_HOUSEHOLDS, OFFICERS_HIGH, OFFICERS_LOW


@dataclass(frozen=True, slots=True)
class BuildingCover:
    """A building's officers who can come, and how many cannot.

    ``verdict``: none, few, enough or many, by the bounds that are set. ``too_heavy``: more
    households for each officer than is set.
    """

    id: int
    label: str
    path: str
    households: int
    officers: tuple[str, ...]
    away: int
    verdict: str
    too_heavy: bool

    @property
    def load(self) -> int | None:
        """Households for each officer, rounded up; None without an officer."""
        return -(-self.households // len(self.officers)) if self.officers else None


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

    whoever holds the role of officer for it. Seven queries.
    """
    low, high, most = (
        int(setting(which, place=estate, at=at))
        for which in (OFFICERS_LOW, OFFICERS_HIGH, CARER_HOUSEHOLDS)
    )
    buildings = buildings_within(estate)
    paths = {building.path: building.pk for building in buildings}
    households: dict[int, int] = defaultdict(int)
    for path in Place.objects.within(estate).doors().values_list("path", flat=True):
        if building_id := _building_of(path, paths):
            households[building_id] += 1
    at_hand, away = _officers(estate, paths)
    rows = []
    for building in buildings:
        names = tuple(sorted(at_hand[building.pk].values()))
        doors = households[building.pk]
        rows.append(
            BuildingCover(
                id=building.pk,
                label=building.label,
                path=building.path,
                households=doors,
                officers=names,
                away=len(away[building.pk]),
                verdict=_verdict(len(names), low=low, high=high),
                too_heavy=bool(names) and doors > most * len(names),
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


def _officers(estate: Place, paths: Mapping[str, int]) -> tuple[Heads, Heads]:
    """Names by building and by who it is, at hand and away; each one counts once a building."""
    at_hand: Heads = defaultdict(dict)
    away: Heads = defaultdict(dict)
    for officer in officers_within(estate):
        if building_id := _building_of(officer.path, paths):
            (away if officer.away else at_hand)[building_id][officer.who] = officer.name
    return at_hand, away


def _building_of(path: str, paths: Mapping[str, int]) -> int | None:
    return next((paths[above] for above in _above(path) if above in paths), None)


def _above(path: str) -> Iterable[str]:
    """The path itself and all above it, the longest first."""
    while len(path) > 1:
        yield path
        path = path[: path.rstrip("/").rfind("/") + 1]
