"""R36, R44: a call noted and many questions answered, with the keyboard, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.tickets.models import Enquiry
from baogong.values.codes import group
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.enquiries import enquire
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_call_is_noted_without_a_mouse_and_answered_with_the_others(
    desk, live_server, transactional_db
):
    world = make_world()
    announce(world, now=timezone.now())
    enquire(world, *["几点截单"] * 19, phone="13912341234", now=timezone.now())
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    keys = page.keyboard
    page.goto("/desk/phone/")
    expect(page.locator("#door-q")).to_be_focused()
    keys.type("b1 101")
    keys.press("Enter")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.press("n")
    expect(page.locator("#id_wanted")).to_be_focused()
    keys.type("请问几点截单")
    keys.press("Enter")
    expect(page.locator(".receipt-number")).to_be_visible()
    expect(page.locator("#door-q")).to_be_focused()
    call = Enquiry.objects.latest("pk")
    expect(page.locator(".receipt-number")).to_have_text(group(call.number))
    assert call.household == world.doors[0]

    page.goto("/desk/questions/")
    page.get_by_role("link", name="20 ask the same").click()
    expect(page.locator("[name=enquiries]:checked")).to_have_count(20)
    page.locator("#id_text").fill("每天 18:00")
    page.get_by_role("button", name="Answer all who are ticked").click()
    page.get_by_role("button", name="All who are ticked have the answer").click()
    expect(page.get_by_text("Everybody who asked has the answer.")).to_be_visible()
    assert Enquiry.objects.filter(told_at__isnull=False).count() == 20
    page.goto("/desk/phone/")
    page.locator("#door-q").press_sequentially("截单")
    expect(page.locator(".answer-list")).to_contain_text("每天 18:00")
