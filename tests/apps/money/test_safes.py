"""R40: a safe never gives cash that it does not hold, and all that comes in is counted by two."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.money.enums import CashSource, PayMethod
from baogong.apps.money.errors import (
    CountClosed,
    NothingPaid,
    OwnCount,
    SafeHoldsLess,
    SourceMissing,
)
from baogong.apps.money.models import CashCount, CashFloat, Posting
from baogong.apps.money.queries import count_rows, estate_books
from baogong.apps.money.services import (
    Bought,
    Counted,
    bring_back,
    buy_for,
    cash,
    close_float,
    count_cash,
    drop_count,
    hand_out_float,
    sign_count,
    take_float,
)
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder, ShopPayment
from baogong.apps.procurement.services import ShopPaid, agree_bill, pay_shop
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.racing import race
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def books(world):
    return estate_books([world.estate])[world.estate.pk]


def bring(world, fen, *, source=CashSource.ADVANCE, why="收据 1 号", key=None):
    counted = Counted(world.estate.pk, None, fen, source, why)
    return count_cash(counted, key=key or uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def sign(world, count, *, by=Role.COMMANDER):
    sign_count(count_id=count.pk, why="", actor=world.staff[by], now=NOW)


def lay_out(world, fen, *, to=Role.OFFICER):
    return hand_out_float(
        key=uuid4(),
        estate_id=world.estate.pk,
        shopper_id=world.staff[to].pk,
        fen=fen,
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def take(world, found, *, by=Role.OFFICER):
    take_float(float_id=found.pk, actor=world.staff[by], now=NOW)


def shop_owed(world, fen):
    """A closed round's purchase order of which so much was agreed."""
    order(world, world.doors[0], 1)
    ripe_round(world)
    bought = PurchaseOrder.objects.get(round=world.round)
    clerk = world.staff[Role.CLERK]
    agree_bill(order_id=bought.pk, fen=fen, why="agreed", actor=clerk, now=NOW)
    return bought


def pay_in_cash(world, bought, fen):
    paid = ShopPaid(fen, PayMethod.CASH)
    pay_shop(paid, order_id=bought.pk, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def test_start_money_lies_in_the_safe_once_two_have_counted_it_and_stays_owed(world):
    count = bring(world, 100_000)
    assert books(world).safe_fen == 0
    with pytest.raises(OwnCount):
        sign(world, count, by=Role.CLERK)
    sign(world, count)

    assert (books(world).safe_fen, books(world).advance_fen) == (100_000, 100_000)
    with pytest.raises(CountClosed):
        sign(world, count)
    [row] = count_rows(estate_id=world.estate.pk, signed=True)
    assert (row.holder, row.source, row.why) == ("", CashSource.ADVANCE, "收据 1 号")
    assert look_at_books().balanced


def test_what_is_drawn_from_the_bank_lies_there_no_more(world):
    sign(world, bring(world, 5000, source=CashSource.BANK))

    assert (books(world).safe_fen, books(world).bank_fen) == (5000, -5000)
    assert books(world).advance_fen == 0


@pytest.mark.parametrize(
    ("fen", "why", "error"),
    [(0, "x", NothingPaid), (100, " ", SourceMissing), (100, "", SourceMissing)],
)
def test_cash_from_elsewhere_is_an_amount_and_says_where_from(world, fen, why, error):
    with pytest.raises(error):
        bring(world, fen, why=why)
    assert not CashCount.objects.exists()


def test_the_same_again_is_the_same_and_what_is_dropped_moves_nothing(world):
    key = uuid4()
    count = bring(world, 100, key=key)
    assert bring(world, 100, key=key) == count
    drop_count(count_id=count.pk, actor=world.staff[Role.CLERK], now=NOW)
    with pytest.raises(CountClosed):
        sign(world, count)
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"source": CashSource.ADVANCE, "holder": None, "why": ""},
        {"source": CashSource.HANDS, "holder": None, "why": "x"},
        {"source": CashSource.BANK, "holder": Role.CLERK, "why": "x"},
    ],
)
def test_the_database_refuses_a_count_from_nowhere(world, odd):
    odd |= {"holder": world.staff[odd["holder"]] if odd["holder"] else None}
    with pytest.raises(IntegrityError, match="says_where_from"), transaction.atomic():
        CashCount.objects.create(
            key=uuid4(),
            estate=world.estate,
            counted_fen=1,
            expected_fen=1,
            counted_by=world.staff[Role.CLERK],
            counted_at=NOW,
            **odd,
        )


def test_an_empty_safe_lays_out_nothing(world):
    with pytest.raises(SafeHoldsLess, match=r"0\.00"):
        lay_out(world, 100)
    assert not CashFloat.objects.exists()

    fill_safe(world, 10_000)
    with pytest.raises(SafeHoldsLess, match=r"100\.00"):
        lay_out(world, 10_001)
    take(world, lay_out(world, 10_000))
    assert books(world).safe_fen == 0


def test_what_was_laid_out_is_signed_for_only_while_it_is_there(world):
    fill_safe(world, 10_000)
    first, second = lay_out(world, 6000), lay_out(world, 6000, to=Role.SORTER)
    take(world, first)
    with pytest.raises(SafeHoldsLess, match=r"40\.00"):
        take(world, second, by=Role.SORTER)

    second.refresh_from_db()
    assert (books(world).safe_fen, second.taken_at) == (4000, None)


def test_a_shopper_is_paid_back_from_what_the_safe_holds(world):
    fill_safe(world, 1000)
    found, officer = lay_out(world, 1000), world.staff[Role.OFFICER]
    take(world, found)
    bought = Bought(world.doors[0].pk, 1500, "盐", b"jpeg")
    buy_for(bought, float_id=found.pk, key=uuid4(), actor=officer, now=NOW)
    bring_back(float_id=found.pk, back_fen=0, actor=officer, now=NOW)
    closes = {"float_id": found.pk, "back_fen": 0, "why": "", "actor": world.staff[Role.CLERK]}
    with pytest.raises(SafeHoldsLess):
        close_float(**closes, now=NOW)
    found.refresh_from_db()
    assert found.closed_at is None

    fill_safe(world, 700)
    close_float(**closes, now=NOW)
    assert books(world).safe_fen == 200


def test_a_shop_is_paid_from_what_the_safe_holds(world):
    bought = shop_owed(world, 3000)
    fill_safe(world, 2000)
    with pytest.raises(SafeHoldsLess, match=r"20\.00"):
        pay_in_cash(world, bought, 2001)
    assert not ShopPayment.objects.exists()
    pay_in_cash(world, bought, 2000)

    assert books(world).safe_fen == 0


def two_pay_outs(world):
    """A shop and a shopper get 6 yuan each out of a safe with 10."""
    bought = shop_owed(world, 3000)
    fill_safe(world, 1000)
    found = lay_out(world, 600)
    return [lambda: pay_in_cash(world, bought, 600), lambda: take(world, found)]


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_who_pay_out_at_once_take_the_safe_below_zero(world, locks_off):
    acts = two_pay_outs(world)
    locks_off(cash, "account_balance")
    race(*acts)

    assert books(world).safe_fen == -200


@pytest.mark.django_db(transaction=True)
def test_with_locks_the_second_one_of_two_is_refused(world):
    answers = race(*two_pay_outs(world))

    assert books(world).safe_fen == 400
    assert [type(answer) for answer in answers if answer] == [SafeHoldsLess]
