"""R19, R38: a household pays what it owes by phone, and the provider tells of it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.money.enums import PayMethod, ProviderState
from baogong.apps.money.models import Payment, ProviderPayment
from baogong.apps.money.queries import household_balances
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import order_number
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.reporting.queries import look_at_books
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from baogong.web.resident import pay_notice
from tests.factories import NOW, make_world, order
from tests.factories.racing import RACERS, race
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Mobile Safari/537.36"
ACCOUNT, PAY, NOTICE = "/account/", "/account/pay/", "/pay/notice"


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(client):
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 1)
    sign_in(client, world.doors[0])
    client.cookies["django_language"] = "en"
    return world


def begin(client, way="native", **headers):
    return client.post(PAY, {"way": way}, follow=True, **headers)


def tell(notice, *, client=None):
    """As the provider does: no session, and the checks of forged forms switched on."""
    headers, body = notice
    client = client or Client(enforce_csrf_checks=True)
    return client.post(NOTICE, body, content_type="application/json", headers=headers)


def owed(world):
    pk = world.doors[0].pk
    return household_balances([pk])[pk]


def order_page(pk):
    return reverse("resident:order", args=[order_number(pk)])


def begun():
    return ProviderPayment.objects.get()


def test_without_a_provider_nothing_of_it_shows(world, client):
    page = client.get(ACCOUNT)

    assert "WeChat" not in page.text
    assert client.post(PAY, {"way": "native"}).status_code == 404
    assert client.post(NOTICE, b"{}", content_type="application/json").status_code == 404


def test_who_owes_nothing_is_not_asked_to_pay(world, wechat, client):
    sign_in(client, world.doors[1])
    assert "WeChat" not in client.get(ACCOUNT).text


@pytest.mark.parametrize(
    ("agent", "ways"),
    [
        (PHONE, ["h5", "native"]),
        (PHONE + " MicroMessenger/8.0", ["native"]),
        ("Mozilla/5.0 (X11; Linux x86_64)", ["native"]),
    ],
)
def test_each_browser_is_offered_what_it_can_do(world, wechat, client, agent, ways):
    page = client.get(ACCOUNT, headers={"user-agent": agent})
    assert page.context["ways"] == ways


def test_a_code_to_scan_is_shown_until_it_is_paid(world, wechat, client):
    page = begin(client)
    [(url, _)] = page.redirect_chain
    assert "¥35.00" in page.text
    assert "data:image/svg+xml" in page.text
    assert client.get(f"{url}?stage=waiting").status_code == 204
    wechat.pay(begun().number)
    assert tell(wechat.notice(begun().number)).status_code == 204
    page = client.get(f"{url}?stage=waiting")

    assert "<html" not in page.text
    assert "The money came at" in page.text
    assert "hx-get" not in page.text
    assert owed(world) == 0


def test_who_pays_reads_for_which_orders_before_and_after(world, wechat, client):
    first = Order.objects.get()
    second = order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD)
    for page in (client.get(ACCOUNT), begin(client)):
        parts = [(part.order_id, part.fen) for part in page.context["parts"]]
        assert parts == [(first.pk, 3500), (second.order_id, 5000)]
        assert f'<a href="{order_page(first.pk)}">' in page.text
    receipt = client.get(order_page(first.pk))
    assert "Paid ·" not in receipt.text
    wechat.pay(begun().number)
    tell(wechat.notice(begun().number))

    assert "For these orders" not in client.get(ACCOUNT).text
    receipt = client.get(order_page(first.pk))
    assert "Paid · WeChat Pay" in receipt.text
    assert "Still to pay" not in receipt.text


def test_a_receipt_says_what_is_still_to_pay(world, wechat, client):
    paid = Paid(world.doors[0].pk, 2000, Till(world.estate.pk, PayMethod.CASH))
    take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    receipt = client.get(order_page(Order.objects.get().pk))

    assert "Paid · Cash" in receipt.text
    assert "¥20.00" in receipt.text
    assert "Still to pay</span> <i><b>¥15.00" in receipt.text


def test_a_link_sends_where_it_comes_from_as_the_provider_asks(world, wechat, client):
    page = begin(client, "h5")
    opens = begun().opens
    assert f'href="{opens}" referrerpolicy="origin"' in page.text


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (ProviderState.CLOSED, "nothing was taken"),
        (ProviderState.REFUNDED, "gave this money back"),
    ],
)
def test_what_was_not_paid_can_be_tried_again(world, wechat, client, state, says):
    begin(client)
    ProviderPayment.objects.update(state=state, settled_at=NOW)
    page = client.get(reverse("resident:paying", args=[begun().key]))

    assert says in page.text
    assert "Try again" in page.text


def test_when_the_time_is_over_the_page_says_so_and_waits_for_word(world, wechat, client):
    begin(client)
    ProviderPayment.objects.update(expires_at=NOW)
    page = client.get(reverse("resident:paying", args=[begun().key]))

    assert "a payment that came is found first" in page.text
    assert "Try again" in page.text
    assert "every 15s" in page.text


def test_a_provider_that_is_down_is_told_of_in_words(world, wechat, client):
    wechat.down = True
    page = begin(client)

    assert page.status_code == 422
    assert "WeChat Pay does not answer just now" in page.text
    assert owed(world) == 3500


@pytest.mark.parametrize("way", ["", "jsapi", "\x00"])
def test_a_way_that_there_is_not_is_nothing(world, wechat, client, way):
    assert client.post(PAY, {"way": way}).status_code == 404
    assert not wechat.calls


def test_a_neighbour_does_not_see_it(world, wechat, client):
    begin(client)
    url = reverse("resident:paying", args=[begun().key])
    sign_in(client, world.doors[1])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda headers, body: (headers, body + b" "), 401),
        (lambda headers, body: ({}, body), 401),
        (lambda headers, body: (headers, b"x" * (pay_notice.MOST_BYTES + 1)), 413),
    ],
)
def test_a_notification_that_is_not_trusted_is_to_be_told_again(
    world, wechat, client, spoil, status
):
    begin(client)
    wechat.pay(begun().number)
    answer = tell(spoil(*wechat.notice(begun().number)))

    assert (answer.status_code, answer.json()["code"]) == (status, "FAIL")
    assert "Set-Cookie" not in answer.headers
    assert (begun().state, owed(world)) == (ProviderState.WAITING, 3500)


def test_another_amount_is_to_be_told_again(world, wechat, client):
    begin(client)
    wechat.pay(begun().number)
    notice = wechat.notice(begun().number, amount={"total": 1, "currency": "CNY"})

    assert tell(notice).status_code == 422
    assert owed(world) == 3500


def test_a_number_that_is_not_ours_is_logged_and_not_told_again(world, wechat, client, caplog):
    begin(client)
    wechat.pay(begun().number)
    answer = tell(wechat.notice(begun().number, out_trade_no="f" * 32))

    assert (answer.status_code, answer.content) == (204, b"")
    assert [record.number for record in caplog.records if hasattr(record, "number")] == ["f" * 32]
    assert owed(world) == 3500


def test_what_is_about_no_payment_is_not_told_again(world, wechat, client):
    begin(client)
    assert tell(wechat.notice(begun().number, event="COUPON.USE")).status_code == 204
    assert begun().state == ProviderState.WAITING


@pytest.mark.django_db(transaction=True)
def test_told_many_times_at_once_it_is_written_down_once(world, wechat, client):
    begin(client)
    number = begun().number
    wechat.pay(number)
    notices = [wechat.notice(number) for _ in range(RACERS)]

    acts = [lambda notice=notice: tell(notice).status_code for notice in notices]
    assert race(*acts) == [204] * RACERS
    assert Payment.objects.count() == 1
    assert look_at_books().balanced


def test_the_desk_sees_what_was_paid_by_phone_and_cannot_take_it_back(world, wechat, client):
    begin(client)
    wechat.pay(begun().number)
    tell(wechat.notice(begun().number))
    client.force_login(world.staff[Role.CLERK])
    page = client.get(reverse("desk:account", args=[world.doors[0].pk]))

    assert "¥35.00 · WeChat Pay" in page.text
    assert begun().transaction_id in page.text
    assert "Written down by mistake?" not in page.text
    paid_order = reverse("desk:order", args=[Order.objects.get().pk])
    assert paid_order in page.text.split("Pays", 1)[1]
    shown = client.get(paid_order)
    assert f"· {begun().transaction_id}" in shown.text
    books = client.get(reverse("desk:money")).context["rows"]
    assert [books.provider_fen for _, books in books] == [3500]
