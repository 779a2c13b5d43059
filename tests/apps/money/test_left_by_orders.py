"""R19, R22, R40: an order that was canceled or cut knows where the money paid for it went."""

from uuid import uuid4

import pytest

from baogong.apps.money.enums import PayMethod, RefundState
from baogong.apps.money.models import ProviderRefund
from baogong.apps.money.provider import Refund, RefundOutcome
from baogong.apps.money.queries import LeftAt, coverage, order_money
from baogong.apps.money.services import (
    Paid,
    Till,
    give_up_refund,
    settle_refund,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL, REFUND_BY_PHONE
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import ask, pay_by_phone, refunds, work
from tests.factories.shortages import divide, short_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(wechat):
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    return world


def ordered(world, *quantities, on_existing=OnExisting.ADD):
    return order(world, world.doors[0], *quantities, on_existing=on_existing).order_id


def cancel(order_id):
    cancel_order(order_id=order_id, actor=SYSTEM, now=NOW)


def pay(world, fen, *, method=PayMethod.CASH, is_back=False):
    till = Till(world.estate.pk, method, "T1")
    paid = Paid(world.doors[0].pk, fen, till, is_back=is_back)
    return take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def left(world, order_id):
    return order_money(door_id=world.doors[0].pk, order_id=order_id).left


def said(world, order_id):
    return [(part.fen, part.method, part.where) for part in left(world, order_id)]


def by_phone(world, order_id):
    """The one part, which goes back by phone: so far, and over which payment."""
    [part] = left(world, order_id)
    assert (part.where, part.back_by) == (LeftAt.BY_PHONE, PayMethod.WECHAT)
    return part.state, part.same_way


def test_a_refund_that_fails_while_the_page_is_read_is_a_credit(world, wechat, monkeypatch):
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()
    [row] = refunds()
    read_moves = coverage.money_of_doors

    def then_it_fails(doors):
        read = read_moves(doors)
        give_up_refund(refund_id=row.pk, actor=world.staff[Role.CLERK], now=NOW)
        return read

    settle_refund(Refund(row.number, RefundOutcome.ABNORMAL, 3500, "R1"), now=NOW)
    monkeypatch.setattr(coverage, "money_of_doors", then_it_fails)

    assert said(world, canceled) == [(3500, PayMethod.WECHAT, LeftAt.CREDIT)]


def test_cash_for_an_order_that_was_canceled_is_a_credit_and_then_handed_back(world):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    assert said(world, canceled) == [(3500, PayMethod.CASH, LeftAt.CREDIT)]
    pay(world, 1000, is_back=True)
    pay(world, 500, method=PayMethod.TRANSFER, is_back=True)

    handed, sent, rest = left(world, canceled)
    assert (handed.fen, handed.where, handed.back_by) == (1000, LeftAt.BY_HAND, PayMethod.CASH)
    assert (sent.fen, sent.back_by, sent.at) == (500, PayMethod.TRANSFER, NOW)
    assert (rest.fen, rest.where) == (2000, LeftAt.CREDIT)


def test_money_of_a_canceled_order_names_the_order_that_it_pays_now(world):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    other = ordered(world, 0, 1)

    [part] = left(world, canceled)
    assert (part.fen, part.where, part.order_id) == (3500, LeftAt.SET_OFF, other)


def test_money_of_a_replaced_order_names_the_one_in_its_place(world):
    old = ordered(world, 1)
    pay(world, 3500)
    new = ordered(world, 2, on_existing=OnExisting.REPLACE)

    [part] = left(world, old)
    assert (part.where, part.order_id) == (LeftAt.SET_OFF, new)


def test_what_was_paid_by_phone_goes_back_over_that_payment_step_by_step(world, wechat):
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    assert said(world, canceled) == [(3500, PayMethod.WECHAT, LeftAt.CREDIT)]
    wechat.refuses = "NOT_ENOUGH"
    work()
    assert by_phone(world, canceled) == (RefundState.WAITING, True)
    wechat.refuses = ""
    ProviderRefund.objects.update(next_at=NOW)
    ask()
    assert by_phone(world, canceled) == (RefundState.UNDER_WAY, True)
    [row] = refunds()
    settle_refund(Refund(row.number, RefundOutcome.DONE, 3500, "R1"), now=NOW)

    assert by_phone(world, canceled) == (RefundState.DONE, True)
    assert left(world, canceled)[0].at == NOW


def test_a_refund_that_was_given_up_is_a_credit_until_it_arrives_all_the_same(world, wechat):
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()
    [row] = refunds()
    settle_refund(Refund(row.number, RefundOutcome.ABNORMAL, 3500, "R1"), now=NOW)
    assert by_phone(world, canceled) == (RefundState.ABNORMAL, True)
    give_up_refund(refund_id=row.pk, actor=world.staff[Role.CLERK], now=NOW)
    assert said(world, canceled) == [(3500, PayMethod.WECHAT, LeftAt.CREDIT)]
    settle_refund(Refund(row.number, RefundOutcome.DONE, 3500, "R1"), now=NOW)

    assert by_phone(world, canceled) == (RefundState.DONE, True)


def test_cash_that_goes_back_over_another_payment_by_phone_says_so(world, wechat):
    canceled = ordered(world, 1)
    pay(world, 3500)
    other = ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()

    assert by_phone(world, canceled) == (RefundState.UNDER_WAY, False)
    assert left(world, canceled)[0].method is PayMethod.CASH
    assert said(world, other) == []


def test_where_the_estate_pays_back_by_hand_it_is_a_credit(world, wechat):
    set_setting(REFUND_BY_PHONE, 0, place=world.estate, actor=SYSTEM, now=NOW)
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()

    assert said(world, canceled) == [(3500, PayMethod.WECHAT, LeftAt.CREDIT)]


def test_a_payment_that_was_a_mistake_is_no_credit_of_its_canceled_order(world):
    canceled = ordered(world, 1)
    wrong = pay(world, 3500)
    cancel(canceled)
    undo_payment(payment_id=wrong.pk, why="r", actor=world.staff[Role.CLERK], now=NOW)

    assert said(world, canceled) == [(3500, PayMethod.CASH, LeftAt.UNDONE)]


def test_only_what_was_paid_of_a_canceled_order_went_anywhere(world):
    canceled, other = ordered(world, 1), ordered(world, 0, 1)
    pay(world, 2000)
    cancel(canceled)
    assert [(part.fen, part.order_id) for part in left(world, canceled)] == [(2000, other)]
    cancel(other)
    assert said(world, other) == [(2000, PayMethod.CASH, LeftAt.CREDIT)]


def test_what_a_short_good_cost_less_is_known_of_the_order_that_was_paid(wechat):
    world = short_round("refund", "refund")
    first, second = Order.objects.order_by("pk").values_list("pk", flat=True)
    for door in world.doors[:2]:
        till = Till(world.estate.pk, PayMethod.CASH)
        paid = Paid(door.pk, 3500, till)
        take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    divide(world)

    assert said(world, first) == []
    [part] = order_money(door_id=world.doors[1].pk, order_id=second).left
    assert (part.fen, part.where) == (3500, LeftAt.CREDIT)


def test_an_order_takes_three_queries_and_five_where_its_money_went_back(
    world, django_assert_num_queries
):
    canceled, door_id = ordered(world, 1), world.doors[0].pk
    pay(world, 3500)
    cancel(canceled)
    with django_assert_num_queries(3):
        order_money(door_id=door_id, order_id=canceled)
    for _ in range(3):
        pay(world, 500, is_back=True)
    with django_assert_num_queries(5):
        order_money(door_id=door_id, order_id=canceled)
