"""R19, R40: payments by phone, against a stand-in that checks and makes signatures."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.money import policies
from baogong.apps.money import wechat as module
from baogong.apps.money.enums import AccountKind, PayMethod, PayWay, PostingKind, ProviderState
from baogong.apps.money.errors import (
    ChargeDiffers,
    NothingOwed,
    NoticeRefused,
    PaidByPhone,
    ProviderDown,
    ProviderRefused,
    UnknownPayment,
)
from baogong.apps.money.jobs import check_waiting_payments
from baogong.apps.money.models import Payment, Posting, ProviderPayment
from baogong.apps.money.provider import Charge, ChargeState, configured_provider
from baogong.apps.money.queries import estate_books, household_balances, payments_of
from baogong.apps.money.services import (
    Paid,
    Payer,
    Till,
    begin_payment,
    check_payments,
    order_payment_checks,
    settle,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.people.enums import Role
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.reporting.queries import look_at_books
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.racing import RACERS, race

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
    order(world, world.doors[0], 1)
    return world


def begin(world, *, way=PayWay.NATIVE, door=0, now=None):
    payer = Payer(world.doors[door].pk, way, "203.0.113.7", "/pay/notice")
    provider = configured_provider()
    return begin_payment(payer, provider=provider, actor=SYSTEM, now=now or timezone.now())


def hear(notice, *, now=None):
    """What the page behind the notification does."""
    headers, body = notice
    now = now or timezone.now()
    charge = configured_provider().read_notice(headers, body, now=now)
    return settle(charge, now=now)


def check(now):
    check_payments(configured_provider(), now=now)


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


def state_of(row):
    return ProviderPayment.objects.get(pk=row.pk).state


def test_a_payment_is_begun_with_a_request_that_we_signed(world, wechat):
    row = begin(world)

    assert row.opens.startswith("weixin://wxpay/bizpayurl?pr=")
    assert (row.state, row.fen, row.household) == (ProviderState.WAITING, 3500, world.doors[0])
    [asked] = [order["asked"] for order in wechat.orders.values()]
    assert (asked["amount"], asked["description"]) == ({"total": 3500, "currency": "CNY"}, "E")
    assert asked["notify_url"] == "https://bao.example.org/pay/notice"
    assert "203.0.113.7" not in str(asked)
    assert wechat.unsigned == 0


def test_a_link_tells_the_provider_where_the_payer_is_as_it_must(world, wechat):
    row = begin(world, way=PayWay.H5)

    assert row.opens.startswith("https://wx.tenpay.com/")
    assert row.expires_at - row.begun_at == timedelta(minutes=5)
    scene = {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}}
    assert wechat.orders[row.number]["asked"]["scene_info"] == scene


def test_a_paid_payment_is_posted_and_keeps_nothing_of_the_payer(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    row = hear(wechat.notice(row.number))

    assert row.state == ProviderState.PAID
    assert owed(world) == 0
    balances = estate_books([world.estate])[world.estate.pk].balances
    assert balances[AccountKind.PROVIDER] == 3500
    [paid] = payments_of(door_id=world.doors[0].pk)
    assert (paid.method, paid.taken_by, paid.fen) == (PayMethod.WECHAT, "", 3500)
    assert paid.reference == row.transaction_id == "4200001234202604120000000001"
    assert look_at_books().balanced
    assert "openid" not in str(list(AuditEntry.objects.values()))
    actors = AuditEntry.objects.filter(action="payment.taken").values_list("actor", flat=True)
    assert list(actors) == ["system"]


def test_a_notification_that_comes_twice_or_late_posts_once(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    first, second = wechat.notice(row.number), wechat.notice(row.number)
    for notice in (first, second, first):
        hear(notice)
    check(timezone.now() + timedelta(hours=1))

    assert Payment.objects.count() == 1
    assert Posting.objects.filter(kind=PostingKind.PAYMENT).count() == 1


def test_money_that_comes_for_a_closed_payment_is_money_all_the_same(world, wechat):
    row = begin(world)
    settle(Charge(row.number, ChargeState.CLOSED), now=timezone.now())
    wechat.pay(row.number)
    hear(wechat.notice(row.number))
    settle(Charge(row.number, ChargeState.CLOSED), now=timezone.now())

    assert (state_of(row), owed(world)) == (ProviderState.PAID, 0)


@pytest.mark.parametrize(
    ("spoil", "key", "age"),
    [
        (lambda headers, body: (headers, body.replace(b"SUCCESS", b"SUCCES5")), "provider", 0),
        (lambda headers, body: (headers, b"\xff"), "provider", 0),
        (lambda headers, body: (headers, b""), "provider", 0),
        (lambda headers, body: ({}, body), "provider", 0),
        (lambda headers, body: (headers | {"Wechatpay-Signature": "x"}, body), "provider", 0),
        (lambda headers, body: (headers | {"Wechatpay-Serial": "4F"}, body), "provider", 0),
        (lambda headers, body: (headers | {"Wechatpay-Timestamp": "٣"}, body), "provider", 0),
        (lambda headers, body: (headers | {"Wechatpay-Signature-Type": "X"}, body), "provider", 0),
        (lambda headers, body: (headers, body), "forger", 0),
        (lambda headers, body: (headers, body), "provider", 301),
        (lambda headers, body: (headers, body), "provider", -301),
    ],
)
def test_a_notification_that_cannot_be_trusted_changes_nothing(world, wechat, spoil, key, age):
    row = begin(world)
    wechat.pay(row.number)
    calls = len(wechat.calls)
    now = timezone.now()
    notice = wechat.notice(row.number, key=key, at=now.timestamp() - age)
    with pytest.raises(NoticeRefused):
        hear(spoil(*notice), now=now)

    assert (state_of(row), owed(world)) == (ProviderState.WAITING, 3500)
    assert len(wechat.calls) == calls


def test_old_headers_do_not_pass_beside_fresh_ones(world, wechat):
    """The library takes three spellings of each header; only one is given to it."""
    row = begin(world)
    wechat.pay(row.number)
    old, body = wechat.notice(row.number, at=timezone.now().timestamp() - 3600)
    fresh, _ = wechat.notice(row.number)
    doubled = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in old.items()} | fresh
    with pytest.raises(NoticeRefused):
        hear((doubled, body))


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": {"total": 1, "currency": "CNY"}},
        {"amount": {"total": 3500, "currency": "USD"}},
        {"amount": None},
        {"mchid": "1900000999"},
        {"appid": "wx0"},
        {"transaction_id": ""},
        {"success_time": "yesterday"},
    ],
)
def test_another_amount_or_payee_is_not_written_down(world, wechat, changes):
    row = begin(world)
    wechat.pay(row.number)
    with pytest.raises(ChargeDiffers):
        hear(wechat.notice(row.number, **changes))

    assert (state_of(row), owed(world)) == (ProviderState.WAITING, 3500)


@pytest.mark.parametrize("number", ["0" * 32, "not-a-number"])
def test_a_number_that_was_never_given_out_is_told_apart(world, wechat, number):
    row = begin(world)
    wechat.pay(row.number)
    with pytest.raises(UnknownPayment):
        hear(wechat.notice(row.number, out_trade_no=number))


def test_a_notification_about_something_else_is_no_payment(world, wechat):
    row = begin(world)
    headers, body = wechat.notice(row.number, event="COUPON.USE")

    assert configured_provider().read_notice(headers, body, now=timezone.now()) is None


def test_the_same_wish_again_is_the_same_payment(world, wechat):
    assert begin(world).pk == begin(world).pk
    assert len(wechat.orders) == 1


def test_another_way_or_amount_closes_what_waited(world, wechat):
    first = begin(world)
    second = begin(world, way=PayWay.H5)
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    third = begin(world, way=PayWay.H5)

    assert [state_of(row) for row in (first, second, third)] == ["closed", "closed", "waiting"]
    assert third.fen == 8500
    states = [order["trade_state"] for order in wechat.orders.values()]
    assert states == ["CLOSED", "CLOSED", "NOTPAY"]


def test_who_paid_already_is_not_asked_again(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    again = begin(world, way=PayWay.H5)

    assert (again.pk, again.state, owed(world)) == (row.pk, ProviderState.PAID, 0)
    assert len(wechat.orders) == 1


def test_who_pays_while_it_is_being_closed_has_paid(world, wechat, monkeypatch):
    row, provider = begin(world), configured_provider()
    ask, stale = provider.look_up, [Charge(row.number, ChargeState.OPEN)]
    wechat.pay(row.number)
    monkeypatch.setattr(provider, "look_up", lambda number: stale.pop() if stale else ask(number))
    again = begin(world, way=PayWay.H5)

    assert (again.pk, again.state, owed(world)) == (row.pk, ProviderState.PAID, 0)


def test_who_owes_nothing_pays_nothing(world, wechat):
    with pytest.raises(NothingOwed):
        begin(world, door=1)
    assert not wechat.calls
    assert not ProviderPayment.objects.exists()


def test_without_a_public_address_nothing_is_begun(wechat):
    world = make_world()
    order(world, world.doors[0], 1)
    with pytest.raises(PublicUrlMissing):
        begin(world)
    assert not ProviderPayment.objects.exists()


def test_when_the_provider_is_down_nothing_waits(world, wechat):
    wechat.down = True
    with pytest.raises(ProviderDown):
        begin(world)
    assert ProviderPayment.objects.get().state == ProviderState.CLOSED
    wechat.down = False

    assert begin(world).opens


def test_when_the_provider_cannot_be_reached_nothing_waits(world, wechat, settings):
    settings.WECHAT_PAY = wechat.configured | {"gateway": "http://127.0.0.1:9"}
    with pytest.raises(ProviderDown):
        begin(world)
    assert ProviderPayment.objects.get().state == ProviderState.CLOSED


def test_a_slow_provider_keeps_no_more_than_two_of_a_workers_threads(world, wechat, monkeypatch):
    monkeypatch.setattr(module, "TURN_SECONDS", 0.01)
    turns = configured_provider()._turns
    with turns, turns, pytest.raises(ProviderDown):
        begin(world)
    assert not wechat.calls

    assert begin(world).opens


def test_an_answer_that_the_provider_did_not_sign_opens_nothing(world, wechat):
    wechat.forging = True
    with pytest.raises(ProviderDown):
        begin(world)
    assert ProviderPayment.objects.get().opens == ""


def test_a_refusal_is_told_with_its_reason(world, wechat):
    wechat.refuses = "NO_AUTH"
    with pytest.raises(ProviderRefused, match="NO_AUTH"):
        begin(world)
    assert ProviderPayment.objects.get().state == ProviderState.CLOSED


def test_keys_of_somebody_else_are_refused(world, wechat, settings):
    settings.WECHAT_PAY = wechat.configured | {"serial": "0" * 40}
    with pytest.raises(ProviderRefused, match="SIGN_ERROR"):
        begin(world)
    assert wechat.unsigned == 1


def test_a_payment_that_died_as_it_was_begun_is_closed_and_begun_anew(world, wechat, monkeypatch):
    class Killed(BaseException):
        """As of a process that ends between two transactions."""

    def die(*_):
        raise Killed

    provider = configured_provider()
    monkeypatch.setattr(provider, "start", die)
    with pytest.raises(Killed):
        begin(world)
    monkeypatch.undo()
    [dead] = ProviderPayment.objects.all()
    assert (dead.state, dead.opens) == (ProviderState.WAITING, "")
    with pytest.raises(locks.Busy):
        begin(world)
    later = begin(world, now=timezone.now() + timedelta(minutes=1))

    assert (state_of(dead), later.state) == (ProviderState.CLOSED, ProviderState.WAITING)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_it_writes_leaves_nothing_half_done(world, wechat, monkeypatch):
    class Killed(BaseException):
        """As of a process that ends in the middle of a transaction."""

    def die(*_, **__):
        raise Killed

    row = begin(world)
    wechat.pay(row.number)
    monkeypatch.setattr(ProviderPayment, "save", die)
    with pytest.raises(Killed):
        hear(wechat.notice(row.number))
    assert (state_of(row), owed(world)) == (ProviderState.WAITING, 3500)
    monkeypatch.undo()
    hear(wechat.notice(row.number))

    assert (state_of(row), owed(world)) == (ProviderState.PAID, 0)
    assert look_at_books().balanced


def told_race(wechat, row):
    wechat.pay(row.number)
    notices = [wechat.notice(row.number) for _ in range(RACERS)]
    return race(*[lambda notice=notice: hear(notice) for notice in notices])


@pytest.mark.django_db(transaction=True)
def test_without_locks_those_told_at_once_collide(world, wechat, locks_off):
    row = begin(world)
    locks_off(policies, "check_payment", racers=RACERS)
    answers = told_race(wechat, row)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == RACERS - 1


@pytest.mark.django_db(transaction=True)
def test_with_locks_those_told_at_once_write_it_down_once(world, wechat):
    row = begin(world)
    answers = told_race(wechat, row)

    assert {answer.state for answer in answers} == {ProviderState.PAID}
    assert Payment.objects.count() == 1
    assert owed(world) == 0


@pytest.mark.django_db(transaction=True)
def test_a_household_that_begins_at_once_has_one_payment(world, wechat):
    answers = race(*[lambda: begin(world) for _ in range(RACERS)])

    begun = {answer.pk for answer in answers if isinstance(answer, ProviderPayment)}
    others = [answer for answer in answers if not isinstance(answer, ProviderPayment)]
    assert len(begun) == len(wechat.orders) == 1
    assert all(isinstance(answer, locks.Busy) for answer in others)


def test_the_provider_is_asked_about_payments_that_nobody_told_of(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    check(timezone.now() + timedelta(minutes=1))
    assert state_of(row) == ProviderState.WAITING
    check(timezone.now() + timedelta(minutes=3))

    assert (state_of(row), owed(world)) == (ProviderState.PAID, 0)


def test_a_payment_that_expired_unpaid_is_closed_on_both_sides(world, wechat):
    row = begin(world)
    check(timezone.now() + timedelta(minutes=3))
    assert state_of(row) == ProviderState.WAITING
    check(timezone.now() + timedelta(minutes=16))

    assert state_of(row) == ProviderState.CLOSED
    assert wechat.orders[row.number]["trade_state"] == "CLOSED"


def test_what_was_given_back_at_the_provider_is_not_posted(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    late = wechat.notice(row.number)
    wechat.orders[row.number]["trade_state"] = "REFUND"
    check(timezone.now() + timedelta(minutes=3))
    hear(late)

    assert (state_of(row), owed(world)) == (ProviderState.REFUNDED, 3500)


def test_a_provider_that_is_down_is_asked_once_and_then_left_alone(world, wechat):
    order(world, world.doors[1], 1)
    for door in (0, 1):
        begin(world, door=door)
    wechat.calls.clear()
    wechat.down = True
    check(timezone.now() + timedelta(minutes=3))

    assert len(wechat.calls) == 1


def test_one_payment_that_differs_does_not_stop_the_others(world, wechat):
    order(world, world.doors[1], 1)
    rows = [begin(world, door=door) for door in (0, 1)]
    for row in rows:
        wechat.pay(row.number)
    wechat.orders[rows[0].number]["mchid"] = "1900000999"
    check(timezone.now() + timedelta(minutes=3))

    assert [state_of(row) for row in rows] == [ProviderState.WAITING, ProviderState.PAID]


def test_the_sweep_queues_one_look_while_something_waits(world, wechat, settings):
    queued = ProcrastinateJob.objects.filter(task_name="money.check_payments")
    now = timezone.now()
    begin(world, now=now)
    order_payment_checks(now)
    assert not queued.exists()
    for _ in range(2):
        order_payment_checks(now + timedelta(minutes=3))
    assert queued.count() == 1


def test_the_job_asks_the_provider_that_is_configured(world, wechat):
    row = begin(world, now=timezone.now() - timedelta(minutes=3))
    wechat.pay(row.number)
    check_waiting_payments()

    assert state_of(row) == ProviderState.PAID


def test_without_a_provider_nothing_is_queued(world, settings):
    begin(world)
    settings.WECHAT_PAY = None
    order_payment_checks(timezone.now() + timedelta(minutes=3))

    assert not ProcrastinateJob.objects.filter(task_name="money.check_payments").exists()


def test_what_was_paid_by_phone_is_no_slip_of_the_pen(world, wechat):
    row = begin(world)
    wechat.pay(row.number)
    paid = hear(wechat.notice(row.number)).payment
    clerk = world.staff[Role.CLERK]
    with pytest.raises(PaidByPhone):
        undo_payment(payment_id=paid.pk, why="oops", actor=clerk, now=NOW)
    assert owed(world) == 0


def test_paid_in_cash_and_by_phone_is_a_credit(world, wechat):
    row = begin(world)
    cash = Paid(world.doors[0].pk, 3500, Till(world.estate.pk, PayMethod.CASH))
    take_payment(cash, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    wechat.pay(row.number)
    hear(wechat.notice(row.number))

    assert owed(world) == -3500
    assert look_at_books().balanced


def test_a_charge_without_a_time_is_written_down_when_it_is_heard(world, wechat):
    row = begin(world)
    charge = Charge(row.number, ChargeState.PAID, 3500, "T1")
    settle(replace(charge, paid_at=None), now=NOW)

    assert Payment.objects.get().occurred_at == NOW
