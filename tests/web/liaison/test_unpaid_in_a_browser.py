"""R40, R43, C3.3: an officer takes cash at the door, and the liaison asks that door no more."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.money.models import Payment
from baogong.apps.people.enums import Role
from tests.browser import PHONE, sign_in
from tests.factories import make_world, order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


def test_who_paid_at_the_door_is_asked_no_more(new_context, live_server):
    world = make_world(buildings=2)
    order(world, world.doors[0], 1)
    order(world, world.doors[4], 0, 2)

    def open_for(role, url):
        context = new_context(**PHONE)
        sign_in(context, world.staff[role], url=live_server.url)
        page = context.new_page()
        page.goto(url)
        assert page.evaluate(WIDTH) == 360
        return page

    asks = open_for(Role.LIAISON, reverse("liaison:home"))
    asks.goto(reverse("liaison:unpaid", args=[world.estate.pk]))
    asks.get_by_role("link", name="B1 · 1 · ¥35.00").click()
    expect(asks.get_by_label("粘贴到群里")).to_have_value(re.compile("B1-1-101 ¥35.00"))

    takes = open_for(Role.OFFICER, reverse("carrier:cash"))
    takes.get_by_text("其他金额").first.click()
    takes.get_by_label("金额（元）").first.fill("三十五")
    takes.get_by_role("button", name="登记付款").first.click()
    summary = takes.locator(".error-summary")
    expect(summary).to_contain_text("请以元填写金额")
    summary.get_by_role("link").click()
    expect(takes.get_by_label("金额（元）")).to_be_focused()
    assert not Payment.objects.exists()
    takes.get_by_label("金额（元）").fill("35")
    takes.get_by_role("button", name="登记付款").click()
    expect(takes.get_by_text("B1-1-101 付了 ¥35.00")).to_be_visible()

    asks.reload()
    expect(asks.get_by_text("B1 已没有欠款住户")).to_be_visible()
    assert asks.evaluate(WIDTH) == 360
    asks.get_by_role("link", name="全部楼栋").click()
    expect(asks.get_by_label("粘贴到群里")).to_have_value(re.compile("B2-1-101 ¥100.00"))
