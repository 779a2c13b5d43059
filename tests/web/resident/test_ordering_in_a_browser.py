"""R38, C1.1, C1.2: a household orders on an old phone, with JavaScript and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from tests.browser import PHONE
from tests.factories import make_world
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    world = make_world()
    announce(world, now=timezone.now())
    return world


def open_today(context, world):
    card = HouseholdCard.objects.get(household=world.doors[0])
    page = context.new_page()
    page.goto(f"/c/{card.code}/")
    page.get_by_label("口令").fill(card_pin(card))
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/today/$"))
    return page


def test_the_total_follows_the_steppers_and_two_taps_are_one_order(phone, world):
    page = open_today(phone, world)
    expect(page.locator('[data-step="1"]')).to_have_count(2)
    for more in page.locator('[data-step="1"]').all():
        more.click()
    expect(page.locator("[data-total]")).to_have_text("¥85.00")
    page.locator(".action-bar .btn-primary").dblclick()

    expect(page.locator(".receipt-total")).to_have_text("¥85.00")
    assert page.evaluate(WIDTH) == 360
    assert Order.objects.count() == 1


def test_going_back_and_ordering_again_asks_first(phone, world):
    page = open_today(phone, world)
    for _ in range(2):
        page.goto("/today/")
        page.locator('[data-step="1"]').first.click()
        page.locator(".action-bar .btn-primary").click()
        expect(page.locator('.receipt, button[value="replace"]')).to_be_visible()
    expect(page.locator('button[value="replace"]')).to_be_visible()
    page.locator('button[value="add"]').click()

    expect(page.locator(".receipt-number")).to_be_visible()
    assert Order.objects.live().count() == 2


def test_everything_works_without_javascript(new_context, world):
    page = open_today(new_context(**PHONE, java_script_enabled=False), world)
    page.locator('input[type="number"]').first.fill("2")
    page.get_by_role("button", name="算一下").click()
    expect(page.locator("[data-total]")).to_have_text("¥70.00")
    page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".receipt-total")).to_have_text("¥70.00")
    page.get_by_role("button", name="取消这张订单").click()

    expect(page.get_by_text("已取消").first).to_be_visible()
    assert not Order.objects.live().exists()


def test_large_type_and_english_fit_the_same_phone(phone, world, live_server):
    page = open_today(phone, world)
    names = {"type": "large", "django_language": "en"}
    phone.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in names.items()]
    )
    for path in ("/today/", "/orders/"):
        page.goto(path)
        assert page.evaluate(WIDTH) == 360
