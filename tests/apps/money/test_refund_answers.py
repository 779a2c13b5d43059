"""R19, R40: the provider is asked for refunds until its last answer, whatever happens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.money.enums import AccountKind, PostingKind, RefundState
from baogong.apps.money.errors import (
    ChargeDiffers,
    NoticeRefused,
    RefundGoesOn,
    RefundOver,
    UnknownRefund,
)
from baogong.apps.money.models import Payment, Posting, ProviderRefund
from baogong.apps.money.provider import NOTICE_PATH, configured_provider
from baogong.apps.money.queries import (
    estate_books,
    estate_refunds,
    household_balances,
    refunds_needing_somebody,
)
from baogong.apps.money.services import (
    ask_again,
    give_up_refund,
    order_refund_asks,
    refund_asks,
    refund_decided,
)
from baogong.apps.money.services.refund_asks import ask_refund
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.models import PlaceSetting
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.reporting.queries import look_at_books
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import JOB, ask, hear, pay_by_phone, refunds, work
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As of a process that ends just here."""


def die(*_, **__):
    raise Killed


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(wechat):
    """The first door has paid by phone and taken its order back; nobody was asked yet."""
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 1)
    pay_by_phone(world, wechat)
    wechat.calls.clear()
    cancel_order(order_id=Order.objects.get().pk, actor=SYSTEM, now=NOW)
    return world


def owed(world):
    pk = world.doors[0].pk
    return household_balances([pk])[pk]


def refund(state=None):
    [row] = refunds()
    if state:
        assert row.state == state, (row.state, row.reason)
    return row


def stands(world):
    """What the door owes, what is on its way, what lies with the provider; and all adds up."""
    found = estate_books([world.estate])[world.estate.pk].balances
    assert look_at_books().balanced, look_at_books()
    assert sum(found.values()) == 0
    return owed(world), -found.get(AccountKind.REFUNDING, 0), found[AccountKind.PROVIDER]


def later(**span):
    return timezone.now() + timedelta(**span)


def test_our_page_is_where_the_provider_is_told_to_report_to():
    assert reverse("resident:pay_notice") == NOTICE_PATH


def test_a_refund_arrives_and_is_written_down_once_however_often_it_is_told(world, wechat):
    work()
    row = refund(RefundState.UNDER_WAY)
    wechat.settle_refund(row.number)
    notices = [wechat.refund_notice(row.number) for _ in range(2)]
    for notice in (*notices, notices[0]):
        hear(notice)
    ask(later(days=1))

    row = refund(RefundState.DONE)
    assert (row.refund_id, row.next_at) == (wechat.refunds[row.number]["refund_id"], None)
    assert stands(world) == (0, 0, 0)
    assert Posting.objects.filter(kind=PostingKind.REFUNDED).count() == 1
    assert len(wechat.refunds) == 1


def test_one_that_nobody_told_of_is_asked_about(world, wechat):
    work()
    wechat.settle_refund(refund().number)
    ask(later(seconds=30))
    refund(RefundState.UNDER_WAY)
    ask(later(minutes=2))

    refund(RefundState.DONE)
    assert [call.split()[0] for call in wechat.calls] == ["POST", "GET"]


def test_while_it_is_under_way_it_is_asked_about_ever_more_seldom(world, wechat):
    work()
    now, waits = timezone.now(), []
    for _ in range(9):
        now = refund(RefundState.UNDER_WAY).next_at
        ask(now)
        waits.append((refund().next_at - now).total_seconds() / 60)

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60, 60]


@pytest.mark.parametrize("fault", ["down", "deaf", "forging"])
def test_without_an_answer_it_waits_and_goes_back_once(world, wechat, fault):
    setattr(wechat, fault, True)
    work()
    row = refund(RefundState.WAITING)
    assert (row.reason, row.tries) == ("NO_ANSWER", 1)
    assert stands(world) == (0, 3500, 3500)
    setattr(wechat, fault, False)
    ask(later(minutes=2))

    assert refund(RefundState.UNDER_WAY).reason == ""
    assert len(wechat.refunds) == 1


def test_a_provider_that_is_down_is_asked_once_and_then_left_alone(world, wechat):
    order(world, world.doors[1], 1)
    pay_by_phone(world, wechat, door=1)
    cancel_order(order_id=Order.objects.get(canceled_at=None).pk, actor=SYSTEM, now=NOW)
    wechat.down = True
    work()
    wechat.calls.clear()
    ask(later(minutes=5))

    assert len(wechat.calls) == 1


def test_killed_after_the_provider_was_called_it_is_called_again_with_the_same_number(
    world, wechat, monkeypatch
):
    monkeypatch.setattr(refund_asks, "settle_refund", die)
    with pytest.raises(Killed):
        work()
    assert len(wechat.refunds) == 1
    refund(RefundState.WAITING)
    monkeypatch.undo()
    ask(later(minutes=1))

    refund(RefundState.UNDER_WAY)
    assert len(wechat.refunds) == 1
    assert stands(world) == (0, 3500, 3500)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies_in", [ProviderRefund, Payment])
