"""R39: a whole phone order with the keyboard alone, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    world = make_world()
    announce(world, now=timezone.now())
    return world


def test_from_the_call_to_the_number_without_a_mouse(desk, world, live_server):
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    keys = page.keyboard
    page.goto("/desk/")
    keys.type("b1 202")
    keys.press("Enter")
    expect(page.locator(".door-list a")).to_have_count(1)
    page.locator(".door-list a").focus()
    keys.press("Enter")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.type("2")
    keys.press("Enter")
    expect(page.locator("#id_read_back")).to_be_focused()
    keys.press("Space")
    keys.press("Enter")

    expect(page.locator(".receipt-total")).to_have_text("¥70.00")
    order = Order.objects.get()
    assert (order.household.label, order.placed_by) == ("B1-1-202", world.staff[Role.CLERK])


def test_doors_appear_while_one_types(desk, world, live_server):
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto("/desk/phone/")
    page.locator("#door-q").press_sequentially("20")

    expect(page.locator(".door-list a")).to_have_count(2)
    expect(page.locator("#door-q")).to_be_focused()


def test_the_pages_of_the_desk_fit_a_phone(phone, world, live_server):
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    door, round_ = world.doors[0].pk, world.round.pk
    paths = ("", f"phone/{door}/", f"rounds/{round_}/orders/", "differences/", "reports/")
    for path in paths:
        page.goto(f"/desk/{path}")
        assert page.evaluate(WIDTH) == 360
