"""X3, R38: turned away in a crowd, an old phone keeps the order and sends it again by itself."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order, Round
from baogong.apps.ordering.services import decide_orders, intake
from baogong.plumbing.locks import Busy
from tests.factories import make_world
from tests.factories.world import announce
from tests.web.resident.test_asks_in_a_browser import WIDTH, open_today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_order_that_finds_no_place_is_sent_again_until_it_is_in(
    phone, transactional_db, monkeypatch
):
    world = make_world()
    Round.objects.update(closed_at=timezone.now())
    announce(world, now=timezone.now())
    turned_away = []

    def crowd(intent, **_):
        if len(turned_away) < 2:
            turned_away.append(intent.key)
            raise Busy
        return decide_orders([intent], now=timezone.now())[0]

    monkeypatch.setattr(intake, "ask", crowd)
    page = open_today(phone, world)
    page.locator('[data-step="1"]').first.click()
    page.get_by_role("button", name="下单", exact=True).click()

    expect(page.get_by_role("heading", name="下单的人很多")).to_be_visible()
    expect(page.locator("[data-count]")).to_contain_text("秒后自动重发")
    expect(page.locator('form[data-again] [role="status"]')).to_contain_text("秒后自动重发")
    expect(page.locator(".lead")).to_contain_text("您选的 1 份")
    expect(page.locator("form")).to_have_count(1)  # nothing there leads away from the order
    assert page.evaluate(WIDTH) == 360
    assert not Order.objects.exists()
    expect(page.locator('[name="tries"]')).to_have_value("2", timeout=15_000)
    page.get_by_role("button", name="现在就发").click()

    expect(page).to_have_url(re.compile(r"/orders/\w+/\?placed=1"))
    assert {str(Order.objects.get().key)} == {str(key) for key in turned_away}
