"""R39: a whole phone order with the keyboard alone, in a real browser."""

from time import monotonic

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.catalog.enums import Family, SoldBy
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.ordering.models import Listing, Order
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from baogong.values.codes import group
from tests.browser import DESK, sign_in
from tests.factories import make_world
from tests.factories.world import NOW, announce, intent, packages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STROKE_MS, READING_MS = 120, 6000
WIDTH = "document.documentElement.scrollWidth"
HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture
def world(transactional_db):
    world = make_world()
    announce(world, now=timezone.now())
    return world


def place(world, door, *quantities):
    now = timezone.now()
    asked = intent(world, door, *quantities, occurred_at=now)
    return decide_order(asked, now=now).order_id


@pytest.fixture
def page(desk, world, live_server):
    """A laptop at the phone desk, focus in the search."""
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto("/desk/phone/")
    expect(page.locator("#door-q")).to_be_focused()
    return page


def test_from_the_call_to_the_number_without_a_mouse(page, world):
    """R39: at a person's speed, with pauses to listen and to read aloud; the time is printed."""
    keys, began = page.keyboard, monotonic()
    keys.type("b1 202", delay=STROKE_MS)
    expect(page.locator(".door-list [aria-selected=true]")).to_have_count(1)
    keys.press("Enter")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.press("ArrowDown")
    keys.type("2", delay=STROKE_MS)
    keys.press("Enter")
    expect(page.locator("#id_read_back")).to_be_focused()
    page.wait_for_timeout(READING_MS)
    keys.press("Space")
    keys.press("Enter")
    expect(page.locator(".receipt-total")).to_have_text("¥100.00")
    seconds = monotonic() - began
    print(f"from the empty search to the number: {seconds:.1f} s")  # noqa: T201 - a measurement
    order = Order.objects.get()
    expect(page.locator(".receipt-number")).to_have_text(group(order.number))
    expect(page.locator(".receipt")).to_contain_text(f"by phone, taken by {order.placed_by.name}")
    expect(page.locator("#door-q")).to_be_focused()
    assert (order.household.label, order.placed_by) == ("B1-1-202", world.staff[Role.CLERK])


def many_packages():
    """Six in all, as many as a round mostly has, four of them with four goods."""
    packages()
    names = ("上海青", "西红柿", "胡萝卜", "猪后腿肉")
    goods = [Good.objects.create(sku=name, name=name, sold_by=SoldBy.GRAM) for name in names]
    for n in range(4):
        package = Package.objects.create(
            code=f"P{n}",
            name=f"{n} 号厨房礼包",
            family=Family.KITCHEN,
            price_fen=6600,
            stated_grams=2800,
            tolerance_percent=5,
            published_at=NOW,
        )
        for good in goods:
            PackageItem.objects.create(package=package, good=good, quantity=700)


def test_a_call_is_one_screen_of_1280_by_800(desk, live_server, transactional_db):
    """R44: nobody scrolls while the caller talks, in both steps, also where there is an order."""
    many_packages()
    world = make_world()
    announce(world, now=timezone.now())
    Listing.objects.update(stock=100, household_limit=4)
    place(world, world.doors[0], 2, 1)
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto(f"/desk/phone/{world.doors[0].pk}/")
    expect(page.locator(".count-cell")).to_have_count(6)

    assert page.evaluate(HEIGHT) <= DESK["viewport"]["height"]
    page.get_by_label("0 号厨房礼包").fill("2")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#id_read_back")).to_be_focused()
    assert page.evaluate(HEIGHT) <= DESK["viewport"]["height"]


def test_the_same_again_is_one_key_and_add_or_replace_another(page, world):
    keys = page.keyboard
    earlier = place(world, world.doors[0], 2, 1)
    keys.type("b1 101")
    keys.press("Enter")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.press("s")
    expect(page.locator(".count-cell").first).to_have_value("2")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator("[name=on_existing]").first).to_be_focused()
    keys.press("r")
    keys.press("Enter")
    expect(page.locator(".read-back")).to_contain_text(group(Order.objects.get().number))
    keys.press("c")
    expect(page.locator(".count-cell").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#id_read_back")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()  # the answer is there
    expect(page.locator("#id_read_back")).to_be_focused()
    assert Order.objects.live().get().pk == earlier
    keys.press("Space")
    keys.press("Enter")
    expect(page.locator(".receipt-total")).to_have_text("¥120.00")
    assert Order.objects.live().get().pk != earlier


def test_a_door_is_chosen_from_a_list_that_a_screen_reader_knows(page, world):
    keys, search = page.keyboard, page.get_by_role("combobox", name="Whose door is it?")
    search.press_sequentially("20")
    options = page.get_by_role("listbox", name="Doors").get_by_role("option")
    expect(options).to_have_count(2)
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-door-count]")).to_have_text("2 doors")
    keys.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", "door-2")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    keys.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", "door-1")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="B1-1-202")).to_be_visible()
    keys.press("Escape")
    expect(search).to_be_focused()


def test_enter_before_the_list_has_caught_up_opens_the_door_that_was_typed(page, world):
    """The list still answers "1"; what counts is what stands in the field."""
    search = page.locator("#door-q")
    search.press_sequentially("1")
    expect(page.locator(".door-list li").first).to_be_visible()
    page.route(
        "**/desk/phone/?*", lambda route: route.abort() if is_htmx(route) else route.continue_()
    )
    page.keyboard.type("02")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="B1-1-102")).to_be_visible()


def is_htmx(route):
    return "hx-request" in route.request.headers


def test_without_javascript_the_pages_follow_each_other(new_context, world, live_server):
    context = new_context(**DESK, java_script_enabled=False)
    sign_in(context, world.staff[Role.CLERK], url=live_server.url)
    page = context.new_page()
    page.goto("/desk/phone/")
    page.locator("#door-q").fill("20")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="B1-1-201").click()
    page.locator(".count-cell").first.fill("1")
    page.keyboard.press("Enter")
    page.locator("#id_read_back").check()
    page.keyboard.press("Enter")

    expect(page.locator(".receipt-total")).to_have_text("¥35.00")


def test_the_pages_of_the_desk_fit_a_phone(phone, world, live_server):
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    door, round_ = world.doors[0].pk, world.round.pk
    paths = ("", f"phone/{door}/", f"rounds/{round_}/orders/", "differences/", "reports/")
    for path in paths:
        page.goto(f"/desk/{path}")
        assert page.evaluate(WIDTH) == 360
