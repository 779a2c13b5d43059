"""R38, X3: the short way takes plain orders only, and loses nothing that goes the long way."""

import re
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.signing import get_cookie_signer
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils import timezone

from baogong.apps.ordering.models import Ask, Listing, Order
from baogong.apps.ordering.services import intake
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.services import reissue_card
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.bulk import reserve_ids
from baogong.plumbing.locks import Busy
from baogong.web.resident.rush import GAVE_UP, LONGEST_FORM, with_short_way
from baogong.web.resident.session import COOKIE, SALT
from tests.factories import make_world
from tests.factories.asks import sell_out
from tests.factories.world import announce
from tests.web.resident.household import order_form, sign_in

pytestmark = pytest.mark.django_db
TOKEN = "t" * 32
FORM = "application/x-www-form-urlencoded"


class Browser:
    """Sends a form to the short way; what did not take it is in ``long_way``, as it came there."""

    def __init__(self, client):
        self.client, self.long_way, self.status, self.headers = client, [], "", {}
        self.gave_up = []
        self.serve = with_short_way(self._application)

    def _application(self, environ, start_response):
        self.long_way.append(environ["wsgi.input"].read().decode())
        self.gave_up.append(environ.get(GAVE_UP, False))
        return ()

    def _start(self, status, headers):
        self.status, self.headers = status, dict(headers)

    def post(self, fields, *, path="/today/", token=TOKEN, content_type=FORM, **more):
        """The address of the receipt, or None."""
        self.client.cookies["csrftoken"] = TOKEN
        body = urlencode({"csrfmiddlewaretoken": token} | fields)
        cookies = "; ".join(f"{m.key}={m.coded_value}" for m in self.client.cookies.values())
        factory = RequestFactory(headers={"cookie": cookies} | more)
        environ = factory.post(path, body, content_type=content_type).environ
        environ["wsgi.input"] = BytesIO(body.encode())
        self.headers = {}
        b"".join(self.serve(environ, self._start))
        return self.headers.get("Location")


@pytest.fixture
def world():
    world = make_world()
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def browser(world, client):
    sign_in(client, world.doors[0])
    return Browser(client)


def plain(world, *quantities, **changes):
    return {
        name: str(value)
        for name, value in (
            order_form(world, *quantities) | {"on_short": "refund"} | changes
        ).items()
    }


def test_a_plain_order_is_answered_with_its_receipt(world, browser):
    receipt = browser.post(plain(world, 1, 2, on_short="swap", over_percent="20"))

    order = Order.objects.get()
    assert receipt == f"/orders/{order.number}/?placed=1"
    assert browser.status == "302 Found"
    assert browser.headers["Cache-Control"] == "no-store"
    assert (order.household, order.total_fen) == (world.doors[0], 13500)
    assert (order.on_short, order.over_percent) == ("swap", 20)
    assert not browser.long_way


def test_a_page_that_stays_is_answered_with_the_address_alone(world, browser):
    receipt = browser.post(plain(world, 1), accept="application/json")

    assert receipt == f"/orders/{Order.objects.get().number}/?placed=1"
    assert browser.status == "201 Created"
    assert not browser.long_way


def test_an_order_with_what_must_wait_goes_the_short_way(world, browser):
    sell_out(world)
    receipt = browser.post(plain(world, 1, 1, waits="1"))
    assert receipt == f"/orders/{Ask.objects.get().number}/?placed=1"
    assert Order.objects.get().pk == Ask.objects.get().pk
    assert not browser.long_way


def test_who_does_not_wait_for_what_is_sold_out_is_asked_the_long_way(world, browser):
    sell_out(world)
    assert browser.post(plain(world, 1, 1, waits="0")) is None
    assert not Order.objects.exists()
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "no key"},
        {"round": "one"},
        {"round": "999999"},
        {"on_short": ""},
        {"on_short": "whatever"},
        {"over_percent": "100"},
        {"on_existing": "add"},
        {"on_existing": "replace"},
        {"seen": "7"},
        {"sum": "1"},
        {"q999999": "1"},
    ],
)
def test_what_the_form_must_look_at_goes_the_long_way_as_it_came(world, browser, changes):
    fields = plain(world, 1, **changes)

    assert browser.post(fields) is None
    assert browser.long_way == [urlencode({"csrfmiddlewaretoken": TOKEN} | fields)]
    assert not Order.objects.exists()


