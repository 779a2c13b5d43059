"""R42, D6: somebody pastes a chain on a phone, mends what waits with taps, and enters it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.chats import ordered
from tests.factories.seasonings import BROKEN, MENDED, SEASONING_CHAIN, seasoning_world
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTH = "document.documentElement.scrollWidth"
TEXT = """#接龙
B1栋的邻居接这里

1. B1-1-101 蔬菜包2
2. B2-1-101 蔬菜包1
3. 蔬菜包1
4. 几点到
"""


def test_paste_mend_enter_and_tell_the_chat(phone, live_server):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("desk:chains", args=[world.round.pk]))
    page.get_by_label("接龙内容").fill(TEXT)
    page.get_by_role("button", name="读取接龙").click()
    waiting = page.locator(".chain-line.is-review")
    expect(waiting).to_have_count(2)

    waiting.first.get_by_role("button", name="B2-1-101").click()
    expect(waiting).to_have_count(1)
    waiting.locator("summary").click()
    waiting.get_by_label("门牌").fill("1-102")
    waiting.get_by_role("button", name="就是这个意思").click()
    expect(waiting.locator(".error-summary")).to_contain_text("B1-1-102")
    waiting.get_by_label("门牌").fill("B1-1-102")
    waiting.get_by_role("button", name="就是这个意思").click()
    expect(waiting).to_have_count(0)
    page.get_by_role("button", name="登记 3 条").click()

    expect(page.get_by_text("已登记 3 户。")).to_be_visible()
    text = page.locator("#confirmation-1").input_value().splitlines()
    assert text[1:] == ["B1-1-101 蔬菜包×2", "B1-1-102 蔬菜包×1", "B2-1-101 蔬菜包×1"]
    assert Order.objects.live().count() == 3


def test_the_seasonings_of_a_morning_are_entered_once_five_lines_are_mended(phone, live_server):
    """D6: 55 orders, 5 lines shown for repair, none lost; nothing scrolls sideways."""
    world = seasoning_world(now=timezone.now())
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("desk:chains", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360
    page.get_by_label("接龙内容").fill(SEASONING_CHAIN)
    page.get_by_role("button", name="读取接龙").click()
    assert page.evaluate(WIDTH) == 360
    page.get_by_role("button", name="登记 57 条").click()
    expect(page.get_by_text("已登记 55 户。")).to_be_visible()
    assert Order.objects.live().count() == 55
    page.get_by_role("link", name="待核对").click()
    waiting = page.locator(".chain-line.is-review")
    expect(waiting).to_have_count(len(BROKEN))

    for left, (door, good, count) in zip(range(4, -1, -1), MENDED, strict=True):
        line = waiting.first
        line.locator("summary").click()
        line.get_by_label("门牌").fill(door)
        line.get_by_label(good).fill(count)
        assert page.evaluate(WIDTH) == 360
        line.get_by_role("button", name="就是这个意思").click()
        expect(waiting).to_have_count(left)
    page.get_by_role("button", name="登记 5 条").click()
    expect(page.get_by_text("已登记 5 户。")).to_be_visible()
    assert len(ordered(world)) == Order.objects.live().count() == 60
    assert page.evaluate(WIDTH) == 360
    page.goto(reverse("desk:chains", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360
