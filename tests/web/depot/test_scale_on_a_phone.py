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


@pytest.fixture
def table(phone, live_server):
    """The bag on the table, with 3 斤 of tomatoes to weigh and the field ready."""
    world = ready_to_weigh()
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("depot:bag", args=[the_bag().pk]))
    expect(page.locator("[name^=weight_]")).to_be_focused()
    expect(page.locator("[data-plus]")).to_be_visible()
    return page


def shown(page):
    return page.locator("[data-sum-of]")


def test_a_hand_adds_up_in_the_field_and_sees_the_sum(table):
    table.keyboard.type("2.7")
    expect(shown(table)).to_have_text("2.7 = 2.7 斤")
    table.keyboard.type("+0.7")
    expect(shown(table)).to_have_text("2.7+0.7 = 3.4 斤")
    table.keyboard.type("-0.2")
    expect(shown(table)).to_have_text("2.7+0.7-0.2 = 3.2 斤")
    table.keyboard.press("Enter")
    table.locator(".result-done").wait_for()

    assert Weighing.objects.get().grams == 1600
    assert table.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sum_shows_kilograms_in_jin_and_nothing_for_what_is_no_weight(table):
    table.keyboard.type("1.20kg+0.40kg")
    expect(shown(table)).to_have_text("1.20kg+0.40kg = 3.2 斤")
    table.keyboard.type("+x")
    expect(shown(table)).to_have_text("")


def test_enter_after_a_plus_waits_for_the_next_turn(table):
    table.keyboard.type("1.20kg+\n")
    expect(table.locator("[name^=weight_]")).to_have_value("1.20kg+")
    table.keyboard.type("0.40kg\n")
    table.locator(".result-done").wait_for()

    assert Weighing.objects.get().grams == 1600


def test_a_scale_that_sends_enter_adds_after_a_plus(table):
    """The first turn alone is too little and is not written down; the second one completes it, and
    a third one is added to what is."""
    table.keyboard.type("0.80kg\n")
    table.locator("[data-tone=wrong]").wait_for()
    expect(shown(table)).to_have_text("按 ++ 再称，加到 1.6 斤 上")
    table.keyboard.type("++")
    table.keyboard.type("0.70kg")
    expect(shown(table)).to_have_text("1.6 斤 +0.70kg = 3 斤")
    table.keyboard.press("Enter")
    table.locator(".result-done").wait_for()
    table.locator("[data-plus]").tap()
    expect(table.locator("[name^=weight_]")).to_be_focused()
    expect(table.locator("[name^=weight_]")).to_have_value("++")
    table.keyboard.type("+0.10kg")
    expect(shown(table)).to_have_text("3 斤 +0.10kg = 3.2 斤")
    table.keyboard.press("Enter")
    table.locator(".result-done h2", has_text="3.2").wait_for()

    assert list(Weighing.objects.order_by("pk").values_list("grams", flat=True)) == [1500, 1600]


def test_a_scale_that_sends_a_plus_each_time_adds_nothing_by_itself(table):
    table.keyboard.type("+0.40kg\n")
    table.locator("[data-tone=wrong]").wait_for()
    table.keyboard.type("+1.20kg")
    expect(shown(table)).to_have_text("1.20kg = 2.4 斤")
    table.keyboard.press("Enter")
    table.locator(".result-done").wait_for()

    assert Weighing.objects.get().grams == 1200
