"""The parts of a day, by the clock of the town."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from baogong.apps.people.enums import Desk, Slot
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting_record
from baogong.apps.places.setting_record import SettingRecord
from baogong.apps.places.settings import SLOT_BEGINS

BY_DAY = (Slot.MORNING, Slot.AFTERNOON, Slot.EVENING)
DESK_SLOTS = {Desk.PHONE: tuple(Slot), Desk.GATE: tuple(Slot), Desk.DEPOT: BY_DAY}


def midnight(day: date) -> datetime:
    """The moment at which a day of the town's zone begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class SlotHours:
    """When each part of a day begins at an estate, on any day.

    A day goes by what holds at its end, so that an hour set at noon counts for what is planned
    in the afternoon.
    """

    record: SettingRecord
    path: str

    def span(self, day: date, slot: Slot) -> tuple[datetime, datetime]:
        """Beginning and end of a part of the day; the night ends with the next morning."""
        number = list(Slot).index(slot)
        ends = [*self._begins(day)[1:], self._begins(day + timedelta(days=1))[0]]
        return self._begins(day)[number], ends[number]

    def _begins(self, day: date) -> list[datetime]:
        end = midnight(day + timedelta(days=1)) - timedelta(microseconds=1)
        hours = [self.record.value(which, path=self.path, at=end) for which in SLOT_BEGINS]
        return [midnight(day) + timedelta(hours=hour) for hour in hours]


def slot_hours(estate: Place) -> SlotHours:
    """The hours of an estate. One query."""
    return SlotHours(setting_record(SLOT_BEGINS, place=estate), estate.path)
