"""R8, X4: how long goods last, and how old they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.catalog.models import Good
from baogong.apps.inventory.models import Lot, StorageArea
from baogong.apps.inventory.services import AreaPlan, plan_areas, recall_lot
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import site_of
from baogong.apps.reporting.queries import stock_rows
from baogong.apps.sorting.models import Bag
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def rows(world, *, days_later=1):
    today = (NOW + timedelta(days=days_later)).date()
    return {row.sku: row for row in stock_rows(estate_ids=[world.estate.pk], today=today)}


@pytest.fixture
def world():
    """Four doors asked for 3 kg of cabbage each, to come tomorrow."""
    world = make_world()
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    return world


def test_what_is_bought_is_arriving_until_the_gate_has_counted_it(world):
    cabbage = rows(world)["CAB"]
    assert (cabbage.on_hand, cabbage.arriving, cabbage.promised) == (0, 12000, 12000)

    receive(world)
    cabbage = rows(world)["CAB"]
    assert (cabbage.on_hand, cabbage.arriving, cabbage.promised) == (12000, 0, 12000)


def test_four_fifths_of_a_days_demand_is_an_alarm_and_a_whole_day_is_none(world):
    """R8: 0.8 day left, threshold 1 day: red."""
    receive(world)
    for bag in Bag.objects.all():
        pack(world, bag)
    lot = Lot.objects.get()
    Lot.objects.update(on_hand=9600)
    cabbage = rows(world)["CAB"]
    assert (cabbage.cover_days, cabbage.is_short(days=1)) == (0.8, True)

    Lot.objects.filter(pk=lot.pk).update(on_hand=12000)
    assert rows(world)["CAB"].is_short(days=1) is False


def test_the_demand_of_a_day_is_the_mean_of_the_last_days_with_orders(world):
    assert rows(world)["CAB"].per_day == 12000
    assert rows(world, days_later=0) == {} or rows(world, days_later=0)["CAB"].per_day == 0
    assert rows(world, days_later=9)["CAB"].per_day == 0


def test_bags_that_cannot_be_filled_are_an_alarm(world):
    receive(world, CAB=3000)

    assert rows(world)["CAB"].is_short(days=0)


def test_goods_that_are_bought_to_order_only_are_no_alarm_once_they_are_packed(world):
    receive(world)
    for bag in Bag.objects.all():
        pack(world, bag)

    assert rows(world)["CAB"].is_short(days=1) is False


def test_leaf_vegetables_of_24_hours_are_old_and_their_owner_is_named(world):
    """X4: 24 h old in the store: red, owner named."""
    Good.objects.filter(sku="CAB").update(category=GoodCategory.LEAF, best_hours=24)
    receive(world)
    depot, sorter = Lot.objects.get().place, world.staff[Role.SORTER]
    plan_areas({GoodCategory.LEAF: AreaPlan(sorter.pk)}, depot=depot, actor=SYSTEM, now=NOW)
    cabbage = rows(world)["CAB"]

    assert cabbage.is_old(NOW + 23 * HOUR) is False
    assert cabbage.is_old(NOW + 24 * HOUR) is True
    assert (cabbage.hours_old(NOW + 24 * HOUR), cabbage.owner) == (24, "sorter")


def test_goods_that_wait_for_their_bags_are_no_alarm_while_they_suffice(world):
    """Bought to order: crumbs beside what the bags need are no stock."""
    receive(world)
    pack(world, Bag.objects.first())
    assert rows(world)["CAB"].is_short(days=1) is False

    Lot.objects.update(on_hand=9000 + 600)
    assert rows(world)["CAB"].is_short(days=1) is False


def test_what_was_called_back_is_no_supply(world):
    receive(world)
    lot = Lot.objects.get()
    recall_lot(lot_id=lot.pk, reason="R", actor=world.staff[Role.COMMANDER], now=NOW)

    assert rows(world)["CAB"].on_hand == 0


def test_who_no_longer_sees_to_goods_is_not_named(world):
    depot, sorter = site_of(world.estate, "depot"), world.staff[Role.SORTER]
    for owner_id in (sorter.pk, sorter.pk, None):
        plan_areas({GoodCategory.LEAF: AreaPlan(owner_id)}, depot=depot, actor=SYSTEM, now=NOW)

    assert StorageArea.objects.get().owner is None


def test_another_estates_goods_are_not_counted(world):
    other = make_world(name="F")
    order(other, other.doors[0], 5)

    assert rows(world)["CAB"].per_day == 12000


def test_the_stock_is_one_query():
    with CaptureQueriesContext(connection) as asked:
        stock_rows(estate_ids=[1, 2, 3], today=NOW.date())

    assert len(asked) == 1
