"""R94: households are called to a pickup point, ten in fifteen minutes, by entrance."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.control.enums import ZoneLevel
from baogong.apps.control.services import Basis, change_level
from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.models import Call
from baogong.apps.delivery.queries import fetching_of, point_calls, slots_of
from baogong.apps.delivery.services import call_doors, miss_call, offer_again, reverse_mode
from baogong.apps.delivery.services import calls as calls_module
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PICKUP_FROM, PICKUP_HOUSEHOLDS
from baogong.apps.sorting.models import Bag
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import carried, pack, receive
from tests.factories.grids import building
from tests.factories.modes import let_go, pickup_point
from tests.factories.racing import race
from tests.factories.world import announce

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 4, 13, 1, 0, tzinfo=UTC)  # 9:00 of the delivery day in Shanghai
QUARTER = timedelta(minutes=15)


@pytest.fixture
def world():
    return make_world(buildings=3, floors=2)


def starts():
    calls = Call.objects.order_by("household__sort_key").values_list(
        "household__label", "starts_at"
    )
    return list(calls)


def test_a_planned_wave_gives_each_door_a_slot_in_the_order_of_entrances(world):
    let_go(world, Mode.POINT)
    for door in reversed(world.doors):
        order(world, door, 1, 1)
    ripe_round(world)

    assert starts() == [
        (door.label, NINE + QUARTER * (place // 10)) for place, door in enumerate(world.doors)
    ]


def test_how_many_and_from_when_are_settings_of_the_point(world):
    let_go(world, Mode.POINT)
    set_setting(PICKUP_HOUSEHOLDS, 5, place=world.estate, actor=SYSTEM, now=NOW)
    set_setting(PICKUP_FROM, 10, place=world.estate, actor=SYSTEM, now=NOW)
    carried(world)

    assert Counter(at for _door, at in starts()) == {
        NINE + QUARTER * 4: 5, NINE + QUARTER * 5: 5, NINE + QUARTER * 6: 2,
    }  # fmt: skip


def test_bags_that_are_open_follow_a_change_and_the_next_doors_fill_the_slot_up(world):
    carried(world)
    assert starts() == []

    let_go(world, Mode.POINT, place=building(world, "B2"))
    let_go(world, Mode.POINT, place=building(world, "B1"))

    assert [at for _door, at in starts()] == [NINE] * 8
    let_go(world, Mode.POINT)
    assert Counter(at for _door, at in starts()) == {NINE: 10, NINE + QUARTER: 2}
    assert call_doors(NOW) == 0


def test_who_is_called_late_gets_the_next_slot_that_has_not_begun(world):
    carried(world)
    let_go(world, Mode.POINT, now=NINE + timedelta(minutes=16))

    assert {at for _door, at in starts()} == {NINE + QUARTER * 2, NINE + QUARTER * 3}


def test_a_door_that_has_its_bags_is_not_called(world):
    there = carried(world)
    for bag in there.bags:
        if bag.household_id == world.doors[0].pk:
            there.tap(bag, Result.GIVEN)
    let_go(world, Mode.POINT)

    assert world.doors[0].label not in dict(starts())
    assert len(starts()) == 11


def test_a_lockdown_ends_the_call_without_a_trace_on_others(world):
    let_go(world, Mode.POINT)
    carried(world)
    point = pickup_point(world)
    officer = world.staff[Role.OFFICER]
    basis = Basis(NINE, "区指挥部")
    boss = world.staff[Role.COMMANDER]
    change_level(
        place=building(world, "B1"), level=ZoneLevel.LOCKDOWN, basis=basis, actor=boss, now=NINE
    )

    assert len(point_calls(viewer=officer, point=point, now=NINE).doors) == 8
    assert fetching_of(door_id=world.doors[0].pk, now=NINE).way.mode is Mode.DOOR
    assert fetching_of(door_id=world.doors[4].pk, now=NINE).starts_at == NINE


def test_the_point_tells_who_is_called_who_is_next_who_did_not_come_and_who_came(world):
    let_go(world, Mode.POINT)
    there = carried(world)
    point, officer = pickup_point(world), world.staff[Role.OFFICER]
    first, second = Call.objects.order_by("household__sort_key")[:2]
    miss_call(call_id=second.pk, actor=officer, now=NINE)
    miss_call(call_id=second.pk, actor=officer, now=NINE + QUARTER)
    for bag in there.bags:
        if bag.household_id == first.household_id:
            there.tap(bag, Result.GIVEN, end=Mode.POINT)

    calls = point_calls(viewer=officer, point=point, now=NINE)
    assert [len(part) for part in (calls.now, calls.later, calls.again, calls.came)] == [
        8,
        2,
        1,
        1,
    ]
    assert calls.again[0].missed_at == NINE
    assert len(calls.now[0].held) == len(calls.came[0].bags) == 1
    assert calls.came[0].held == []


def test_the_notice_goes_by_entrance_and_names_nobody(world):
    let_go(world, Mode.POINT)
    carried(world)

    rows = slots_of(point=pickup_point(world), now=NINE)
    assert [row.entrance for row in rows] == sorted(row.entrance for row in rows)
    assert [row.door for row in rows] == [door.label for door in world.doors]


def called_at(world, now):
    point = pickup_point(world)
    calls = point_calls(viewer=world.staff[Role.OFFICER], point=point, now=now)
    return [door.door for door in calls.doors]


def test_nobody_is_called_for_a_bag_that_is_short_of_everything(world):
    let_go(world, Mode.POINT)
    for door in world.doors[:2]:
        order(world, door, 1)
    ripe_round(world)
    receive(world, CAB=3000)
    pack(world, Bag.objects.get(household=world.doors[0]), CAB=3000)

    assert called_at(world, NINE) == [world.doors[1].label]
    assert fetching_of(door_id=world.doors[0].pk, now=NINE).starts_at is None
    assert fetching_of(door_id=world.doors[1].pk, now=NINE).starts_at == NINE


def test_nobody_is_called_for_a_bag_that_was_brought_back_until_it_goes_out_again(world):
    let_go(world, Mode.POINT)
    there = carried(world)
    there.take_back(there.runs[0], 4)
    assert called_at(world, NINE) == [door.label for door in world.doors[4:]]

    offer_again(wave=there.bags[0].wave, actor=None, now=NOW)
    assert called_at(world, NINE) == [door.label for door in world.doors]


def test_slots_widen_so_that_the_day_holds_all(world):
    let_go(world, Mode.POINT)
    set_setting(PICKUP_FROM, 23, place=world.estate, actor=SYSTEM, now=NOW)
    set_setting(PICKUP_HOUSEHOLDS, 2, place=world.estate, actor=SYSTEM, now=NOW)
    carried(world)

    eleven = NINE + timedelta(hours=14)
    assert Counter(at for _door, at in starts()) == {eleven + QUARTER * n: 3 for n in range(4)}


def test_who_comes_when_the_day_has_no_slot_left_gets_none_and_reads_so(world):
    there = carried(world)
    late = NINE + timedelta(hours=14, minutes=50)
    let_go(world, Mode.POINT, now=late)

    assert call_doors(late) == 0
    assert starts() == []
    order_id = there.bags[0].order_id
    fetching = fetching_of(door_id=there.bags[0].household_id, now=late, order_id=order_id)
    assert (fetching.starts_at, fetching.full) == (None, True)


def without_slot(world, now):
    point = pickup_point(world)
    calls = point_calls(viewer=world.staff[Role.OFFICER], point=point, now=now)
    return [(door.door, door.id, door.starts_at) for door in calls.without_slot]


def test_who_got_no_slot_stands_at_the_point_all_the_same(world):
    there = carried(world)
    late = NINE.replace(hour=15, minute=50)  # 23:50, past the last slot
    let_go(world, Mode.POINT, place=building(world, "B2"), now=late)
    doors = sorted({bag.household for bag in there.bags}, key=lambda door: door.sort_key)
    own = [door for door in doors if door.label.startswith("B2-")]
    assert without_slot(world, late) == [(door.label, None, None) for door in own]

    tapped = next(bag for bag in there.bags if bag.household_id == own[0].pk)
    there.tap(tapped, Result.GIVEN, end=Mode.POINT)
    assert without_slot(world, late) == [(door.label, None, None) for door in own[1:]]
    next_day = late + timedelta(hours=9)
    assert len(without_slot(world, next_day)) == len(own) - 1  # still with the officer
    assert without_slot(make_world(name="F"), late) == []


def test_what_nobody_took_out_yesterday_and_what_is_for_tomorrow_has_no_place_there(world):
    let_go(world, Mode.POINT)
    order(world, world.doors[0], 1)
    ripe_round(world)
    Call.objects.all().delete()
    day = NINE + timedelta(hours=1)
    assert [door for door, *_ in without_slot(world, day)] == [world.doors[0].label]

    assert without_slot(world, day - timedelta(days=1)) == []
    assert without_slot(world, day + timedelta(days=1)) == []


def test_who_has_a_slot_is_not_named_twice(world):
    let_go(world, Mode.POINT)
    carried(world)

    assert without_slot(world, NINE) == []


def test_what_is_offered_again_without_a_slot_is_named_too(world):
    let_go(world, Mode.POINT)
    there = carried(world)
    there.take_back(there.runs[0], len(there.bags))
    offer_again(wave=there.bags[0].wave, actor=None, now=NOW)
    Call.objects.all().delete()

    named = [door for door, *_ in without_slot(world, NINE)]
    assert named == [door.label for door in world.doors]  # four of them come again


@pytest.mark.parametrize("called", [True, False])
def test_the_page_of_a_point_asks_no_more_for_many(world, called):
    let_go(world, Mode.POINT)
    for door in world.doors[:1]:
        order(world, door, 1)
    ripe_round(world)
    few = make_counted(world, called=called)
    many_world = make_world(name="F", buildings=2)
    let_go(many_world, Mode.POINT)
    for door in many_world.doors:
        order(many_world, door, 1)
    ripe_round(many_world)

    assert make_counted(many_world, called=called) == few <= 14


def make_counted(world, *, called):
    if not called:
        Call.objects.filter(household__path__startswith=world.estate.path).delete()
    point, officer = pickup_point(world), world.staff[Role.OFFICER]
    return len(statements_of(lambda: point_calls(viewer=officer, point=point, now=NINE)))


def test_who_is_not_called_yet_for_a_later_day_does_not_read_that_no_time_is_left(world):
    there = carried(world)
    begins = NOW + timedelta(hours=1)
    let_go(world, Mode.POINT, at=begins)

    fetching = fetching_of(door_id=there.bags[0].household_id, now=begins)
    assert (fetching.way.mode, fetching.starts_at, fetching.full) == (Mode.POINT, None, False)


def statements_of(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured]


def test_bags_of_estates_that_call_nobody_are_not_looked_at(world):
    carried(world)
    let_go(make_world(name="F"), Mode.POINT)

    assert not [sql for sql in statements_of(lambda: call_doors(NOW)) if "sorting_bag" in sql]


def test_an_entry_that_was_taken_back_makes_no_sweep_look_for_doors(world):
    carried(world)
    change = let_go(world, Mode.POINT)
    boss = world.staff[Role.COMMANDER]
    reverse_mode(change, reason="填错", actor=boss, now=NOW)

    assert not [sql for sql in statements_of(lambda: call_doors(NOW)) if "sorting_wave" in sql]


def test_a_change_calls_the_doors_of_its_own_estate_only(world):
    later = NOW + timedelta(hours=1)
    other = make_world(name="F")
    for each in (world, other):
        carried(each)
    let_go(other, Mode.POINT, at=later)
    let_go(world, Mode.POINT, now=later)

    assert Call.objects.count() == len(world.doors)
    assert call_doors(later) == len(other.doors)


def test_a_household_with_bags_in_two_waves_reads_the_slot_of_each(world):
    let_go(world, Mode.POINT)
    door = world.doors[0]
    first = order(world, door, 1).order_id
    ripe_round(world)
    next_round = announce(world, now=NOW + timedelta(minutes=1))
    next_round.delivery_date += timedelta(days=1)
    next_round.save(update_fields=["delivery_date"])
    second = order(world, door, 1).order_id
    ripe_round(world)

    def slot(order_id=None):
        return fetching_of(door_id=door.pk, now=NOW, order_id=order_id).starts_at

    assert (slot(first), slot(second)) == (NINE, NINE + timedelta(days=1))
    assert slot() == NINE


def sweeps_at_once():
    """Two sweeps find at the same moment that all doors are called from now on."""
    world = make_world(buildings=3, floors=2)
    carried(world)
    let_go(world, Mode.POINT, at=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    return race(*[lambda: call_doors(later)] * 2)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_call_each_door_once():
    assert sorted(sweeps_at_once()) == [0, 12]
    assert Counter(at for _door, at in starts()) == {NINE: 10, NINE + QUARTER: 2}


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_stops_a_second_call(locks_off):
    locks_off(calls_module, "_free_slots")
    answers = sweeps_at_once()

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
