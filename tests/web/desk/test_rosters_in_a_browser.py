"""R89, C13: conflicts by keyboard alone, and pages of rosters that fit a phone, empty and full."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.models import RosterConflict
from baogong.apps.places.queries import known_households
from baogong.apps.places.services import add_estate, load_roster, take_roster
from baogong.plumbing.audit import SYSTEM
from tests.browser import sign_in
from tests.factories import NOW, make_world
from tests.factories.rosters import PLAIN, roster

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    return make_world()


def load(estate, *rows):
    """Load the rows; the file that is returned holds the first of them and waits."""
    take = {"estate": estate, "name": "台账.csv", "actor": SYSTEM, "now": NOW}
    file = take_roster(content=roster(*rows), **take)
    load_roster(file_id=file.pk, keep=(), actor=SYSTEM, now=NOW)
    return take_roster(content=roster(*rows[:1]), **take)


def test_a_queue_is_worked_off_without_a_mouse(desk, world, live_server):
    load(world.estate, *PLAIN, "B1,1,102,5,13912340002,", "B1,1,201,1,1391234000,")
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto(reverse("desk:roster_conflicts", args=[world.estate.pk]))
    waiting = RosterConflict.objects.count()
    for left in range(waiting, 0, -1):
        expect(page.locator(".conflict")).to_have_count(left)
        if page.locator(":focus").evaluate("e => e.tagName") == "INPUT":
            page.keyboard.type("139 1234 0003")
        else:
            page.keyboard.press("Tab")  # from the first row to the second
        page.keyboard.press("Enter")

    expect(page.locator(".empty")).to_be_visible()
    known = {row.door: row for row in known_households(within=world.estate)}
    assert known["B1-1-102"].people == 5
    assert known["B1-1-201"].phones == ("13912340003",)


@pytest.mark.parametrize("rows", [0, 1, 3700])
def test_pages_of_rosters_fit_a_phone_whatever_they_hold(phone, world, live_server, rows):
    estate = add_estate(town=world.town, code="n", name="新", actor=SYSTEM, now=NOW)
    clerk = world.staff[Role.CLERK]
    assign(user=clerk, role=Role.CLERK, place=estate, actor=SYSTEM, now=NOW)
    names = ("rosters", "roster_conflicts", "households")
    urls = [reverse("desk:places"), *(reverse(f"desk:{n}", args=[estate.pk]) for n in names)]
    if rows:
        waiting = load(estate, *map(household, range(rows)), "D1,1,商铺1,1,,")
        door = known_households(within=estate)[0].id
        assert len(known_households(within=estate)) == rows
        urls += [reverse("desk:roster", args=[waiting.pk]), reverse("desk:household", args=[door])]
    sign_in(phone, clerk, url=live_server.url)
    page = phone.new_page()
    for url in urls:
        assert page.goto(url).status == 200
        assert page.evaluate(WIDTH) == 360, url


def household(number):
    """Buildings of 100 doors; every fiftieth has a number of ten digits."""
    building, door = divmod(number, 100)
    phone = "1391234567" if door % 50 == 0 else f"139{number:08}"
    return f"D{building + 1},1,{door // 4 + 1}0{door % 4 + 1},3,{phone},"
