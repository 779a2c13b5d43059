"""The parts of a day, by the clock of the town."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from baogong.apps.people.enums import Desk, Slot

HOURS = {
    Slot.MORNING: (7, 12),
    Slot.AFTERNOON: (12, 18),
    Slot.EVENING: (18, 23),
    Slot.NIGHT: (23, 31),  # until 7 of the next day
}
BY_DAY = (Slot.MORNING, Slot.AFTERNOON, Slot.EVENING)
DESK_SLOTS = {Desk.PHONE: tuple(Slot), Desk.GATE: tuple(Slot), Desk.DEPOT: BY_DAY}


def slot_span(day: date, slot: Slot) -> tuple[datetime, datetime]:
    """The slot's beginning and end on a day of the town's zone."""
    begin, end = HOURS[slot]
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return midnight + timedelta(hours=begin), midnight + timedelta(hours=end)
