"""R38, X3: an order in a rush on a phone of 360 px with two seconds of delay: its answer is lost,
then the signal, then the page."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from tests.e2e.day import Album, album_folder
from tests.factories import make_world
from tests.factories.world import announce
from tests.web.resident.test_ordering_in_a_browser import open_today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW = {"latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
QUICK = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
LONGEST_WAIT_MS = 2500  # until the form is sent again by itself
KEPT = "您上次选的还在这里"


class Network:
    """The phone's network: slow, quick or gone. The first answers to an order can be lost."""

    def __init__(self, page):
        self.page, self.answers_to_lose, self.sent = page, 0, 0
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        page.route("**/today/", self._order)

    def be(self, conditions, *, offline=False):
        self.session.send("Network.emulateNetworkConditions", conditions | {"offline": offline})

    def _order(self, route):
        if route.request.method != "POST":
            return route.fallback()
        self.sent += 1
        if self.sent > self.answers_to_lose:
            return route.fallback()
        route.fetch(max_redirects=0)
        return route.abort("connectionreset")


@pytest.fixture
def world(transactional_db):
    world = make_world()
    announce(world, now=timezone.now())
    return world


def test_an_order_on_a_slow_phone_whose_answer_and_signal_are_lost_is_one_order(
    phone, world, tmp_path
):
    page = open_today(phone, world)
    album, network = Album(album_folder(tmp_path), count(1)), Network(page)
    state, order = page.locator("[data-send-state]"), page.locator(".action-bar .btn-primary")
    page.locator('[data-step="1"]').first.click()
    # The page's clock stands, so that no form is sent again while pictures are taken.
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    network.be(SLOW)
    network.answers_to_lose = 1
    order.dblclick()
    expect(state).to_contain_text("还没收到回音")
    album.take(page, "no-answer")
    assert Order.objects.count() == network.sent == 1

    network.be(SLOW, offline=True)
    expect(page.locator("[data-network]")).to_have_text("无信号")
    page.clock.run_for(LONGEST_WAIT_MS)
    expect(state).to_contain_text("没有信号")
    album.take(page, "no-signal")
    network.be(SLOW)
    expect(state).to_contain_text("正在发送")
    expect(order).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".receipt-mark")).to_contain_text("已收到您的订单", timeout=20_000)
    assert network.sent == 2
    assert Order.objects.count() == 1

    network.be(QUICK)
    page.goto("/today/")
    expect(page.locator(".notice-success")).to_contain_text("您已下单")
    expect(page.locator("[data-total]")).to_have_text("¥0.00")
    assert page.evaluate("localStorage.length") == 0


def test_who_closes_the_page_finds_the_choice_again_until_it_is_ordered(phone, world):
    page = open_today(phone, world)
    page.locator('[data-step="1"]').last.click()
    page.locator('[name="on_short"][value="swap"]').check()
    page.close()
    page = phone.new_page()
    page.goto("/today/")
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.locator("[data-total]")).to_have_text("¥50.00")
    expect(page.locator('[name="on_short"][value="swap"]')).to_be_checked()

    with page.expect_request(re.compile("/today/$")) as sent:
        page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".receipt-total")).to_have_text("¥50.00")
    assert str(Order.objects.get().key) in sent.value.post_data
    page.goto("/today/")
    expect(page.get_by_text(KEPT)).to_be_hidden()
    expect(page.locator("[data-total]")).to_have_text("¥0.00")
