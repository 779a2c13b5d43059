"""R39, C2: a clerk types a building's slips with the keyboard alone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import print_slips
from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_arrows_enter_and_the_code_go_through_the_grid_and_a_wrong_row_stays(desk, live_server):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    clerk, last = world.staff[Role.CLERK], world.doors[-1]
    act = {"actor": clerk, "now": timezone.now()}
    code = print_slips(round_id=world.round.pk, door_ids=[last.pk], **act)[last.pk]
    sign_in(desk, clerk, url=live_server.url)
    page = desk.new_page()
    page.goto(reverse("desk:slip_grid", args=[world.round.pk]))
    keys = page.keyboard

    expect(page.get_by_label("Go to a door or code")).to_be_focused()
    keys.type("b1-1-101")
    keys.press("Enter")
    keys.type("1")
    keys.press("ArrowRight")
    keys.type("2")
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.type("three")
    page.get_by_label("Go to a door or code").focus()
    keys.type(f"https://bg.example.org/s/{code}")
    keys.press("Enter")
    keys.type("4")
    expect(page.get_by_label("B2-1-202 蔬菜包", exact=True)).to_be_focused()
    keys.press("Control+Enter")

    expect(page.locator(".error-summary")).to_contain_text("B1-1-201, 蔬菜包")
    expect(page.get_by_text("2 slips are typed.")).to_be_visible()
    expect(page.get_by_label("B1-1-201 蔬菜包", exact=True)).to_have_value("three")
    assert {
        order.household.label: [line.quantity for line in order.lines.order_by("listing")]
        for order in Order.objects.live()
    } == {"B1-1-101": [1, 2], "B2-1-202": [4]}
    page.get_by_label("B1-1-201 蔬菜包", exact=True).fill("3")
    keys.press("Control+Enter")
    expect(page.get_by_text("1 slip is typed.")).to_be_visible()
    assert Order.objects.live().count() == 3


def test_a_room_number_goes_to_its_door_though_others_end_like_it(desk, live_server):
    world = make_world(floors=13)
    announce(world, now=timezone.now())
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto(reverse("desk:slip_grid", args=[world.round.pk]))
    box = page.get_by_label("Go to a door or code")

    for typed, door in (
        ("301", "B1-1-301"),
        ("1301", "B1-1-1301"),
        ("1-301", "B1-1-301"),
        ("b1-1-1301", "B1-1-1301"),
    ):
        box.fill(typed)
        box.press("Enter")
        expect(page.get_by_label(f"{door} 蔬菜包", exact=True)).to_be_focused()
        expect(box).to_have_value("")


def test_a_slip_is_scanned_and_typed_on_a_phone(phone, live_server):
    world = make_world()
    announce(world, now=timezone.now())
    clerk, door = world.staff[Role.CLERK], world.doors[1]
    act = {"actor": clerk, "now": timezone.now()}
    code = print_slips(round_id=world.round.pk, door_ids=[door.pk], **act)[door.pk]
    sign_in(phone, clerk, url=live_server.url)
    page = phone.new_page()
    page.goto(f"/s/{code}")
    expect(page.get_by_label("蔬菜包", exact=True)).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Enter")

    expect(page.get_by_text("B1-1-102")).to_be_visible()
    assert Order.objects.get().household == door
    assert page.evaluate("document.documentElement.scrollWidth") == 360
