"""R25: kilograms that somebody moved in a day, and who could do the next ones."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.services import AreaPlan, count_area, finish_refill, plan_areas
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, hire
from baogong.apps.places.queries import site_of
from baogong.apps.reporting.queries import labour_meter, relief_for
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.chain import carried

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def refilled(world, *, kg, by):
    """Somebody brought so many kilograms into an area."""
    depot = site_of(world.estate, "depot")
    act = {"actor": by, "now": NOW}
    plan_areas({GoodCategory.LEAF: AreaPlan(None, kg * 1000)}, depot=depot, **act)
    counted = count_area(key=uuid4(), area_id=depot.areas.get().pk, grams=0, **act)
    finish_refill(task_id=counted.refill.pk, **act)


def test_what_was_received_packed_and_carried_is_counted_for_who_did_it():
    """Four doors: 4 kg of cabbage and 20 eggs of 60 g each."""
    world = make_world()
    carried(world)
    grams = 4 * (4000 + 20 * 60)
    rows = {row.name: row for row in labour_meter(estate=world.estate, day=TODAY).rows}

    assert rows["gate"].received == rows["gate"].total == grams
    assert rows["sorter"].packed == rows["sorter"].total == grams
    assert rows["officer"].carried == rows["officer"].total == grams


def test_another_day_and_another_estate_count_for_themselves():
    world, other = make_world(), make_world(name="F")
    carried(world)

    assert labour_meter(estate=other.estate, day=TODAY).rows == ()
    assert labour_meter(estate=world.estate, day=TODAY + timedelta(days=1)).rows == ()


def test_120_kg_more_than_950_is_near_a_tonne_and_another_worker_is_named():
    """R25."""
    world = make_world()
    me = world.staff[Role.SORTER]
    second = hire(username="second", name="小王", password="x", actor=SYSTEM, now=NOW)
    assign(user=second, role=Role.SORTER, place=world.estate, actor=SYSTEM, now=NOW)
    refilled(world, kg=940, by=me)
    meter = labour_meter(estate=world.estate, day=TODAY)

    assert (meter.moved_by(me.pk), meter.cap) == (940_000, 1_000_000)
    assert meter.is_near(me.pk) is False
    assert meter.is_near(me.pk, more=120_000) is True
    relief = relief_for(estate=world.estate, meter=meter, busy=[me.pk], more=120_000, now=NOW)
    assert (relief.name, relief.grams) == ("小王", 0)


def test_nobody_is_named_who_would_come_near_the_cap_too():
    world = make_world()
    me = world.staff[Role.SORTER]
    refilled(world, kg=940, by=me)
    meter = labour_meter(estate=world.estate, day=TODAY)

    assert relief_for(estate=world.estate, meter=meter, busy=[], more=120_000, now=NOW) is None


def test_the_meter_asks_as_often_for_many_people_as_for_none():
    world = make_world()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            labour_meter(estate=world.estate, day=TODAY)
        counts.append(len(asked))
        carried(world) if len(counts) == 1 else None

    assert counts == [3, 3]
