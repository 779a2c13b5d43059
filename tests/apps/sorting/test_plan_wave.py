"""R21, R56: a closed round becomes bags for its orders and a crate for each entrance, once."""

from itertools import pairwise

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.ordering.services import cancel_order, close_round
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import BAG_GRAMS
from baogong.apps.sorting.models import Bag, BagLine, Crate, Wave
from baogong.apps.sorting.policies import split_into_bags
from baogong.apps.sorting.services import plan_wave
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import Event
from tests.factories import NOW, make_world, order
from tests.factories.world import CABBAGE_GRAMS, EGGS

pytestmark = pytest.mark.django_db


def close_and_plan(world):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    return plan_wave(round_id=world.round.pk, now=NOW)


def test_planning_twice_is_planning_once():
    world = make_world()
    order(world, world.doors[0], 1)
    wave = close_and_plan(world)
    before = Bag.objects.count(), BagLine.objects.count(), Crate.objects.count()
    assert plan_wave(round_id=world.round.pk, now=NOW) is None
    assert (Bag.objects.count(), BagLine.objects.count(), Crate.objects.count()) == before
    assert Wave.objects.get() == wave
    assert Event.objects.filter(name="WavePlanned").count() == 1


def test_an_open_round_is_not_planned():
    world = make_world()
    order(world, world.doors[0], 1)
    with pytest.raises(ObjectDoesNotExist):
        plan_wave(round_id=world.round.pk, now=NOW)
    assert not Wave.objects.exists()


def test_a_round_without_orders_gets_an_empty_wave():
    wave = close_and_plan(make_world())
    assert (wave.bags.count(), wave.crates.count()) == (0, 0)


def test_canceled_orders_get_no_bag_and_their_entrance_no_crate():
    world = make_world(buildings=2)
    kept = order(world, world.doors[0], 1)
    gone = order(world, world.doors[-1], 1)
    cancel_order(order_id=gone.order_id, actor=SYSTEM, now=NOW)
    wave = close_and_plan(world)
    assert [bag.order_id for bag in wave.bags.all()] == [kept.order_id]
    assert [crate.entrance.label for crate in wave.crates.all()] == ["B1-1"]


def test_an_order_is_split_into_bags_by_weight():
    """Five vegetable packages of 3 kg and two egg packages of 2.2 kg under a limit of 9 kg."""
    world = make_world()
    set_setting(BAG_GRAMS, 9000, place=world.estate, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 5, 2)
    close_and_plan(world)

    bags = list(Bag.objects.order_by("part"))
    assert [(bag.part, bag.parts) for bag in bags] == [(1, 3), (2, 3), (3, 3)]
    assert [sum(line.good.grams(line.planned) for line in bag.lines.all()) for bag in bags] == [
        9000,
        8200,
        2200,
    ]
    planned = {"CAB": 0, "EGG": 0}
    for line in BagLine.objects.select_related("good"):
        planned[line.good.sku] += line.planned
    assert planned == {"CAB": 5 * CABBAGE_GRAMS + 2 * 1000, "EGG": 2 * EGGS}


def test_the_number_of_statements_does_not_grow():
    small, large = make_world(name="S"), make_world(buildings=4, floors=10, name="L")
    order(small, small.doors[0], 1)
    for door in large.doors:
        order(large, door, 3, 3)
    for world in (small, large):
        close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    with CaptureQueriesContext(connection) as few:
        plan_wave(round_id=small.round.pk, now=NOW)
    with CaptureQueriesContext(connection) as many:
        plan_wave(round_id=large.round.pk, now=NOW)
    assert Bag.objects.filter(wave__round=large.round).count() == 160
    assert len(many) == len(few)


@given(st.lists(st.integers(1, 20_000), max_size=40), st.integers(1000, 15_000))
def test_bags_hold_every_package_once_in_order_within_the_limit(weights, limit):
    bags = split_into_bags(weights, limit=limit)
    assert [position for bag in bags for position in bag] == list(range(len(weights)))
    for bag in bags:
        assert len(bag) == 1 or sum(weights[position] for position in bag) <= limit
    for bag, following in pairwise(bags):
        assert sum(weights[p] for p in bag) + weights[following[0]] > limit
