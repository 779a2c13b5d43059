"""R13: the cards of an entrance are handed out on a phone, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_all_but_the_ticked_one_are_handed_out_and_one_is_corrected(
    phone, live_server, transactional_db
):
    world = make_world(floors=3)
    sign_in(phone, world.staff[Role.COMMANDER], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("setup:entrance_cards", args=[world.doors[0].parent_id]))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("[name=kept]").nth(1).check()
    page.locator("button[form=hand-out], #hand-out button").first.click()
    expect(page.locator("tbody .flag-done")).to_have_count(5)
    expect(page.locator("[name=kept]")).to_have_count(1)

    page.locator("tbody .btn-quiet").first.click()
    expect(page.locator("[name=kept]")).to_have_count(2)
    page.locator("[name=kept]").first.focus()
    page.keyboard.press("Space")
    page.locator("#hand-out button").press("Enter")
    expect(page.locator("[name=kept]")).to_have_count(1)
