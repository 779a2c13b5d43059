"""R42, C3.3: what a chain says is paid, by door, until it is paid or found not to be."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import asked_for, due_balances, said_paid
from baogong.apps.ordering.services import deal_round, deny_paid
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order
from tests.factories.chats import HEAD, enter, paste
from tests.factories.deals import HOUR, to_divide

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TWO_DOORS = HEAD + "1. B1-1-101、B1-1-102 各蔬菜包1 已付\n"


def said(world, **due_at):
    """Door -> what of it is said to be paid, in fen."""
    found = said_paid(doors=[door.pk for door in world.doors], **due_at)
    return {
        door.label: [row.owed_fen for row in found[door.pk]]
        for door in world.doors
        if door.pk in found
    }


def deny(world, at):
    found = Order.objects.live().get(household=world.doors[at])
    deny_paid(order_id=found.pk, actor=world.staff[Role.CLERK], now=NOW)


def test_of_a_line_for_several_doors_each_is_denied_alone():
    world = make_world()
    enter(world, paste(world, TWO_DOORS))
    assert said(world) == {"B1-1-101": [3500], "B1-1-102": [3500]}
    deny(world, 0)
    assert said(world) == {"B1-1-102": [3500]}


def test_what_a_division_gave_is_said_to_be_paid_as_its_line_says():
    world = make_world()
    to_divide(world, stock=9)
    enter(world, paste(world, TWO_DOORS))
    assert said(world) == {}
    deal_round(round_id=world.round.pk, now=NOW + HOUR)
    assert said(world) == {"B1-1-101": [3500], "B1-1-102": [3500]}
    deny(world, 0)
    assert said(world) == {"B1-1-102": [3500]}


def test_what_is_said_of_a_later_day_lessens_nothing_that_is_due_now():
    """R40."""
    world = make_world()
    enter(world, paste(world, TWO_DOORS))
    assert said(world, due_at=NOW) == {}
    assert said(world, due_at=NOW + DAY) == {"B1-1-101": [3500], "B1-1-102": [3500]}


def test_a_door_is_asked_for_the_rest_above_what_is_small():
    world = make_world()
    enter(world, paste(world, TWO_DOORS))
    order(world, world.doors[2], 1)
    rows = due_balances(within=[world.estate], small_fen=0, now=NOW + DAY)
    found = said_paid(doors=[row.id for row in rows])
    left = asked_for(rows, found, small_fen=0)
    assert [(row.door, row.fen) for row in left] == [("B1-1-201", 3500)]
    assert asked_for(rows, found, small_fen=3500) == []


@pytest.mark.parametrize("doors", [1, 2])
def test_as_many_queries_for_one_door_as_for_more(doors):
    world = make_world()
    enter(world, paste(world, TWO_DOORS))
    with CaptureQueriesContext(connection) as asked:
        said_paid(doors=[door.pk for door in world.doors[:doors]], due_at=NOW)
    assert len(asked) == 6