@pytest.mark.parametrize("typed", ["-1", "1.5", "100", "many", "²", "1" * 12, ""])
def test_a_number_that_is_none_goes_the_long_way(world, browser, typed):
    fields = plain(world, 0) | {f"q{world.listings[0].pk}": typed}

    assert browser.post(fields) is None
    assert len(browser.long_way) == 1
    assert not Order.objects.exists()


def test_a_forged_form_is_left_to_the_pages(world, browser):
    assert browser.post(plain(world, 1), token="f" * 32) is None
    assert browser.post(plain(world, 1), origin="https://elsewhere.example") is None
    assert len(browser.long_way) == 2
    assert not Order.objects.exists()


def test_nobody_orders_with_another_cookie_or_a_card_that_was_replaced(world, browser, client):
    card = HouseholdCard.objects.get(household=world.doors[0])
    reissue_card(card_id=card.pk, actor=SYSTEM, now=timezone.now())
    assert browser.post(plain(world, 1)) is None
    client.cookies["household"] = client.cookies["household"].value.replace(":", ":9", 1)
    assert browser.post(plain(world, 1)) is None
    del client.cookies["household"]
    assert browser.post(plain(world, 1)) is None

    assert len(browser.long_way) == 3
    assert not Order.objects.exists()


def test_a_cookie_of_before_orders_the_long_way(world, client):
    """Cookies once named the card alone."""
    card = HouseholdCard.objects.get(household=world.doors[0])
    value = get_cookie_signer(salt=COOKIE + SALT).sign(f"{card.pk}:{card.epoch}")
    client.cookies[COOKIE] = value
    assert Browser(client).post(plain(world, 1)) is None
    answer = client.post("/today/", plain(world, 1))

    assert answer.url == f"/orders/{Order.objects.get().number}/?placed=1"


def test_what_is_refused_or_was_sent_before_goes_the_long_way(world, browser):
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=1)
    assert browser.post(plain(world, 2)) is None
    again = plain(world, 0, 1)
    assert browser.post(again)
    assert browser.post(again) is None

    assert len(browser.long_way) == 2
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("before", "said"), [(False, "已订完"), (True, "您已经下过单")])
def test_what_was_refused_is_said_by_the_page_and_not_decided_again(world, browser, before, said):
    """The ids of orders tell how often one was decided."""
    sell_out(world)
    if before:
        browser.post(plain(world, 0, 1))
    [last] = reserve_ids(Order, 1)
    pages, answers = ClientHandler(), []

    def through_the_pages(environ, _start_response):
        answers.append(pages(environ))
        return ()

    browser.serve = with_short_way(through_the_pages)
    browser.post(plain(world, 1, 1, waits="0"))

    [answer] = answers
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert reserve_ids(Order, 1) == [last + 2]
    assert Order.objects.count() == before


def test_other_pages_and_other_kinds_of_forms_pass_by(world, browser):
    fields = plain(world, 1)
    browser.post(fields, path="/orders/")
    browser.post(fields, content_type="multipart/form-data; boundary=x")
    browser.post(fields | {"more": "x" * LONGEST_FORM})

    assert len(browser.long_way) == 3
    assert not Order.objects.exists()


def test_in_a_crowd_the_page_says_to_send_it_again_and_does_not_wait_twice(
    world, browser, monkeypatch
):
    asked = []

    def crowd(intent, **_):
        asked.append(intent)
        raise Busy

    fields = plain(world, 1)
    with monkeypatch.context() as patch:
        patch.setattr(intake, "ask", crowd)
        assert browser.post(fields) is None
        answer = browser.client.post("/today/", fields, **{GAVE_UP: browser.gave_up[0]})

        assert (answer.status_code, answer["Retry-After"]) == (503, "4")
        assert f'name="key" value="{fields["key"]}"' in answer.text
        assert len(asked) == 1

        # Each time it waits longer, and at last it is the one order that the first form asked for.
        again = answer.text[answer.text.index('id="again"') :]
        kept = dict(re.findall(r'type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', again))
        assert kept == fields | {"tries": "1"}
        answer = browser.client.post("/today/", kept)
        assert (answer.status_code, answer["Retry-After"]) == (503, "8")
    for _ in range(2):
        assert browser.client.post("/today/", kept | {"tries": "2"}).status_code == 302
    assert [str(order.key) for order in Order.objects.all()] == [fields["key"]]
