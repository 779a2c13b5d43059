"""R19, R40: what was paid by phone goes back the same way, once it is decided on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baogong.apps.money import policies
from baogong.apps.money.enums import (
    AccountKind,
    PayMethod,
    PostingKind,
    ProviderState,
    RefundState,
)
from baogong.apps.money.models import Payment, Posting, ProviderPayment, ProviderRefund
from baogong.apps.money.policies import Refundable, divide_credit
from baogong.apps.money.queries import coming_back_fen, estate_books, household_balances
from baogong.apps.money.services import Paid, Till, pay_back, refund_decided, take_payment
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL, REFUND_BY_PHONE
from baogong.apps.reporting.queries import look_at_books
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import (
    begin,
    hear,
    pay_by_phone,
    queued,
    refunds,
    work,
)
from tests.factories.racing import RACERS, race
from tests.factories.shortages import divide, short_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


def reachable(world):
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    return world


@pytest.fixture
def world(wechat):
    world = reachable(make_world())
    order(world, world.doors[0], 1)
    return world


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


def books(world):
    found = estate_books([world.estate])[world.estate.pk].balances
    assert sum(found.values()) == 0
    assert look_at_books().balanced, look_at_books()
    return found


def cancel(world, door=0):
    for row in Order.objects.filter(household=world.doors[door], canceled_at=None):
        cancel_order(order_id=row.pk, actor=SYSTEM, now=NOW)


def by_hand(world, fen, *, door=0):
    cash = Paid(world.doors[door].pk, fen, Till(world.estate.pk, PayMethod.CASH))
    take_payment(cash, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def back(world, *doors, key=None):
    chosen = [world.doors[door].pk for door in doors or (0,)]
    till, clerk = Till(world.estate.pk, PayMethod.WECHAT), world.staff[Role.CLERK]
    return pay_back(chosen, till=till, key=key or uuid4(), actor=clerk, now=timezone.now())


def test_a_canceled_order_goes_back_to_the_phone_that_paid(world, wechat):
    paid = pay_by_phone(world, wechat)
    cancel(world)
    assert (queued(), owed(world)) == ([[world.doors[0].pk]], -3500)
    work()

    [refund] = refunds()
    assert (refund.state, refund.fen, refund.paid_id) == (RefundState.UNDER_WAY, 3500, paid.pk)
    [asked] = [each["asked"] for each in wechat.refunds.values()]
    assert asked["out_refund_no"] == refund.number == refund.payment.key.hex
    assert asked["amount"] == {"refund": 3500, "total": 3500, "currency": "CNY"}
    assert asked["notify_url"] == "https://bao.example.org/pay/notice"
    assert (wechat.unsigned, owed(world)) == (0, 0)
    assert coming_back_fen(door_id=world.doors[0].pk) == 3500


def test_the_books_add_up_before_on_the_way_and_after(world, wechat):
    pay_by_phone(world, wechat)
    kinds = (AccountKind.HOUSEHOLD, AccountKind.REFUNDING, AccountKind.PROVIDER)

    def stand():
        found = books(world)
        return [found.get(kind, 0) for kind in kinds]

    assert stand() == [0, 0, 3500]
    cancel(world)
    assert stand() == [-3500, 0, 3500]
    work()
    assert stand() == [0, -3500, 3500]
    [refund] = refunds()
    wechat.settle_refund(refund.number)
    hear(wechat.refund_notice(refund.number))
    assert stand() == [0, 0, 0]


def test_a_part_goes_back_and_later_another_but_never_more_than_was_paid(world, wechat):
    pay_by_phone(world, wechat)
    by_hand(world, 1000)
    assert back(world) == 1000
    by_hand(world, 5000)
    assert back(world) == 2500
    work()

    assert [each["amount"]["refund"] for each in wechat.refunds.values()] == [1000, 2500]
    assert owed(world) == -2500  # it never came by phone: it stays on the list
    assert back(world) == 0
    books(world)


def test_a_credit_is_divided_among_payments_the_newest_first(world, wechat):
    first = pay_by_phone(world, wechat)
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    second = pay_by_phone(world, wechat)
    cancel(world)
    work()

    assert [(row.paid_id, row.fen) for row in refunds()] == [(second.pk, 5000), (first.pk, 3500)]
    assert owed(world) == 0
    books(world)


@pytest.mark.parametrize(
    ("fen", "parts"),
    [(0, {}), (1, {1: 1}), (30, {1: 30}), (31, {1: 30, 3: 1}), (99, {1: 30, 3: 20})],
)
def test_what_the_payments_do_not_hold_is_left(fen, parts):
    assert divide_credit(fen, [Refundable(1, 30), Refundable(2, 0), Refundable(3, 20)]) == parts


@pytest.mark.parametrize(
    ("fen", "parts"),
    [(10, {2: 10}), (25, {2: 20, 3: 5}), (60, {1: 24, 2: 20, 3: 16}), (99, {1: 30, 2: 20, 3: 20})],
)
def test_what_is_free_of_a_payment_goes_back_over_it_first(fen, parts):
    payments = [Refundable(1, 30), Refundable(2, 20, free=40), Refundable(3, 20, free=16)]
    assert divide_credit(fen, payments) == parts


def test_goods_that_did_not_come_go_back_to_each_door_that_paid_by_phone(wechat):
    world = reachable(short_round("refund", "refund", "refund", "refund"))
    for door in (2, 3):
        pay_by_phone(world, wechat, door=door)
    divide(world)
    work()

    assert [(row.paid.household, row.fen) for row in refunds()] == [(world.doors[3], 3500)]
    assert owed(world, 3) == 0
    assert look_at_books().balanced


def test_a_changed_order_gives_back_only_the_difference(world, wechat):
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    pay_by_phone(world, wechat)
    order(world, world.doors[0], 1, on_existing=OnExisting.REPLACE)
    work()

    assert [row.fen for row in refunds()] == [5000]
    assert owed(world) == 0


def test_small_change_stays_on_the_account(world, wechat):
    pay_by_phone(world, wechat)
    by_hand(world, 200)
    refund_decided([world.doors[0].pk], now=timezone.now())
    assert not refunds()
    by_hand(world, 1)
    refund_decided([world.doors[0].pk], now=timezone.now())

    assert [row.fen for row in refunds()] == [201]


def test_an_estate_that_pays_back_by_hand_does_so(world, wechat):
    set_setting(REFUND_BY_PHONE, 0, place=world.estate, actor=SYSTEM, now=NOW)
    pay_by_phone(world, wechat)
    cancel(world)
    work()
    assert (refunds(), owed(world)) == ([], -3500)

    assert back(world) == 3500


def test_what_was_paid_twice_goes_back(world, wechat):
    row = begin(world)
    by_hand(world, 3500)
    wechat.pay(row.number)
    hear(wechat.notice(row.number))
    work()

    assert [each.fen for each in refunds()] == [3500]


def test_who_pays_what_is_owed_queues_nothing(world, wechat):
    pay_by_phone(world, wechat)

    assert queued() == []


def test_doors_that_never_paid_by_phone_queue_nothing(world, wechat):
    by_hand(world, 3500)
    cancel(world)

    assert queued() == []


def test_without_a_provider_nothing_is_queued(world, wechat, settings):
    pay_by_phone(world, wechat)
    settings.WECHAT_PAY = None
    cancel(world)

    assert queued() == []


def test_the_job_is_there_if_and_only_if_its_reason_is(world, wechat):
    pay_by_phone(world, wechat)
    with transaction.atomic():
        cancel(world)
        assert queued() == [[world.doors[0].pk]]
        transaction.set_rollback(True)
    assert (queued(), owed(world)) == ([], 0)
    cancel(world)

    assert queued() == [[world.doors[0].pk]]


def test_the_same_page_sent_twice_gives_back_once(world, wechat):
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    pay_by_phone(world, wechat)
    key = uuid4()
    by_hand(world, 1000)
    assert back(world, key=key) == 1000
    by_hand(world, 1000)
    assert back(world, key=key) == 0

    assert (len(refunds()), owed(world)) == (1, -1000)


def test_payments_of_more_than_a_year_ago_are_paid_back_by_hand(world, wechat):
    pay_by_phone(world, wechat)
    ProviderPayment.objects.update(settled_at=timezone.now() - timedelta(days=365))
    cancel(world)
    work()

    assert (refunds(), owed(world)) == ([], -3500)


def test_many_doors_are_put_under_way_with_the_statements_of_one(wechat):
    world = reachable(make_world(floors=6))
    for number, door in enumerate(world.doors):
        order(world, door, 1)
        paid = pay_by_phone(world, wechat, door=number)
        assert paid.state == ProviderState.PAID
        by_hand(world, 1000, door=number)
    first, *others = [door.pk for door in world.doors]
    clerk, now = world.staff[Role.CLERK], timezone.now()
    till = Till(world.estate.pk, PayMethod.WECHAT)
    with CaptureQueriesContext(connection) as one:
        pay_back([first], till=till, key=uuid4(), actor=clerk, now=now)
    with CaptureQueriesContext(connection) as many:
        pay_back(others, till=till, key=uuid4(), actor=clerk, now=now)

    assert len(many) == len(one)
    assert len(refunds()) == len(world.doors) > 3


def at_once(world):
    return race(*[lambda: back(world) for _ in range(RACERS)])


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_at_once_give_back_too_much(world, wechat, locks_off):
    pay_by_phone(world, wechat)
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    pay_by_phone(world, wechat)
    by_hand(world, 1000)
    locks_off(policies, "divide_credit", racers=RACERS)
    at_once(world)

    assert sum(row.fen for row in refunds()) > 1000


@pytest.mark.django_db(transaction=True)
def test_with_locks_two_at_once_give_back_once(world, wechat):
    pay_by_phone(world, wechat)
    by_hand(world, 1000)
    answers = at_once(world)

    assert sorted(answers) == [0] * (RACERS - 1) + [1000]
    books(world)


def test_the_account_says_who_gave_it_back(world, wechat):
    pay_by_phone(world, wechat)
    by_hand(world, 1000)
    back(world)
    by_hand(world, 1000)
    refund_decided([world.doors[0].pk], now=timezone.now())

    clerk = world.staff[Role.CLERK]
    given = Payment.objects.filter(is_back=True).order_by("pk")
    assert [row.taken_by for row in given] == [clerk, None]
    actors = AuditEntry.objects.filter(action="payment.back").order_by("pk")
    assert list(actors.values_list("actor", flat=True)) == [clerk.audit_name, "system"]


def test_a_refund_without_its_row_of_the_account_cannot_be(world, wechat):
    pay_by_phone(world, wechat)
    by_hand(world, 1000)
    back(world)
    [row] = refunds()
    for broken in ({"fen": 0}, {"next_at": None}, {"state": RefundState.DONE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProviderRefund.objects.filter(pk=row.pk).update(**broken)
    assert Posting.objects.filter(kind=PostingKind.PAYBACK).count() == 1
