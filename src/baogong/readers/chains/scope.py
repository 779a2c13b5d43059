"""Which doors a chain is for, as its head says."""

import re
from dataclasses import dataclass

from baogong.readers.addresses import Door
from baogong.readers.addresses.table import key_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What a header narrows a chain to; an empty part narrows nothing.

    ``usual``: lanes that are meant where an entry names none (不写弄号的算500弄); they forbid no
    other.
    """

    lanes: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, int, int], ...] = ()  # letter of the zone or "", first, last
    entrances: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()

    def covers(self, door: Door) -> bool:
        return (
            (not self.lanes or door.lane in self.lanes)
            and (not self.entrances or door.entrance in self.entrances)
            and self._covers_building(door.building.upper())
        )

    def _covers_building(self, building: str) -> bool:
        """Zones and buildings that are named side by side are all served: 梅苑和5栋."""
        exact = key_of(building) in self.buildings
        if not self.zones:
            named = self.buildings or self.ranges
            return not named or exact or self._has_number(building)
        in_zone = building[:1] in self.zones
        narrowed = self.ranges or any(
            name.isdigit() or name[:1] == building[:1] for name in self.buildings
        )
        return exact or (in_zone and (not narrowed or self._has_number(building)))

    def _has_number(self, building: str) -> bool:
        digits = re.sub(r"\D", "", building)
        return digits in self.buildings or any(
            low <= int(digits or 0) <= high and building.startswith(zone)
            for zone, low, high in self.ranges
        )

    @property
    def one_building(self) -> str:
        return next(iter(self.buildings)) if len(self.buildings) == 1 and not self.ranges else ""

    @property
    def one_lane(self) -> str:
        return next(iter(self.lanes)) if len(self.lanes) == 1 else ""


EVERYWHERE = Scope()
