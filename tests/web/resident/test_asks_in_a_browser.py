"""R38: a household at an old phone asks ahead, and waits for what is sold out."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order, Round
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from tests.factories import make_world
from tests.factories.asks import announce_ahead, divide, open_now, restock, sell_out
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    world = make_world()
    Round.objects.update(closed_at=timezone.now())
    return world


def open_today(context, world):
    card = HouseholdCard.objects.get(household=world.doors[0])
    page = context.new_page()
    page.goto(f"/c/{card.code}/")
    page.get_by_label("口令").fill(card_pin(card))
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/today/$"))
    return page


def test_what_is_chosen_ahead_is_dealt_out_at_the_opening(phone, world):
    announce_ahead(world, now=timezone.now(), stock=9)
    page = open_today(phone, world)
    page.locator('[data-step="1"]').first.click()
    page.get_by_role("button", name="提前申请").click()
    expect(page.locator(".receipt-mark")).to_contain_text("已收到您的申请")
    assert page.evaluate(WIDTH) == 360
    assert not Order.objects.exists()

    open_now(world, now=timezone.now())
    page.goto("/today/")
    page.get_by_text("看看分到什么").click()

    expect(page.locator(".ask-got")).to_contain_text("申请 1 份，分到 1 份")
    page.locator(".ask-links").get_by_role("link", name="订单").click()
    expect(page.locator("#content")).to_be_visible()
    assert Order.objects.get().total_fen == 3500


def test_what_is_sold_out_is_waited_for_and_comes(phone, world):
    announce(world, now=timezone.now())
    sell_out(world)
    page = open_today(phone, world)
    expect(page.locator('[data-step="1"]')).to_have_count(2)
    for more in page.locator('[data-step="1"]').all():
        more.click()
    page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".receipt-total")).to_have_text("¥50.00")
    page.locator('.receipt a[href="#asked"]').click()
    expect(page.locator(".ask-rest").last).to_have_text("下一个就是您。")

    restock(world, 1)
    open_now(world, now=timezone.now())
    page.reload()

    expect(page.locator(".ask-got")).to_contain_text("申请 1 份，分到 1 份")
    assert sorted(Order.objects.values_list("total_fen", flat=True)) == [3500, 5000]


def test_large_type_and_english_fit_the_same_phone(phone, world, live_server):
    announce(world, now=timezone.now())
    divide(world, stock=1, draws_at=timezone.now() + timedelta(hours=1))
    page = open_today(phone, world)
    names = {"type": "large", "django_language": "en"}
    phone.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in names.items()]
    )
    page.goto("/today/")
    for more in page.locator('[data-step="1"]').all():
        more.click()
    assert page.evaluate(WIDTH) == 360
    page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".receipt-number")).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    page.goto("/today/")
    assert page.evaluate(WIDTH) == 360
    page.goto("/orders/")
    assert page.evaluate(WIDTH) == 360
