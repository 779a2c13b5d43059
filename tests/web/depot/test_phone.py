"""A sorter's phone of 360 px: pack with one tap, tell what is missing, count, show the code."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Crate, ShortLine
from tests.browser import sign_in

from .supplied import set_address, supplied_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_sorter_packs_an_entrance_and_closes_its_crate(phone, live_server):
    world = supplied_world()
    set_address(world)
    bag = Bag.objects.get(household=world.doors[0])
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()

    page.goto(reverse("depot:wave", args=[bag.wave_id]))
    page.locator(".entrance .btn-primary").click()
    page.locator("summary").click()
    egg = bag.lines.get(good__sku="EGG").good_id
    page.locator(f"#id_good_{egg}").fill("18")
    page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".result-wait")).to_be_visible()

    page.locator(".action-bar .btn-primary").click()
    page.locator("#id_counted").fill("2")
    page.locator(".action-bar .btn-primary").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("#id_counted").fill("1")
    page.locator(".action-bar .btn-primary").click()
    page.locator(".big-code img").wait_for()

    page.wait_for_function("document.querySelector('.big-code img').naturalWidth > 0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ShortLine.objects.get().quantity == 2
    assert Crate.objects.get(contents__unit__bag=bag).closed_at is not None


def test_a_scanner_on_the_cable_counts_up_and_is_stopped_by_a_wrong_good(phone, live_server):
    """R29, X7: a scanner types a code and Enter; what it reads never packs the bag by itself."""
    world = supplied_world()
    bag = Bag.objects.get(household=world.doors[0])
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()

    page.goto(reverse("depot:bag", args=[bag.pk]))
    page.locator("#good-code").focus()
    page.keyboard.type("EGG\n")
    page.locator("[data-tone=right]").wait_for()
    page.keyboard.type("NOT-OURS\n")
    page.locator("[data-tone=wrong]").wait_for()

    assert (
        page.locator("[data-tone=wrong]").bounding_box()["height"]
        > page.viewport_size["height"] / 2
    )
    assert page.locator("input[name=scanned]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Bag.objects.get(pk=bag.pk).done_at is None
