"""R32, R34: on a phone the text is copied for the chat, and the doors without one are ticked."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.ordering.enums import Channel
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Share
from tests.browser import sign_in
from tests.e2e.reading import RULES
from tests.factories.shortages import divide, short_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


def test_copy_for_the_chat_and_tick_who_was_told(phone, live_server):
    ways = [Channel.PHONE, Channel.PAGE, Channel.SHEET, Channel.HELPER]
    world = short_round(*["refund"] * 4, missing=12_000, channels=ways, buildings=2)
    shortage = divide(world)
    sign_in(phone, world.staff[Role.LIAISON], url=live_server.url)
    phone.grant_permissions(["clipboard-read", "clipboard-write"])
    page = phone.new_page()
    page.goto(reverse("desk:orders", args=[world.round.pk]))
    page.get_by_role("link", name="白菜没到齐").click()
    assert page.evaluate(WIDTH) == 360

    page.get_by_role("link", name="B1 · 2 · ¥70.00").click()
    page.get_by_role("button", name="复制").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "B1-1-102 少 6 斤，退 ¥35.00" in copied
    assert "B2" not in copied

    page.get_by_role("link", name="全部楼栋").click()
    expect(page.get_by_role("heading", name="3 户要逐户告知")).to_be_visible()
    page.get_by_role("checkbox", name="B1-1-101").check()
    page.get_by_role("button", name="勾选的都已告知").click()
    expect(page.get_by_text("1 户已告知。")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=False)).to_have_count(2)
    page.get_by_role("link", name="全部勾选").click()
    page.get_by_role("button", name="勾选的都已告知").click()
    expect(page.get_by_text("这些住户都已告知。")).to_be_visible()
    assert Share.objects.filter(shortage=shortage).exclude(told_at=None).count() == 3
    assert page.evaluate(WIDTH) == 360
    assert page.evaluate(RULES) == []
