"""The hours of shifts are settings of a place with a date; what is planned keeps its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baogong.apps.people.enums import Desk, Role, Slot
from baogong.apps.people.models import Shift
from baogong.apps.people.queries import desk_days, shifts_of
from baogong.apps.people.services import activate, plan_shifts
from baogong.apps.people.services.turns import plan_days_ahead
from baogong.apps.people.slots import midnight, slot_hours
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import AFTERNOON_FROM, EVENING_FROM, MORNING_FROM, NIGHT_FROM
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localtime(NOW).date()
TOMORROW = TODAY + timedelta(days=1)
DAY_AFTER = TODAY + timedelta(days=2)


@pytest.fixture
def world():
    return make_world()


def put(world, which, hour, *, place=None, since=None):
    boss = world.staff[Role.COMMANDER]
    set_setting(which, hour, place=place or world.estate, actor=boss, now=NOW, since=since)


def start(world):
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=NOW)


def clock(world, day, slot):
    span = slot_hours(world.estate).span(day, slot)
    return tuple(f"{timezone.localtime(at):%d %H}" for at in span)


def begins(world, day):
    """Local hours at which shifts of a day begin."""
    rows = shifts_of(estate=world.estate, day=day)
    return {(row.slot, timezone.localtime(row.starts_at).hour) for row in rows}


def test_without_a_setting_the_parts_of_a_day_are_those_of_the_default(world):
    day, next_day = f"{TOMORROW:%d}", f"{DAY_AFTER:%d}"
    assert [clock(world, TOMORROW, slot) for slot in Slot] == [
        (f"{day} 07", f"{day} 12"),
        (f"{day} 12", f"{day} 18"),
        (f"{day} 18", f"{day} 23"),
        (f"{day} 23", f"{next_day} 07"),
    ]


def test_a_change_from_tomorrow_on_leaves_today_and_ends_tonight_with_the_new_morning(world):
    put(world, MORNING_FROM, 6, since=midnight(TOMORROW))
    day, next_day = f"{TODAY:%d}", f"{TOMORROW:%d}"
    assert clock(world, TODAY, Slot.MORNING) == (f"{day} 07", f"{day} 12")
    assert clock(world, TODAY, Slot.NIGHT) == (f"{day} 23", f"{next_day} 06")
    assert clock(world, TOMORROW, Slot.MORNING) == (f"{next_day} 06", f"{next_day} 12")


def test_shifts_are_planned_by_the_hours_of_their_own_day(world):
    put(world, EVENING_FROM, 17, place=world.town, since=midnight(TOMORROW))
    start(world)
    assert (Slot.EVENING, 18) in begins(world, TODAY)
    assert (Slot.EVENING, 17) in begins(world, TOMORROW)
    assert (Slot.EVENING, 18) not in begins(world, TOMORROW)


def test_an_hour_that_is_set_now_counts_for_what_is_planned_today(world):
    put(world, NIGHT_FROM, 22)
    start(world)
    assert (Slot.NIGHT, 22) in begins(world, TODAY)


def test_planned_shifts_keep_their_hours_and_none_is_made_twice(world):
    start(world)
    before = set(Shift.objects.values_list("team", "desk", "slot", "starts_at", "ends_at"))
    put(world, EVENING_FROM, 17)
    put(world, AFTERNOON_FROM, 13)
    put(world, MORNING_FROM, 12)

    assert plan_shifts(estate=world.estate, now=NOW) == 0
    now = set(Shift.objects.values_list("team", "desk", "slot", "starts_at", "ends_at"))
    assert now == before
    plan_days_ahead(NOW + timedelta(days=1))
    assert (Slot.MORNING, 12) in begins(world, DAY_AFTER)


def test_desks_show_planned_hours_and_those_that_are_set_where_none_is_planned(world):
    start(world)
    put(world, MORNING_FROM, 6)

    def morning(day):
        days = desk_days(estate=world.estate, now=NOW)
        [row] = [row for row in days if (row.desk, row.day) == (Desk.PHONE, day)]
        [slot] = [slot for slot in row.slots if slot.slot == Slot.MORNING]
        return timezone.localtime(slot.starts_at).hour

    assert (morning(TOMORROW), morning(DAY_AFTER)) == (7, 6)
    Shift.objects.all().delete()
    assert morning(TOMORROW) == 6
