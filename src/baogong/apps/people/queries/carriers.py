"""Which buildings have somebody to carry to them at an hour: officers on a shift then (R11)."""

from dataclasses import dataclass
from datetime import datetime

from baogong.apps.people.enums import TeamKind
from baogong.apps.people.models import ShiftDuty
from baogong.apps.people.queries.cover import households_by_building, officers_by_building
from baogong.apps.places.models import Place
from baogong.apps.places.queries import buildings_within

CARRYING = (TeamKind.SUPPLY, TeamKind.TRANSPORT)


@dataclass(frozen=True, slots=True)
class BuildingCarriers:
    """A building where people live; ``carriers``: its officers who are booked, by name."""

    label: str
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who is booked for a stretch of time, building by building; each building needs one."""

    buildings: tuple[BuildingCarriers, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The buildings without anybody."""
        return tuple(row.label for row in self.buildings if not row.carriers)


def carriers_booked(*, estate: Place, begins_at: datetime, ends_at: datetime) -> Carriers:
    """Officers at hand whose shift of the supply or transport team lasts at both moments.

    A building has somebody when both moments do, be it one person or two who take turns. Seven
    queries.
    """
    buildings = buildings_within(estate)
    paths = {building.path: building.pk for building in buildings}
    lived_in = households_by_building(estate, paths)
    at_hand, _ = officers_by_building(estate, paths)
    on_shift = [_on_shift(estate, at=at) for at in (begins_at, ends_at)]
    return Carriers(
        tuple(
            BuildingCarriers(building.label, _booked(at_hand[building.pk], on_shift))
            for building in buildings
            if lived_in.get(building.pk)
        )
    )


def _booked(officers: dict[str, str], on_shift: list[set[str]]) -> tuple[str, ...]:
    """Names of those on a shift at either moment; nobody where one moment has none."""
    if any(officers.keys().isdisjoint(moment) for moment in on_shift):
        return ()
    booked = officers.keys() & set[str]().union(*on_shift)
    return tuple(sorted(officers[who] for who in booked))


def _on_shift(estate: Place, *, at: datetime) -> set[str]:
    """Those who carry at a moment; a turn that ends right then still counts."""
    turns = ShiftDuty.objects.filter(
        shift__estate=estate,
        shift__team__kind__in=CARRYING,
        freed_at=None,
        starts_at__lte=at,
        ends_at__gte=at,
    )
    return {
        f"user:{user_id}" if user_id else f"person:{person_id}"
        for person_id, user_id in turns.values_list("person", "person__user")
    }