def test_killed_while_it_writes_nothing_is_half_done(world, wechat, monkeypatch, dies_in):
    work()
    row = refund()
    status = {ProviderRefund: "SUCCESS", Payment: "CLOSED"}[dies_in]
    wechat.settle_refund(row.number, status)
    monkeypatch.setattr(dies_in, "save", die)
    with pytest.raises(Killed):
        hear(wechat.refund_notice(row.number))
    monkeypatch.undo()
    refund(RefundState.UNDER_WAY)
    assert stands(world) == (0, 3500, 3500)
    hear(wechat.refund_notice(row.number))

    done = dies_in is ProviderRefund
    assert stands(world) == ((0, 0, 0) if done else (-3500, 0, 3500))


@pytest.mark.django_db(transaction=True)
def test_killed_between_taking_it_off_and_asking_the_sweep_finds_it(world, wechat, monkeypatch):
    monkeypatch.setattr("baogong.apps.money.jobs.ask_refunds", die)
    with pytest.raises(Killed):
        work()
    monkeypatch.undo()
    ProcrastinateJob.objects.all().delete()  # even of the job nothing is left
    assert (owed(world), wechat.refunds) == (0, {})
    order_refund_asks(timezone.now())
    work()

    refund(RefundState.UNDER_WAY)


def test_the_provider_is_called_outside_of_transactions(world, wechat, monkeypatch):
    inside = []
    provider = configured_provider()
    depth = len(connection.savepoint_ids)
    send = provider.refund

    def watch(asked):
        inside.append(len(connection.savepoint_ids) - depth)
        return send(asked)

    monkeypatch.setattr(provider, "refund", watch)
    work()

    assert inside == [0]


@pytest.mark.parametrize("reason", ["USER_ACCOUNT_ABNORMAL", "NO_AUTH", "SOMETHING_NEW"])
def test_a_refusal_makes_it_a_credit_again_for_the_list_by_hand(world, wechat, reason):
    wechat.refuses = reason
    work()

    row = refund(RefundState.FAILED)
    assert (row.reason, row.next_at) == (reason, None)
    assert stands(world) == (-3500, 0, 3500)
    [failed] = estate_refunds(estate_id=world.estate.pk).failed
    assert (failed.reason, failed.credit_fen) == (reason, 3500)
    assert refunds_needing_somebody(estate_ids=[world.estate.pk]) == {world.estate.pk: 1}
    undone = Payment.objects.get(undoes=row.payment)
    assert undone.why == f"WeChat Pay: {reason}"


def test_what_was_taken_without_an_answer_is_not_refused_later(world, wechat):
    wechat.deaf = True
    work()
    wechat.deaf, wechat.refuses = False, "INVALID_REQUEST"
    ask(later(minutes=2))

    refund(RefundState.UNDER_WAY)
    assert stands(world) == (0, 3500, 3500)


def test_an_empty_account_is_waited_for_but_no_longer_than_a_day(world, wechat):
    wechat.refuses = "NOT_ENOUGH"
    work()
    assert refund(RefundState.WAITING).reason == "NOT_ENOUGH"
    wechat.refuses = ""
    ask(later(minutes=2))
    refund(RefundState.UNDER_WAY)

    ProviderRefund.objects.update(state=RefundState.WAITING)
    wechat.refunds.clear()
    wechat.refuses = "NOT_ENOUGH"
    ask(later(days=1, hours=1))
    assert refund(RefundState.FAILED).reason == "NOT_ENOUGH"
    assert stands(world) == (-3500, 0, 3500)


def test_one_that_the_provider_closes_is_a_credit_again(world, wechat):
    work()
    wechat.settle_refund(refund().number, "CLOSED")
    for _ in range(2):
        hear(wechat.refund_notice(refund().number))

    assert refund(RefundState.FAILED).reason == "CLOSED"
    assert stands(world) == (-3500, 0, 3500)
    assert Payment.objects.filter(undoes__isnull=False).count() == 1


def test_a_failed_one_may_be_ordered_anew(world, wechat):
    wechat.refuses = "NO_AUTH"
    work()
    wechat.refuses = ""
    refund_decided([world.doors[0].pk], now=timezone.now())
    ask()

    assert [row.state for row in refunds()] == [RefundState.FAILED, RefundState.UNDER_WAY]
    assert stands(world) == (0, 3500, 3500)


def test_one_that_the_payer_cannot_get_is_held_until_somebody_decides(world, wechat):
    work()
    row, clerk = refund(), world.staff[Role.CLERK]
    with pytest.raises(RefundGoesOn):
        give_up_refund(refund_id=row.pk, actor=clerk, now=NOW)
    wechat.settle_refund(row.number, "ABNORMAL")
    hear(wechat.refund_notice(row.number))
    refund(RefundState.ABNORMAL)
    assert stands(world) == (0, 3500, 3500)
    assert len(estate_refunds(estate_id=world.estate.pk).held) == 1
    give_up_refund(refund_id=row.pk, actor=clerk, now=NOW)

    assert refund(RefundState.FAILED).reason == "GIVEN_UP"
    assert stands(world) == (-3500, 0, 3500)
    with pytest.raises(RefundOver):
        give_up_refund(refund_id=row.pk, actor=clerk, now=NOW)
    assert refund_decided([world.doors[0].pk], now=timezone.now()) == 0  # it may still arrive


