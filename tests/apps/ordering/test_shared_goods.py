"""X3, R14: packages and singles that hold the same good share its stock and its limit."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.errors import GoodLimitExceeded, GoodSoldOut
from baogong.apps.ordering.models import Order, RoundGood
from baogong.apps.ordering.services import cancel_order, decide_order, decide_orders
from baogong.apps.ordering.services import group as group_module
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.racing import race
from tests.factories.world import intent

# A vegetable package holds 3 kg of cabbage, an egg package 1 kg.


def bounded(*, stock=None, limit=None, **world):
    """A world whose round has only so many grams of cabbage in all, or for each household."""
    made = make_world(**world)
    RoundGood.objects.create(
        round=made.round,
        good=Good.objects.get(sku="CAB"),
        stock=stock,
        household_limit=limit,
    )
    return made


def taken():
    return RoundGood.objects.get().taken


@pytest.mark.django_db
def test_two_packages_share_the_stock_of_a_good():
    world = bounded(stock=6000)
    order(world, world.doors[0], 1, 2)
    with pytest.raises(GoodSoldOut) as refusal:
        order(world, world.doors[1], 1)

    assert refusal.value.data["left"].quantity == 1000
    assert (taken(), Order.objects.count()) == (5000, 1)
    order(world, world.doors[1], 0, 1)
    assert taken() == 6000


@pytest.mark.django_db
def test_a_household_is_limited_over_packages_and_orders():
    world = bounded(limit=4000)
    order(world, world.doors[0], 1)
    with pytest.raises(GoodLimitExceeded):
        order(world, world.doors[0], 0, 2, on_existing=OnExisting.ADD)

    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    order(world, world.doors[1], 1, 1)
    assert taken() == 8000


@pytest.mark.django_db
def test_goods_that_are_replaced_are_given_back_first():
    world = bounded(stock=3000, limit=3000)
    order(world, world.doors[0], 1)
    order(world, world.doors[0], 0, 3, on_existing=OnExisting.REPLACE)

    assert taken() == 3000
    assert Order.objects.live().count() == 1


@pytest.mark.django_db
def test_a_canceled_order_gives_its_goods_back():
    world = bounded(stock=3000)
    decision = order(world, world.doors[0], 1)
    for _ in range(2):
        cancel_order(order_id=decision.order_id, actor=SYSTEM, now=NOW)

    assert taken() == 0
    order(world, world.doors[1], 1)


@pytest.mark.django_db
def test_in_one_group_the_first_who_asks_gets_the_last_kilos():
    world = bounded(stock=4000)
    asked = [intent(world, door, 1) for door in world.doors[:2]]
    first, second = decide_orders(asked, now=NOW)

    assert first.refusal is None
    assert isinstance(second.refusal, GoodSoldOut)


@pytest.mark.django_db
def test_a_repeated_order_takes_nothing_again():
    world, key = bounded(stock=3000), uuid4()
    for _ in range(2):
        order(world, world.doors[0], 1, key=key)

    assert taken() == 3000


@pytest.mark.django_db
def test_the_database_refuses_what_counting_wrong_would_sell():
    bounded(stock=3000)
    with pytest.raises(IntegrityError):
        RoundGood.objects.update(taken=3001)


def last_kilos(world):
    """One door wants the package, another the eggs with cabbage in them; 3 kg are left."""
    one, other = world.doors[:2]
    asked = [intent(world, one, 1), intent(world, other, 0, 1)]
    return race(*[lambda a=a: decide_order(a, now=NOW) for a in asked])


@pytest.mark.django_db(transaction=True)
def test_with_locks_a_package_and_another_do_not_share_the_same_kilo():
    world = bounded(stock=3000)
    answers = last_kilos(world)

    assert [type(answer) for answer in answers].count(GoodSoldOut) == 1
    assert taken() in {3000, 1000}


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_stops_selling_a_kilo_twice(locks_off):
    world = bounded(stock=3000)
    locks_off(group_module, "_pools")
    answers = last_kilos(world)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
