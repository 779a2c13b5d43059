"""R19, R40: money staff see refunds by phone, what failed and why, and what to do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.money.enums import RefundState
from baogong.apps.money.models import ProviderRefund
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import ask, pay_by_phone, queued, refunds, work
from tests.factories.safes import fill_safe, take_from_safe
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(wechat, client):
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    paid_and_canceled(world, wechat, 0)
    client.force_login(world.staff[Role.CLERK])
    client.cookies["django_language"] = "en"
    return world


def paid_and_canceled(world, wechat, door):
    order(world, world.doors[door], 1)
    pay_by_phone(world, wechat, door=door)
    placed = Order.objects.get(household=world.doors[door])
    cancel_order(order_id=placed.pk, actor=SYSTEM, now=NOW)


def page(world, client):
    return client.get(reverse("desk:refunds", args=[world.estate.pk]))


def act(client, **form):
    [row] = refunds()
    return client.post(reverse("desk:refund", args=[row.pk]), form, follow=True)


def owed(world):
    pk = world.doors[0].pk
    return household_balances([pk])[pk]


def told(notice):
    """As the provider does: no session, and the checks of forged forms switched on."""
    headers, body = notice
    client = Client(enforce_csrf_checks=True)
    return client.post(
        "/pay/notice", body, content_type="application/json", headers=headers
    ).status_code


def test_before_anything_went_back_the_page_says_what_will_stand_there(world, client):
    assert "No refund waits or has gone by phone" in page(world, client).text


def test_what_is_under_way_is_shown_until_the_provider_tells_that_it_arrived(
    world, client, wechat
):
    work()
    text = page(world, client).text
    assert "B1-1-101" in text
    assert "WeChat Pay is paying it out" in text
    [row] = refunds()
    assert row.number in text
    wechat.settle_refund(row.number)
    assert [told(wechat.refund_notice(row.number)) for _ in range(2)] == [204, 204]

    text = page(world, client).text
    assert "Arrived" in text
    assert "Ask now" not in text


def test_each_says_over_which_payment_it_goes_and_what_that_paid(world, client, wechat):
    canceled = Order.objects.get()
    work()
    order(world, world.doors[0], 0, 1)
    pay_by_phone(world, wechat)
    [row] = refunds()
    text = page(world, client).text

    assert "Over the payment of ¥35.00 of" in text
    assert row.paid.transaction_id in text
    assert f'for <a href="{reverse("desk:order", args=[canceled.pk])}">' in text


def test_a_notification_about_a_refund_that_is_not_trusted_or_known_changes_nothing(
    world, client, wechat
):
    work()
    [row] = refunds()
    wechat.settle_refund(row.number)
    assert told(wechat.refund_notice(row.number, key="forger")) == 401
    assert told(wechat.refund_notice(row.number, out_refund_no="0" * 32)) == 204
    other = {"refund": 1, "total": 3500}
    assert told(wechat.refund_notice(row.number, amount=other)) == 422

    assert refunds()[0].state == RefundState.UNDER_WAY


def test_one_without_an_answer_says_so_and_can_be_asked_for_at_once(world, client, wechat):
    wechat.down = True
    work()
    assert "WeChat Pay did not answer" in page(world, client).text
    wechat.down = False
    assert "asked now" in act(client).text
    assert queued() == [[]]
    work()

    assert refunds()[0].state == RefundState.UNDER_WAY


def test_a_refused_one_names_the_reason_and_leads_to_the_list_by_hand(world, client, wechat):
    wechat.refuses = "USER_ACCOUNT_ABNORMAL"
    work()
    text = page(world, client).text
    assert "Failed: the payer&#x27;s account at WeChat is closed or blocked" in text
    by_hand = reverse("desk:money_doors", args=[world.estate.pk]) + "?side=credit&amp;all=1"
    assert by_hand in text
    assert "E: 1 refund by phone needs you" in client.get(reverse("desk:money")).text

    fill_safe(world, 3500)
    take_from_safe(world, 3500)
    url = by_hand.replace("&amp;", "&")
    key = client.get(url).context["form"]["key"].value()
    form = {"key": key, "method": "cash", "doors": [world.doors[0].pk]}
    assert "¥35.00 went back" in client.post(url, form, follow=True).text
    assert "Needs you" not in page(world, client).text
    assert "needs you" not in client.get(reverse("desk:money")).text


def test_one_that_is_held_can_be_given_up_once(world, client, wechat):
    work()
    assert "cannot be given up" in act(client, give_up=1).text
    [row] = refunds()
    wechat.settle_refund(row.number, "ABNORMAL")
    told(wechat.refund_notice(row.number))
    assert "could not give it to the account that paid" in page(world, client).text
    assert "credit again" in act(client, give_up=1).text
    assert owed(world) == -3500
    assert "settled already" in act(client, give_up=1).text
    assert owed(world) == -3500


def test_the_list_of_credits_offers_the_way_back_to_the_phone(world, client, wechat, settings):
    url = reverse("desk:money_doors", args=[world.estate.pk]) + "?side=credit"
    key = client.get(url).context["form"]["key"].value()
    form = {"key": key, "method": "wechat", "doors": [world.doors[0].pk]}
    assert "¥35.00 is on its way back" in client.post(url, form, follow=True).text
    assert (owed(world), len(refunds())) == (0, 1)
    settings.WECHAT_PAY = None

    assert client.post(url, form).status_code == 422


def test_when_the_provider_is_switched_off_the_page_says_that_refunds_stand_still(
    world, client, wechat, settings
):
    work()
    settings.WECHAT_PAY = None

    assert "switched off" in page(world, client).text


def test_residents_read_what_is_on_its_way(world, wechat):
    work()
    resident = Client()
    sign_in(resident, world.doors[0])
    resident.cookies["django_language"] = "en"
    assert "¥35.00 is on its way back" in resident.get("/account/").text
    wechat.settle_refund(refunds()[0].number)
    ProviderRefund.objects.update(next_at=NOW)
    ask()

    assert "on its way back" not in resident.get("/account/").text


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_many(world, client, wechat):
    wechat.refuses = "NO_AUTH"
    work()
    with CaptureQueriesContext(connection) as one:
        page(world, client)
    wechat.refuses = ""
    for door in (1, 2, 3):
        paid_and_canceled(world, wechat, door)
    work()
    with CaptureQueriesContext(connection) as many:
        assert len(page(world, client).context["under_way"]) == 3

    assert len(many) <= len(one)
