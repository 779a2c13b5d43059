"""R38, R48: an order that was replaced names what stands in its place."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.errors import SoldOut
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import acts_of_door, order_row, replaced_orders
from baogong.apps.ordering.services import cancel_order, correct_order, decide_orders
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from tests.apps.ordering.test_asks import draw_world
from tests.apps.ordering.test_correcting import change, closed_world, correct
from tests.factories import NOW, make_world, order
from tests.factories.world import intent

pytestmark = pytest.mark.django_db

REPLACE = {"on_existing": OnExisting.REPLACE}


def successor(decision):
    by = order_row(order_id=decision.order_id, now=NOW).replaced_by
    return by and (by.id, by.is_order)


def test_both_that_one_replaces_name_it_and_it_names_them():
    world = make_world()
    door = world.doors[0]
    first = order(world, door, 1)
    second = order(world, door, 1, on_existing=OnExisting.ADD)
    other = order(world, world.doors[1], 1)
    both = order(world, door, 2, **REPLACE)

    assert successor(first) == successor(second) == (both.order_id, True)
    assert successor(both) is successor(other) is None
    replaced = replaced_orders(household_id=door.pk, by=both.order_id)
    assert [pk for pk, _number in replaced] == [first.order_id, second.order_id]


def test_within_one_group_each_names_the_next():
    world = make_world()
    asked = [intent(world, world.doors[0], n, **REPLACE) for n in (1, 2, 3)]
    first, second, third = decide_orders(asked, now=NOW)

    assert successor(first) == (second.order_id, True)
    assert successor(second) == (third.order_id, True)
    assert successor(third) is None


def test_an_ask_that_stands_in_its_place_is_no_order():
    world = draw_world(stock=9)
    placed = order(world, world.doors[0], 0, 1)
    asked = order(world, world.doors[0], 2, **REPLACE)

    assert asked.order_id is None
    assert successor(placed) == (asked.ask_id, False)


def test_a_correction_is_what_stands_in_its_place_and_one_to_nothing_is_none():
    world = closed_world()
    first = Order.objects.get()
    made = correct(world, change(world, 1, 1))
    first.refresh_from_db()
    assert first.replaced_by == made.new_order_id

    other = closed_world(name="F")
    gone = Order.objects.get(round=other.round)
    correct_to_nothing(other, gone)
    gone.refresh_from_db()
    assert (gone.canceled_at, gone.replaced_by) == (NOW, None)


def correct_to_nothing(world, found):
    correct_order(order_id=found.pk, change=change(world), actor=world.staff[Role.CLERK], now=NOW)


def test_what_is_refused_or_taken_back_is_not_replaced():
    world = make_world(stock=2)
    placed = order(world, world.doors[0], 1)
    with pytest.raises(SoldOut):
        order(world, world.doors[0], 3, **REPLACE)
    assert successor(placed) is None
    cancel_order(order_id=placed.order_id, actor=SYSTEM, now=NOW)

    assert successor(placed) is None


def test_what_stands_cannot_be_replaced():
    placed = order(world := make_world(), world.doors[0], 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=placed.order_id).update(replaced_by=placed.order_id)


def test_what_was_corrected_before_is_told_from_its_corrections():
    world = closed_world()
    made = correct(world, change(world, 1, 1))
    Order.objects.update(replaced_by=None)
    with connection.schema_editor(atomic=False) as editor:
        import_module("baogong.apps.ordering.migrations.0021_replaced_by").name_corrections(
            apps, editor
        )

    told = Order.objects.order_by("pk").values_list("replaced_by", flat=True)
    assert list(told) == [made.new_order_id, None]


def test_reading_costs_the_same_number_of_queries():
    world = make_world()
    doors = world.doors[:2]
    order(world, doors[0], 1)
    for n in range(4):
        order(world, doors[1], n + 1, **REPLACE)
    counts = []
    for door in doors:
        with CaptureQueriesContext(connection) as queries:
            acts_of_door(household_id=door.pk, now=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_deciding_costs_the_same_number_of_statements_however_many_are_replaced():
    counts = []
    for n in (1, 6):
        world = make_world(name=f"E{n}", floors=4)
        doors = world.doors[:n]
        decide_orders([intent(world, door, 1) for door in doors], now=NOW)
        again = [intent(world, door, 2, **REPLACE) for door in doors]
        with CaptureQueriesContext(connection) as queries:
            decide_orders(again, now=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]
