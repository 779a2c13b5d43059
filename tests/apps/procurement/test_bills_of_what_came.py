"""R22, R40: what did not come is not paid for: a shop's bill is its orders less that.

Vegetables are 3,000 g of cabbage for 30.00; the other package is 20 eggs (1,200 g) and 1,000 g of
cabbage for 44.00, so by weight 24.00 and 20.00. Two and one of them are ordered: 104.00.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.catalog.models import Good
from baogong.apps.catalog.services import say_cost
from baogong.apps.ordering.services import Change, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import DifferenceOutcome, SwapAnswer
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, SupplierDifference
from baogong.apps.procurement.queries import bill_rows, shop_totals, total_of
from baogong.apps.procurement.services import (
    SwapOffer,
    agree_bill,
    confirm_purchase_order,
    decide_swap,
    propose_swap,
    report_out,
    settle_supplier_difference,
)
from tests.apps.ordering.test_overflow import move, small_shop
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.world import intent

pytestmark = pytest.mark.django_db
ORDERED = 10_400


def costly_world():
    """Two doors want vegetables, one eggs; nothing is closed yet."""
    world = make_world()
    for listing, fen in zip(world.listings, (3000, 4400), strict=True):
        boss = world.staff[Role.COMMANDER]
        say_cost(package_id=listing.package_id, fen=fen, actor=boss, now=NOW - timedelta(hours=3))
    world.orders = [order(world, world.doors[0], 2), order(world, world.doors[1], 0, 1)]
    return world


@pytest.fixture
def world():
    world = costly_world()
    ripe_round(world)
    return world


def bill(world):
    [row] = bill_rows(estate=world.estate)
    assert row.ordered_fen - row.short_fen == row.proposed_fen
    return row


def short(world):
    row = bill(world)
    return row.short_fen, row.missing


def settle(world, outcome):
    settle_supplier_difference(
        difference_id=SupplierDifference.objects.get().pk,
        outcome=outcome,
        note="",
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def say_out(world, **available):
    report_out(
        purchase_order_id=PurchaseOrder.objects.get().pk,
        available={Good.objects.get(sku=sku).pk: n for sku, n in available.items()},
        note="",
        actor=world.staff[Role.SHOP],
        now=NOW,
    )


def swap(world, sku, *, replaced, other, quantity):
    good = {good.sku: good.pk for good in Good.objects.all()}
    found = propose_swap(
        SwapOffer(good[sku], replaced, good[other], quantity),
        purchase_order_id=PurchaseOrder.objects.get().pk,
        actor=world.staff[Role.SHOP],
        now=NOW,
    )
    clerk = world.staff[Role.CLERK]
    decide_swap(swap_id=found.pk, answer=SwapAnswer.ACCEPTED, actor=clerk, now=NOW)


def test_what_came_in_full_is_paid_in_full(world):
    receive(world)

    assert bill(world).proposed_fen == ORDERED
    assert short(world) == (0, ())


def test_goods_that_did_not_come_cost_their_part_by_weight(world):
    receive(world, EGG=5, CAB=700)

    # 5 of 20 eggs for 24.00; 700 of 7,000 g of cabbage for 60.00 and 20.00.
    assert short(world) == (600 + 800, ("白菜", "鸡蛋"))
    assert bill(world).proposed_fen == ORDERED - 1400


def test_nothing_came_and_nothing_is_owed(world):
    receive(world, EGG=20, CAB=7000)

    assert bill(world).proposed_fen == 0


@pytest.mark.parametrize(
    ("outcome", "fen"),
    [
        (DifferenceOutcome.BROUGHT, 0),
        (DifferenceOutcome.CREDITED, 600),
        (DifferenceOutcome.ACCEPTED, 600),
    ],
)
def test_what_was_brought_later_is_paid(world, outcome, fen):
    receive(world, EGG=5)
    settle(world, outcome)

    assert bill(world).short_fen == fen


def test_more_than_was_ordered_costs_nothing_more(world):
    receive(world, EGG=-5)

    assert short(world) == (0, ())


def test_before_the_truck_the_bill_believes_the_shop(world):
    say_out(world, EGG=15)
    assert short(world) == (600, ("鸡蛋",))
    receive(world, EGG=10)

    assert short(world) == (1200, ("鸡蛋",))


def test_what_nobody_wants_any_more_is_not_missed(world):
    """What was corrected after the shop confirmed: 7 kg were bought, 4 are wanted, 6 came."""
    shop, pk = world.staff[Role.SHOP], PurchaseOrder.objects.get().pk
    confirm_purchase_order(purchase_order_id=pk, actor=shop, now=NOW)
    correct_order(
        order_id=world.orders[0].order_id,
        change=Change(key=uuid4(), wishes=intent(world, world.doors[0], 1).wishes, reason="x"),
        actor=world.staff[Role.CLERK],
        now=NOW,
    )
    receive(world, CAB=1000)

    assert (bill(world).ordered_fen, short(world)) == (ORDERED - 3000, (0, ()))


def test_what_a_swap_brings_costs_what_it_replaces(world):
    Good.objects.create(sku="PAK", name="青菜", sold_by="gram")
    say_out(world, EGG=15)
    swap(world, "EGG", replaced=5, other="PAK", quantity=500)
    assert short(world) == (0, ())
    receive(world, PAK=250)

    assert short(world) == (300, ("青菜",))


def test_what_was_agreed_stands_whatever_comes_later(world):
    receive(world, EGG=5)
    clerk, pk = world.staff[Role.CLERK], PurchaseOrder.objects.get().pk
    agree_bill(order_id=pk, fen=ORDERED - 600, why="", actor=clerk, now=NOW)
    settle(world, DifferenceOutcome.BROUGHT)

    found = ShopBill.objects.get()
    assert (found.proposed_fen, found.short_fen, found.why) == (ORDERED - 600, 600, "")
    assert (bill(world).ordered_fen, bill(world).short_fen) == (ORDERED, 600)


def test_shops_are_added_up_and_all_of_them():
    world = costly_world()
    move(world, small_shop(world))
    order(world, world.doors[2], 0, 0, 1)
    ripe_round(world)
    receive(world, CAB=700)
    rows = bill_rows(estate=world.estate)
    small, big = sorted(shop_totals(rows), key=lambda total: total.ordered_fen)

    assert (small.orders, small.ordered_fen, small.short_fen) == (1, 3000, 700)
    assert (big.orders, big.ordered_fen, big.short_fen) == (1, ORDERED, 800)
    assert total_of(rows).proposed_fen == 3000 + ORDERED - 1500


def test_the_number_of_statements_does_not_grow():
    def statements(world):
        ripe_round(world)
        receive(world, EGG=1)
        with CaptureQueriesContext(connection) as found:
            bill_rows(estate=world.estate)
        return len(found)

    one, more = costly_world(), make_world(name="L", floors=6)
    few = statements(one)
    for door in more.doors:
        order(more, door, 1, 1)

    assert statements(more) == few
