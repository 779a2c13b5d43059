"""R11, R12, R95: buildings without officers are listed, with the load of each officer."""

import pytest

from baogong.apps.people.enums import Health, Role
from baogong.apps.people.models import Person
from baogong.apps.people.queries import building_cover
from baogong.apps.people.services import assign, set_health
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import buildings_within
from baogong.apps.places.services import approve_plan, assign_parts, draw_plan, set_setting
from baogong.apps.places.settings import CARER_HOUSEHOLDS, OFFICERS_LOW
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(buildings=4)


def cover(world):
    return building_cover(estate=world.estate, at=NOW)


def verdicts(world):
    return {row.label: row.verdict for row in cover(world).buildings}


def test_buildings_with_nobody_too_few_and_too_many_are_told_apart(world):
    rows = [("B2", 1), ("B3", 2), ("B4", 4)]
    numbers = iter(range(20))
    people(world, *(helper(next(numbers), place=b) for b, count in rows for _ in range(count)))

    assert verdicts(world) == {"B1": "none", "B2": "few", "B3": "enough", "B4": "many"}
    found = cover(world)
    assert (found.without, found.few, found.many, found.officers) == (1, 1, 1, 7)


def test_only_the_supply_team_and_holders_of_the_role_are_officers(world):
    people(world, helper(1, place="B1", team="advice"), helper(2, place="B2-1"))
    building = Place.objects.get(label="B3")
    user = world.staff[Role.SORTER]
    assign(user=user, role=Role.OFFICER, place=building, actor=SYSTEM, now=NOW)

    assert verdicts(world) == {"B1": "none", "B2": "few", "B3": "few", "B4": "none"}


def test_somebody_with_an_account_counts_once(world):
    [person] = people(world, helper(1, place="B1"))
    user = world.staff[Role.SORTER]
    Person.objects.filter(pk=person.pk).update(user=user)
    building = Place.objects.get(label="B1")
    assign(user=user, role=Role.OFFICER, place=building, actor=SYSTEM, now=NOW)
    assert len(cover(world).buildings[0].officers) == 1


def test_who_is_isolated_leaves_a_gap(world):
    [person, _] = people(world, helper(1, place="B1"), helper(2, place="B1"))
    actor = world.staff[Role.COMMANDER]
    set_health(person_id=person.pk, health=Health.ISOLATED, actor=actor, now=NOW)
    row = cover(world).buildings[0]
    assert (row.verdict, row.away) == ("few", 1)


def test_the_load_is_households_for_each_officer_and_its_bound_a_setting(world):
    people(world, helper(1, place="B1"))
    row = cover(world).buildings[0]
    assert (row.households, row.load, row.too_heavy) == (4, 4, False)
    boss = world.staff[Role.COMMANDER]
    set_setting(CARER_HOUSEHOLDS, 10, place=world.estate, actor=boss, now=NOW)
    set_setting(OFFICERS_LOW, 1, place=world.estate, actor=boss, now=NOW)
    assert cover(world).buildings[0].verdict == "enough"
    heavy = make_world(buildings=1, floors=8, name="F")
    set_setting(
        CARER_HOUSEHOLDS, 10, place=heavy.estate, actor=heavy.staff[Role.COMMANDER], now=NOW
    )
    people(heavy, helper(2, place="B1"))
    assert cover(heavy).buildings[0].too_heavy


def test_the_number_of_queries_does_not_grow(world, django_assert_max_num_queries):
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(10) as queries:
            cover(world)
        counts.append(len(queries))
        people(world, *(helper(n + 50 * number, place=f"B{n % 4 + 1}") for n in range(40)))
    assert counts[0] == counts[1]


def test_officers_of_a_grid_look_after_all_its_buildings(world):
    """D1: carriers are chosen by grid; one of them carries the households of all its buildings."""
    act = {"actor": SYSTEM, "now": NOW}
    plan = draw_plan(estate=world.estate, grids=1, **act)
    grid = Place.objects.get(kind=PlaceKind.GRID)
    first, second, *_others = buildings_within(world.estate)
    assign_parts(plan_id=plan.pk, grid_of={first.pk: grid.pk, second.pk: grid.pk}, **act)
    approve_plan(plan_id=plan.pk, seen=1, note="two buildings first", **act)
    assign(user=world.staff[Role.SORTER], role=Role.OFFICER, place=grid, **act)

    rows = {row.label: (row.verdict, row.households, row.load) for row in cover(world).buildings}
    assert rows == {
        "B1": ("few", 4, 8),
        "B2": ("few", 4, 8),
        "B3": ("none", 4, None),
        "B4": ("none", 4, None),
    }
