"""C1.3: where an order's bags are, told from the ledgers of every step."""

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.queries import Whereabouts, order_track
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import accept, carried, close_crates, pack, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reached(order_id):
    """How many of the five stages the order has reached."""
    track = order_track(order_id=order_id)
    stages = (track.gate_at, track.sorted_at, track.building_at, track.door_at)
    return 1 + sum(at is not None for at in stages)


def where(order_id):
    return [bag.where for bag in order_track(order_id=order_id).bags]


def test_the_stages_follow_the_ledgers(world):
    asked = order(world, world.doors[0], 1, 1).order_id
    assert (reached(asked), where(asked)) == (1, [])
    ripe_round(world)
    assert (reached(asked), where(asked)) == (1, [Whereabouts.NOT_PACKED])
    receive(world)
    assert reached(asked) == 2
    [bag] = world.round.wave.bags.all()
    pack(world, bag)
    assert (reached(asked), where(asked)) == (3, [Whereabouts.AT_DEPOT])
    [crate] = close_crates(world)
    accept(world, crate)

    assert (reached(asked), where(asked)) == (4, [Whereabouts.AT_BUILDING])


@pytest.mark.parametrize(
    ("result", "seen", "steps"),
    [
        (Result.GIVEN, Whereabouts.GIVEN, 5),
        (Result.NOBODY_HOME, Whereabouts.NOBODY_HOME, 4),
        (Result.REFUSED, Whereabouts.REFUSED, 4),
        (Result.DAMAGED, Whereabouts.DAMAGED, 4),
        (Result.SEALED, Whereabouts.SEALED, 4),
        (Result.WRONG_DOOR, Whereabouts.WRONG_DOOR, 4),
    ],
)
def test_what_happened_at_the_door_is_told(world, result, seen, steps):
    day = carried(world)
    bag = day.bags[0]
    day.tap(bag, result)

    assert where(bag.order_id) == [seen]
    assert reached(bag.order_id) == steps


def test_a_tap_that_was_taken_back_is_not_told(world):
    day = carried(world)
    bag = day.bags[0]
    report, _ = day.tap(bag, Result.GIVEN)
    day.tap(bag, Result.UNDONE, reverses=report.key)

    assert where(bag.order_id) == [Whereabouts.AT_BUILDING]


def test_a_bag_that_came_back_waits_for_the_next_run(world):
    day = carried(world)
    bag = day.bags[0]
    day.tap(bag, Result.NOBODY_HOME)
    day.take_back(day.runs_of(bag), counted=len(day.bags))

    assert where(bag.order_id) == [Whereabouts.RETURNED]


def test_a_bag_that_is_all_short_never_leaves_and_is_told(world):
    asked = order(world, world.doors[0], 1).order_id
    ripe_round(world)
    receive(world)
    pack(world, world.round.wave.bags.get(), CAB=3000)

    assert where(asked) == [Whereabouts.SHORT]
    assert order_track(order_id=asked).door_at is None
