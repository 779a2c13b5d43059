"""R56, C1: the board of a stairwell: bags by the tail of the order, without names and doors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.queries import BoardStep, board_of
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.carrying import close_crates
from tests.factories.chain import carried
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(floors=2)


def board(world):
    day = world.round.delivery_date
    return board_of(entrance_id=world.doors[0].parent_id, day=day)


def test_each_order_stands_with_its_tail_and_how_far_its_bags_have_come(world):
    there = carried(world)
    given, fetched, away, left = there.bags
    there.tap(given, Result.GIVEN)
    there.tap(fetched, Result.GIVEN, end=Mode.ENTRANCE)
    there.tap(away, Result.REFUSED)

    steps = {row.tail: row.steps for row in board(world)}
    assert steps == {
        given.order.number[-3:]: ((BoardStep.THERE, 1),),
        fetched.order.number[-3:]: ((BoardStep.THERE, 1),),
        away.order.number[-3:]: ((BoardStep.ON_THE_WAY, 1),),
        left.order.number[-3:]: ((BoardStep.ON_THE_WAY, 1),),
    }
    assert list(steps) == sorted(steps)


def test_a_bag_at_the_depot_is_told_from_one_that_came_back(world):
    there = carried(world)
    there.take_back(there.runs[0], len(there.bags))

    assert {row.steps for row in board(world)} == {((BoardStep.COMES_AGAIN, 1),)}


def test_a_bag_that_came_back_damaged_does_not_come_again(world):
    there = carried(world)
    damaged, *others = there.bags
    there.tap(damaged, Result.DAMAGED)
    there.take_back(there.runs[0], len(there.bags))

    steps = {row.tail: row.steps for row in board(world)}
    assert steps.pop(damaged.order.number[-3:]) == ((BoardStep.NOT_COMING, 1),)
    assert set(steps.values()) == {((BoardStep.COMES_AGAIN, 1),)}
    assert len(steps) == len(others)


def test_a_bag_stands_there_on_the_day_on_which_it_is_offered_again(world):
    there = carried(world)
    there.take_back(there.runs[0], len(there.bags))
    next_round = announce(world, now=NOW + timedelta(minutes=1))
    next_round.delivery_date += timedelta(days=1)
    next_round.save(update_fields=["delivery_date"])
    order(world, world.doors[0], 1)
    ripe_round(world)

    tails = {bag.order.number[-3:] for bag in there.bags}
    assert {row.steps for row in board(world) if row.tail in tails} == {((BoardStep.AT_DEPOT, 1),)}
    assert tails < {row.tail for row in board(world)}


def test_the_page_and_the_paper_name_no_door(world, client):
    close_crates(world, world.doors)
    world.round.delivery_date = timezone.localdate()
    world.round.save(update_fields=["delivery_date"])
    client.force_login(world.staff[Role.OFFICER])

    for name in ("carrier:board", "carrier:board_print"):
        text = client.get(reverse(name, args=[world.doors[0].parent_id])).text
        assert board(world)[0].tail in text
        assert not any(door.label in text for door in world.doors)


def test_the_number_of_queries_does_not_grow_with_orders():
    def queries(floors):
        world = make_world(floors=floors, name=f"F{floors}")
        carried(world)
        with CaptureQueriesContext(connection) as captured:
            assert len(board(world)) == 2 * floors
        return len(captured)

    assert queries(1) == queries(3) <= 9
