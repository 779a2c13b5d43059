"""R19, R38: paying at a phone of 360 px, the provider a stand-in."""

import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from baogong.apps.money.models import ProviderPayment
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.browser import PHONE
from tests.factories import NOW, make_world, order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"
AGENT = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(transactional_db, wechat, live_server):
    world = make_world()
    set_setting(PUBLIC_URL, live_server.url, place=world.town, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 1)
    return world


def open_account(context, world):
    card = HouseholdCard.objects.get(household=world.doors[0])
    page = context.new_page()
    page.goto(f"/c/{card.code}/")
    page.get_by_label("口令").fill(card_pin(card))
    page.get_by_role("button", name="登录").click()
    page.goto("/account/")
    return page


def tell(wechat):
    """The provider calls the address that it was given."""
    number = ProviderPayment.objects.latest("pk").number
    wechat.pay(number)
    headers, body = wechat.notice(number)
    address = wechat.orders[number]["asked"]["notify_url"]
    with urlopen(Request(address, body, headers, method="POST")) as answer:
        assert answer.status == 204


def test_the_page_follows_a_payment_by_itself(new_context, world, wechat):
    page = open_account(new_context(**PHONE, user_agent=AGENT), world)
    page.get_by_role("button", name="出示付款码").click()
    expect(page.get_by_alt_text("付款二维码")).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    tell(wechat)

    expect(page.get_by_text("到账，已记入您家的账目")).to_be_visible()
    page.get_by_role("link", name="回到我的账目").click()
    expect(page).to_have_url(re.compile("/account/$"))
    expect(page.get_by_role("button", name="微信")).to_have_count(0)


def test_the_first_thing_to_tap_opens_the_app(new_context, world, wechat):
    page = open_account(new_context(**PHONE, user_agent=AGENT), world)
    page.locator(".action-bar").get_by_role("button", name="现在用微信付款").click()
    link = page.get_by_role("link", name="打开微信付款")

    expect(link).to_have_attribute("href", re.compile("^https://wx.tenpay.com/"))
    assert page.evaluate(WIDTH) == 360


def test_it_works_without_javascript(new_context, world, wechat):
    page = open_account(new_context(**PHONE, java_script_enabled=False), world)
    page.get_by_role("button", name="微信").click()
    tell(wechat)
    page.get_by_role("link", name="刷新看看").click()

    expect(page.get_by_text("到账，已记入您家的账目")).to_be_visible()
