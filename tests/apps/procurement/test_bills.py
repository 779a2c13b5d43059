"""R22, R40: what a shop asks, what we agree that it gets, and what it is paid."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.catalog.queries import PriceBoardRow, costs_at, price_board
from baogong.apps.catalog.services import say_cost
from baogong.apps.money.enums import AccountKind, PayMethod
from baogong.apps.money.errors import NothingPaid, ReferenceMissing
from baogong.apps.money.queries import estate_books
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.errors import (
    BilledAlready,
    BillWithoutReason,
    MoreThanOwed,
    NotBilled,
)
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, ShopPayment
from baogong.apps.procurement.queries import bill_rows
from baogong.apps.procurement.services import ShopPaid, agree_bill, pay_shop
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.racing import RACERS, race
from tests.factories.safes import fill_safe
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return bought_world()


def bought_world():
    """Two vegetable packages and one with eggs; vegetables cost us 30.00."""
    world = make_world()
    veg = world.listings[0].package
    boss = world.staff[Role.COMMANDER]
    say_cost(package_id=veg.pk, fen=3000, actor=boss, now=NOW - timedelta(hours=3))
    order(world, world.doors[0], 2)
    order(world, world.doors[1], 0, 1)
    gone = order(world, world.doors[2], 1)
    cancel_order(order_id=gone.order_id, actor=boss, now=NOW)
    ripe_round(world)
    return world


def bought(world):
    return PurchaseOrder.objects.get(round=world.round)


def agree(world, fen, *, why=""):
    clerk = world.staff[Role.CLERK]
    return agree_bill(order_id=bought(world).pk, fen=fen, why=why, actor=clerk, now=NOW)


def pay(world, fen, *, method=PayMethod.TRANSFER, reference="T1", key=None):
    pay_shop(
        ShopPaid(fen, method, reference),
        order_id=bought(world).pk,
        key=key or uuid4(),
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def balances(world):
    return estate_books([world.estate])[world.estate.pk].balances


def test_a_bill_proposes_what_the_live_orders_cost(world):
    [row] = bill_rows(estate=world.estate)

    assert (row.sold_fen, row.ordered_fen, row.agreed_fen) == (12_000, 11_000, None)
    assert (row.short_fen, row.proposed_fen, row.missing) == (0, 11_000, ())


def test_a_later_cost_does_not_reach_back(world):
    veg = world.listings[0].package
    say_cost(package_id=veg.pk, fen=3300, actor=world.staff[Role.COMMANDER], now=NOW)
    assert bill_rows(estate=world.estate)[0].proposed_fen == 11_000

    announce(world, now=NOW + timedelta(days=1))
    assert costs_at([veg.pk], at=world.round.opens_at) == {veg.pk: 3300}


def test_what_is_agreed_is_owed_and_what_is_paid_is_owed_no_more(world):
    fill_safe(world, 7000)
    agree(world, 11_000)
    assert balances(world)[AccountKind.SUPPLIER] == -11_000
    pay(world, 5000)
    pay(world, 6000, method=PayMethod.CASH, reference="")
    [row] = bill_rows(estate=world.estate)

    assert (row.agreed_fen, row.paid_fen, row.left_fen) == (11_000, 11_000, 0)
    found = balances(world)
    assert found[AccountKind.SUPPLIER] == 0
    assert (found[AccountKind.BANK], found[AccountKind.SAFE]) == (-5000, 1000)
    assert sum(found.values()) == 0
    assert look_at_books().balanced


def test_another_amount_has_its_reason_and_is_agreed_once(world):
    with pytest.raises(BillWithoutReason, match=r"110\.00"):
        agree(world, 9000)
    bill = agree(world, 9000, why="two crates of wilted greens")
    assert agree(world, 9000) == bill
    with pytest.raises(BilledAlready):
        agree(world, 11_000)


def test_no_more_is_paid_than_agreed(world):
    with pytest.raises(NotBilled):
        pay(world, 100)
    agree(world, 11_000)
    for fen, error in ((11_001, MoreThanOwed), (0, NothingPaid)):
        with pytest.raises(error):
            pay(world, fen)
    with pytest.raises(ReferenceMissing):
        pay(world, 100, reference="")
    key = uuid4()
    for _ in range(2):
        pay(world, 8000, key=key)
    with pytest.raises(MoreThanOwed, match=r"30\.00"):
        pay(world, 8000)


@pytest.mark.django_db(transaction=True)
def test_many_who_pay_at_once_pay_once(world):
    agree(world, 11_000)
    race(*[lambda: pay(world, 11_000) for _ in range(RACERS)])

    assert ShopPayment.objects.count() == 1
    assert ShopBill.objects.count() == 1


def test_the_board_shows_cost_price_and_margin(world):
    veg, eggs = price_board(at=NOW)

    assert (veg.cost_fen, veg.margin_fen, veg.margin_percent) == (3000, 500, 16.67)
    assert (eggs.cost_fen, eggs.margin_fen, eggs.margin_percent) == (None, None, None)
    assert not eggs.is_above(0)


def test_a_margin_is_compared_to_the_fen(world):
    """R22: 15.89 % is above 15 %, and what is 25 % is not above 25 %."""
    [veg, _eggs] = price_board(at=NOW)
    for price, cost, percent, above in (
        (2100, 1812, 15, True),
        (2100, 1812, 16, False),
        (2500, 2000, 25, False),
        (2501, 2000, 25, True),
    ):
        row = PriceBoardRow(replace(veg.package, price_fen=price), cost)
        assert row.is_above(percent) is above
