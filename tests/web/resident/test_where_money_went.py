"""R19, R22, R40: a canceled or cut order says in words where the money paid for it went."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.provider import Refund, RefundOutcome
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
from baogong.apps.ordering.queries import order_number
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import pay_by_phone, refunds, work
from tests.factories.safes import fill_safe, take_from_safe
from tests.factories.shortages import divide, short_round
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(client, wechat):
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    sign_in(client, world.doors[0])
    return world


def ordered(world, *quantities):
    return order(world, world.doors[0], *quantities, on_existing=OnExisting.ADD).order_id


def pay(world, fen, *, method=PayMethod.CASH, is_back=False, door=0):
    paid = Paid(world.doors[door].pk, fen, Till(world.estate.pk, method, "T1"), is_back=is_back)
    return take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def cancel(order_id):
    cancel_order(order_id=order_id, actor=SYSTEM, now=NOW)


def section(page):
    """The words of the section, on one line; empty without it."""
    found = re.search(r'(?s)<section[^>]*aria-labelledby="left">.*?</section>', page.text)
    return " ".join(strip_tags(found[0].replace("<br>", " ")).split()) if found else ""


def told(client, order_id):
    return section(client.get(reverse("resident:order", args=[order_number(order_id)])))


def test_an_order_that_stands_says_nothing_of_it(world, client):
    placed = ordered(world, 1)
    assert told(client, placed) == ""
    pay(world, 3500)
    assert told(client, placed) == ""


@pytest.mark.parametrize("paid_before", [False, True])
def test_a_canceled_order_that_was_not_paid_says_so_and_leads_to_the_account(
    world, client, paid_before
):
    if paid_before:
        pay(world, 3500)
        ordered(world, 1)
    canceled = ordered(world, 0, 1)
    cancel(canceled)

    assert "这单没有付过款，不用退。" in told(client, canceled)
    page = client.get(reverse("resident:order", args=[order_number(canceled)])).text
    assert f'<a href="{reverse("resident:account")}">' in page


def test_cash_is_put_to_the_balance_then_handed_back_with_the_day(world, client):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    assert "¥35.00，现金支付 已记入您的余额" in told(client, canceled)
    fill_safe(world, 3500)
    take_from_safe(world, 3500)
    pay(world, 3500, is_back=True)

    assert "¥35.00，现金支付 已于 4月12日 10:00 退还现金。" in told(client, canceled)
    assert "余额" not in told(client, canceled)


def test_by_phone_it_says_how_far_it_is(world, client, wechat):
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    wechat.refuses = "NOT_ENOUGH"
    work()
    assert "¥35.00，手机支付 原路退回。等待微信支付受理。" in told(client, canceled)
    [row] = refunds()
    settle_refund(Refund(row.number, RefundOutcome.UNDER_WAY, 3500, "R1"), now=NOW)
    assert "原路退回。微信支付已受理，一般三个工作日内到账。" in told(client, canceled)
    settle_refund(Refund(row.number, RefundOutcome.DONE, 3500, "R1"), now=NOW)

    assert "原路退回。已于 4月12日 10:00 到账。" in told(client, canceled)


def test_what_the_provider_holds_and_what_was_given_up_is_told(world, client, wechat):
    canceled = ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()
    [row] = refunds()
    settle_refund(Refund(row.number, RefundOutcome.ABNORMAL, 3500, "R1"), now=NOW)
    assert "钱暂存在微信支付" in told(client, canceled)
    give_up_refund(refund_id=row.pk, actor=world.staff[Role.CLERK], now=NOW)
    assert "已记入您的余额" in told(client, canceled)
    pay(world, 3500, method=PayMethod.TRANSFER, is_back=True)

    assert "¥35.00，手机支付 已于 4月12日 10:00 转账退还。" in told(client, canceled)


def test_cash_that_goes_back_by_phone_says_over_what(world, client, wechat):
    canceled = ordered(world, 1)
    pay(world, 3500)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    cancel(canceled)
    work()

    assert "¥35.00，现金支付 经您另一笔手机付款退回。" in told(client, canceled)


def test_what_is_set_off_leads_to_the_order_that_it_pays(world, client):
    canceled = ordered(world, 1)
    pay(world, 3500, method=PayMethod.TRANSFER)
    cancel(canceled)
    other = ordered(world, 0, 1)

    assert "¥35.00，转账支付 已抵 订单" in told(client, canceled)
    page = client.get(reverse("resident:order", args=[order_number(canceled)])).text
    link = reverse("resident:order", args=[order_number(other)])
    assert f'已抵 <a href="{link}">' in page


def test_a_payment_by_mistake_is_no_money_of_the_household(world, client):
    canceled = ordered(world, 1)
    wrong = pay(world, 3500, method=PayMethod.GROUP_BUY)
    cancel(canceled)
    undo_payment(payment_id=wrong.pk, why="r", actor=world.staff[Role.CLERK], now=NOW)

    assert "团购工具内支付 这笔付款登记有误，已于 4月12日 10:00 撤销。" in told(client, canceled)


@pytest.mark.parametrize(
    ("paid_fen", "says"),
    [(0, "这单还没付款，少付 ¥35.00。"), (3500, "¥35.00，现金支付 已记入您的余额")],
)
def test_a_cut_order_says_whether_it_was_paid_and_where_that_is(client, paid_fen, says):
    world = short_round("refund", "refund")
    if paid_fen:
        pay(world, paid_fen, door=1)
    divide(world)
    sign_in(client, world.doors[1])

    assert says in told(client, Order.objects.latest("pk").pk)


def test_the_desk_reads_the_same_with_its_own_links(world, client):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    other = ordered(world, 0, 1)
    client.force_login(world.staff[Role.CLERK])
    page = client.get(reverse("desk:order", args=[canceled]))

    assert "¥35.00，现金支付 已抵 订单" in section(page)
    for link in (
        reverse("desk:order", args=[other]),
        reverse("desk:account", args=[world.doors[0].pk]),
    ):
        assert f'href="{link}"' in page.text


def test_in_english_it_is_said_in_sentences(world, client):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    url = reverse("resident:order", args=[order_number(canceled)])
    page = client.get(url, headers={"accept-language": "en"})

    assert "¥35.00, paid in cash It is to your credit: set off against" in section(page)


def test_the_page_takes_the_same_queries_for_one_payment_back_and_for_many(world, client):
    canceled = ordered(world, 1)
    pay(world, 3500)
    cancel(canceled)
    asked = []
    for more in (1, 3):
        for _ in range(more):
            pay(world, 500, is_back=True)
        with CaptureQueriesContext(connection) as queries:
            told(client, canceled)
        asked.append(len(queries))

    assert asked[0] == asked[1]
