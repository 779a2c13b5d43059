"""R56, C1: the board of a stairwell: bags by the tail of the order, without names and doors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.queries import BoardStep, board_of
from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.carrying import close_crates
from tests.factories.chain import carried

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

    assert queries(1) == queries(3) <= 8
