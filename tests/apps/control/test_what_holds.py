"""R2, R3, R14: which level and which rule hold where, and from which minute on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.errors import AuthorityMissing, ReasonMissing
from baogong.apps.control.models import MovementChange, ZoneChange
from baogong.apps.control.queries import level_at, rule_at, rules_at, timeline
from baogong.apps.control.services import Basis, change_level, change_rule, reverse_change
from baogong.apps.people.enums import Role
from baogong.plumbing.models import AuditEntry
from baogong.values.clock import read_clock
from baogong.web.components.fields import moment
from tests.factories import NOW, make_world
from tests.factories.grids import building, grid, live_grids
from tests.factories.racing import race

pytestmark = pytest.mark.django_db
FREE, GRID, HOME = MovementRule.FREE, MovementRule.STAY_IN_GRID, MovementRule.STAY_IN_HOME
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    """B1 in grid 1; B2 and B3 in grid 2."""
    world = make_world(buildings=3)
    live_grids(world, ["B1"], ["B2", "B3"], now=NOW - timedelta(days=30))
    return world


def basis(at=NOW, authority="区指挥部"):
    return Basis(at, authority, "2020-07")


def let_hold(world, place, what, at=NOW):
    change = change_rule if isinstance(what, MovementRule) else change_level
    key = "rule" if isinstance(what, MovementRule) else "level"
    boss = world.staff[Role.COMMANDER]
    return change(place=place, basis=basis(at), actor=boss, now=NOW, **{key: what})


def take_back(world, change, reason="填错"):
    return reverse_change(change, reason=reason, actor=world.staff[Role.COMMANDER], now=NOW)


def door(world, label="B1"):
    return next(door for door in world.doors if door.label.startswith(label))


def test_nothing_was_ordered_so_nothing_holds(world):
    assert (rule_at(door(world), NOW), level_at(door(world), NOW)) == (FREE, ZoneLevel.NONE)


def test_a_rule_that_starts_at_24_oclock_leaves_no_gap(world):
    """R14: 23:59 and 00:01 fall under different rules, and 24:00 itself under the new one."""
    midnight = moment(NOW.date(), read_clock("24:00"))
    let_hold(world, world.estate, FREE, midnight - timedelta(days=3))
    let_hold(world, world.estate, GRID, midnight)
    held = [
        rule_at(door(world), midnight + shift)
        for shift in (-MINUTE, -timedelta(microseconds=1), timedelta(), MINUTE)
    ]

    assert held == [FREE, FREE, GRID, GRID]


def test_both_changes_are_recorded_and_each_day_keeps_its_own(world):
    """R3: a level change on the 29th, then high risk on the 30th."""
    first, second = NOW, NOW + timedelta(days=1)
    let_hold(world, world.estate, ZoneLevel.CONTROLLED, first)
    let_hold(world, world.estate, ZoneLevel.LOCKDOWN, second)

    assert level_at(door(world), first - MINUTE) == ZoneLevel.NONE
    assert level_at(door(world), first + MINUTE) == ZoneLevel.CONTROLLED
    assert level_at(door(world), second + MINUTE) == ZoneLevel.LOCKDOWN
    rows = timeline(place=world.estate, now=first).entries
    assert [(row.value, row.authority) for row in rows] == [
        (ZoneLevel.LOCKDOWN, "区指挥部"),
        (ZoneLevel.CONTROLLED, "区指挥部"),
    ]


def test_the_nearest_place_decides_and_a_grid_stands_above_its_buildings(world):
    let_hold(world, building(world, "B2"), HOME)
    let_hold(world, grid(world, 2), GRID, NOW + MINUTE)
    let_hold(world, world.estate, FREE, NOW + 2 * MINUTE)
    later = NOW + timedelta(hours=1)

    held = {label: rule_at(door(world, label), later) for label in ("B1", "B2", "B3")}
    assert held == {"B1": FREE, "B2": HOME, "B3": GRID}
    assert rule_at(building(world, "B3"), later) == GRID
    assert rule_at(grid(world, 2), later) == GRID
    assert rule_at(grid(world, 1), later) == FREE
    assert rule_at(world.estate, later) == FREE


def test_the_grid_is_that_of_the_plan_that_held_then(world):
    let_hold(world, grid(world, 2), GRID)
    moved_at = NOW + timedelta(days=1)
    live_grids(world, ["B1", "B3"], ["B2"], now=moved_at)

    assert rule_at(door(world, "B3"), moved_at - MINUTE) == GRID
    assert rule_at(door(world, "B3"), moved_at) == FREE


def test_what_is_taken_back_never_held_and_what_was_before_holds_again(world):
    let_hold(world, world.estate, GRID)
    wrong = let_hold(world, world.estate, HOME, NOW + MINUTE)
    reversal = take_back(world, wrong)

    assert rule_at(door(world), NOW + timedelta(days=1)) == GRID
    assert (reversal.reverses, reversal.reason) == (wrong, "填错")
    assert take_back(world, wrong) == reversal
    assert MovementChange.objects.count() == 3
    [wrong_row, _] = timeline(place=world.estate, now=NOW).entries
    assert (wrong_row.stands, wrong_row.reason) == (False, "填错")


def test_two_rules_of_one_minute_the_one_written_later_holds(world):
    let_hold(world, world.estate, GRID)
    let_hold(world, world.estate, HOME)

    assert rule_at(door(world), NOW) == HOME


@pytest.mark.parametrize("authority", ["", "  "])
def test_without_an_authority_nothing_is_recorded(world, authority):
    boss = world.staff[Role.COMMANDER]
    for change, what in ((change_rule, {"rule": GRID}), (change_level, {"level": "lockdown"})):
        with pytest.raises(AuthorityMissing):
            change(
                place=world.estate, basis=basis(authority=authority), actor=boss, now=NOW, **what
            )
    assert not MovementChange.objects.exists()
    assert not ZoneChange.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ZoneChange.objects.create(
            place=world.estate, level="none", starts_at=NOW, recorded_by=boss, recorded_at=NOW
        )


def test_without_a_reason_nothing_is_taken_back(world):
    change = let_hold(world, world.estate, GRID)
    with pytest.raises(ReasonMissing):
        take_back(world, change, reason=" ")
    assert rule_at(door(world), NOW) == GRID
    assert not AuditEntry.objects.filter(action="change.reversed").exists()


def test_the_audit_log_names_what_was_changed_and_no_reason(world):
    take_back(world, let_hold(world, world.estate, ZoneLevel.LOCKDOWN))
    entries = AuditEntry.objects.filter(subject_type="control.zonechange").order_by("pk")

    assert [(entry.action, entry.data) for entry in entries] == [
        ("zone.changed", {"level": "lockdown"}),
        ("change.reversed", {}),
    ]


def test_the_timeline_of_a_building_shows_what_its_grid_and_estate_brought(world):
    let_hold(world, world.estate, GRID)
    let_hold(world, grid(world, 2), HOME, NOW + MINUTE)
    let_hold(world, grid(world, 1), FREE, NOW + MINUTE)
    let_hold(world, building(world, "B2"), ZoneLevel.LOCKDOWN, NOW + 2 * MINUTE)
    rows = timeline(place=building(world, "B2"), now=NOW + MINUTE)

    assert [(row.place, row.own) for row in rows.entries] == [
        ("B2", True),
        ("网格 2", False),
        ("E", False),
    ]
    assert (rows.rule, rows.level) == (HOME, ZoneLevel.NONE)
    assert [row.place for row in rows.entries if row.holds] == ["网格 2"]


def test_many_places_take_as_many_queries_as_one(world, django_assert_num_queries):
    let_hold(world, world.estate, GRID)
    for places in (world.doors[:1], world.doors):
        with django_assert_num_queries(3):
            assert set(rules_at([(place, NOW) for place in places])) == {GRID}


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_taken_back_once_by_people_who_do_it_at_once():
    world = make_world(floors=1)
    change = let_hold(world, world.estate, GRID)
    answers = race(*[lambda: take_back(world, change)] * 3)

    assert len({answer.pk for answer in answers}) == 1
    assert MovementChange.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_only_the_database_stops_a_second_one(locks_off):
    world = make_world(floors=1)
    change = let_hold(world, world.estate, GRID)
    locks_off(MovementChange.objects, "get")
    answers = race(*[lambda: take_back(world, change)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == [
        "IntegrityError",
        "MovementChange",
    ]