def test_one_that_was_held_may_arrive_after_all(world, wechat):
    work()
    row = refund()
    wechat.settle_refund(row.number, "ABNORMAL")
    hear(wechat.refund_notice(row.number))
    wechat.settle_refund(row.number)
    ask(later(hours=2))

    refund(RefundState.DONE)
    assert stands(world) == (0, 0, 0)


def test_one_that_arrives_after_it_was_given_up_is_money_that_went(world, wechat):
    work()
    row = refund()
    wechat.settle_refund(row.number, "ABNORMAL")
    hear(wechat.refund_notice(row.number))
    give_up_refund(refund_id=row.pk, actor=world.staff[Role.CLERK], now=NOW)
    wechat.settle_refund(row.number)
    for _ in range(2):
        hear(wechat.refund_notice(row.number))

    refund(RefundState.DONE)
    assert stands(world) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"mchid": "1900000999"}, ChargeDiffers),
        ({"amount": {"refund": 1, "total": 3500}}, ChargeDiffers),
        ({"amount": {"refund": 3500, "total": 3500, "currency": "USD"}}, ChargeDiffers),
        ({"amount": None}, ChargeDiffers),
        ({"refund_id": ""}, ChargeDiffers),
        ({"success_time": "yesterday"}, ChargeDiffers),
        ({"out_refund_no": "0" * 32}, UnknownRefund),
        ({"out_refund_no": "not-a-number"}, UnknownRefund),
    ],
)
def test_what_is_not_what_was_ordered_is_not_written_down(world, wechat, changes, refusal):
    work()
    row = refund()
    wechat.settle_refund(row.number)
    with pytest.raises(refusal):
        hear(wechat.refund_notice(row.number, **changes))

    refund(RefundState.UNDER_WAY)
    assert stands(world) == (0, 3500, 3500)


@pytest.mark.parametrize(("key", "age"), [("forger", 0), ("provider", 301)])
def test_a_notification_that_cannot_be_trusted_changes_nothing(world, wechat, key, age):
    work()
    row = refund()
    wechat.settle_refund(row.number)
    now = timezone.now()
    with pytest.raises(NoticeRefused):
        hear(wechat.refund_notice(row.number, key=key, at=now.timestamp() - age), now=now)

    refund(RefundState.UNDER_WAY)


def test_an_answer_about_another_amount_is_put_off_and_logged(world, wechat):
    work()
    wechat.refunds[refund().number]["amount"] = {"refund": 1, "total": 3500, "currency": "CNY"}
    ask(later(minutes=2))

    assert refund(RefundState.UNDER_WAY).reason == "CHARGE_DIFFERS"
    assert stands(world) == (0, 3500, 3500)


def test_one_that_the_provider_forgot_is_put_off_and_logged(world, wechat):
    work()
    wechat.refunds.clear()
    ask(later(minutes=2))

    assert refund(RefundState.UNDER_WAY).reason == "UNKNOWN_REFUND"


def test_without_a_public_address_it_is_asked_about_only(world, wechat):
    PlaceSetting.objects.all().delete()
    work()

    assert "notify_url" not in wechat.refunds[refund().number]["asked"]


@pytest.mark.django_db(transaction=True)
def test_those_told_at_once_write_it_down_once(world, wechat):
    work()
    row = refund()
    wechat.settle_refund(row.number)
    notices = [wechat.refund_notice(row.number) for _ in range(RACERS)]
    race(*[lambda notice=notice: hear(notice) for notice in notices])

    assert Posting.objects.filter(kind=PostingKind.REFUNDED).count() == 1
    assert stands(world) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_ask_at_once_give_back_once(world, wechat):
    refund_decided([world.doors[0].pk], now=timezone.now())
    provider, row = configured_provider(), refund()
    race(*[lambda: ask_refund(row, provider=provider, now=NOW) for _ in range(RACERS)])

    assert len(wechat.refunds) == 1
    refund(RefundState.UNDER_WAY)


def test_somebody_may_ask_at_once(world, wechat):
    wechat.down = True
    work()
    wechat.down = False
    now = timezone.now()
    ask(now)
    refund(RefundState.WAITING)
    ask_again(refund_id=refund().pk, now=now)
    ask(now)

    refund(RefundState.UNDER_WAY)


def test_the_sweep_queues_one_job_while_something_is_due(world, wechat):
    work()
    ProcrastinateJob.objects.all().delete()
    queued = ProcrastinateJob.objects.filter(task_name=JOB)
    order_refund_asks(timezone.now())
    assert not queued.exists()
    for _ in range(2):
        order_refund_asks(later(minutes=2))
    assert queued.count() == 1


def test_without_a_provider_the_sweep_leaves_it_alone(world, wechat, settings):
    work()
    ProcrastinateJob.objects.all().delete()
    settings.WECHAT_PAY = None
    order_refund_asks(later(minutes=2))

    assert not ProcrastinateJob.objects.filter(task_name=JOB).exists()
