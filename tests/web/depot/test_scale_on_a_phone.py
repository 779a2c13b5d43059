"""R21: a phone of 360 px with a scale that types ``3.20kg`` and Enter, as a keyboard does."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, WeighedLine, Weighing
from tests.browser import sign_in
from tests.factories.weighing import ready_to_weigh, the_bag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_scale_types_and_the_bag_is_packed_with_one_tap(phone, live_server):
    world = ready_to_weigh()
    bag = the_bag()
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("depot:bag", args=[bag.pk]))
    weight = page.locator("[name^=weight_]")

    expect(weight).to_be_focused()
    page.keyboard.type("16.00kg\n")
    page.locator("[data-tone=wrong]").wait_for()
    assert not Weighing.objects.exists()
    expect(weight).to_be_focused()
    page.keyboard.type("1.80kg\n")
    page.locator(".result-wait").wait_for()
    expect(weight).to_be_focused()
    page.keyboard.type("1.60kg\n")
    page.locator(".result-done").wait_for()

    assert "¥19.20" in page.locator(".result-done").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Bag.objects.get().done_at is None
    page.keyboard.type("1.60kg\n")
    assert Weighing.objects.count() == 2
    page.locator(".action-bar .btn-primary").click()
    page.locator("h1:has-text('¥'), .result-done").first.wait_for()

    assert WeighedLine.objects.get().charged == 1600
    assert "¥18.00" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hand_adds_up_in_the_field(phone, live_server):
    world = ready_to_weigh()
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("depot:bag", args=[the_bag().pk]))

    page.locator("[name^=weight_]").fill("2.7+0.5")
    page.locator("button[value=weigh]").click()
    page.locator(".result-done").wait_for()

    assert Weighing.objects.get().grams == 1600
