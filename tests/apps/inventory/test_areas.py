"""R24: an area below par gives its owner a task; who took it and when stays on record."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.errors import RefillDone, RefillTaken
from baogong.apps.inventory.models import RefillTask, StorageArea
from baogong.apps.inventory.queries import area_rows, refill_rows
from baogong.apps.inventory.services import (
    AreaPlan,
    count_area,
    finish_refill,
    plan_areas,
    take_refill,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import site_of
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
PAR = 100_000


def planned_world():
    """Leaf vegetables are the sorter's, to be refilled below 100 kg."""
    world = make_world()
    world.depot = site_of(world.estate, "depot")
    plan_areas(
        {GoodCategory.LEAF: AreaPlan(world.staff[Role.SORTER].pk, PAR)},
        depot=world.depot,
        actor=SYSTEM,
        now=NOW,
    )
    return world


@pytest.fixture
def world():
    return planned_world()


def count(world, grams, **changes):
    area = StorageArea.objects.get(category=GoodCategory.LEAF)
    fields = {"key": uuid4(), "area_id": area.pk, "grams": grams}
    return count_area(**{**fields, **changes}, actor=world.staff[Role.COMMANDER], now=NOW)


def test_a_count_below_par_gives_the_owner_a_task(world):
    """R24."""
    count(world, 40_000)
    [row] = refill_rows(depot_id=world.depot.pk, since=NOW)

    assert (row.grams, row.owner, row.taken_by) == (60_000, "sorter", None)


@pytest.mark.parametrize("grams", [PAR, PAR + 1])
def test_a_count_at_par_or_above_gives_none(world, grams):
    count(world, grams)

    assert not RefillTask.objects.exists()
    assert [row.grams for row in area_rows(depot_id=world.depot.pk)] == [grams]


def test_a_second_count_adds_no_second_task(world):
    count(world, 40_000)
    count(world, 30_000)

    assert RefillTask.objects.count() == 1


def test_a_repeated_count_is_one(world):
    key = uuid4()

    assert count(world, 1, key=key) == count(world, 1, key=key)


def test_a_task_is_taken_and_done_by_one_person(world):
    task = count(world, 0).refill
    me, other = world.staff[Role.SORTER], world.staff[Role.COMMANDER]
    take_refill(task_id=task.pk, actor=me, now=NOW)
    take_refill(task_id=task.pk, actor=me, now=NOW)
    with pytest.raises(RefillTaken):
        finish_refill(task_id=task.pk, actor=other, now=NOW)
    finish_refill(task_id=task.pk, actor=me, now=NOW)
    finish_refill(task_id=task.pk, actor=me, now=NOW)
    with pytest.raises(RefillDone):
        take_refill(task_id=task.pk, actor=other, now=NOW)
    [row] = refill_rows(depot_id=world.depot.pk, since=NOW)

    assert (row.taken_by, row.done_at) == ("sorter", NOW)


def test_another_owner_gets_the_next_task_and_the_open_one_stays(world):
    task = count(world, 0).refill
    plan = AreaPlan(world.staff[Role.COMMANDER].pk, PAR)
    plan_areas({GoodCategory.LEAF: plan}, depot=world.depot, actor=SYSTEM, now=NOW)
    task.refresh_from_db()

    assert task.owner == world.staff[Role.SORTER]
    assert [row.owner for row in area_rows(depot_id=world.depot.pk)] == ["commander"]


def test_areas_and_tasks_are_one_query_each(world):
    plans = {category: AreaPlan(None, PAR) for category in GoodCategory}
    for given in ({}, plans):
        plan_areas(given, depot=world.depot, actor=SYSTEM, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            area_rows(depot_id=world.depot.pk)
            refill_rows(depot_id=world.depot.pk, since=NOW)
        assert len(asked) == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_a_task_at_once_one_has_it():
    world = planned_world()
    task = count(world, 0).refill
    people = list(world.staff.values())[:RACERS]
    answers = race(
        *[lambda one=one: take_refill(task_id=task.pk, actor=one, now=NOW) for one in people]
    )

    assert [type(answer) for answer in answers].count(RefillTaken) == RACERS - 1
