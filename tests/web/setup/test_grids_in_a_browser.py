"""R1, R5: two buildings into two grids by keyboard, put into force, and compared."""

import pytest
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.queries import grids_of, live_plan
from baogong.apps.places.services import draw_plan
from baogong.plumbing.audit import SYSTEM
from tests.browser import sign_in
from tests.factories import NOW, make_world
from tests.factories.grids import grid, live_grids

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    return make_world(buildings=2)


def test_the_first_plan_is_drawn_and_compared_with_the_next_without_a_mouse(
    desk, world, live_server
):
    sign_in(desk, world.staff[Role.COMMANDER], url=live_server.url)
    page = desk.new_page()
    keys = page.keyboard
    page.goto(f"/setup/estates/{world.estate.pk}/grids/")
    page.get_by_label("How many grids?").focus()
    keys.type("2")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Draft of grid plan v1")).to_be_visible()

    page.get_by_label("B1", exact=True).focus()
    keys.press("Space")
    page.get_by_label("Give the ticked ones to").focus()
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator(".grid-totals li").nth(0)).to_contain_text("4 doors · 12 people")
    page.get_by_label("Grid of B2").focus()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    page.get_by_role("button", name="Give", exact=True).focus()
    keys.press("Enter")
    expect(page.locator(".grid-totals li").nth(1)).to_contain_text("4 doors")
    expect(page.locator(".grid-totals li").last).to_contain_text("0 entrances")
    page.get_by_label("Note on this version").focus()
    keys.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Plan v1 is in force")
    assert live_plan(estate_id=world.estate.pk).grids == 2

    page.get_by_role("button", name="Draw a new version").focus()
    keys.press("Enter")
    page.get_by_label("Grid of B2").focus()
    keys.press("ArrowDown")
    keys.press("Tab")
    page.get_by_role("button", name="Give", exact=True).focus()
    keys.press("Enter")
    page.get_by_role("link", name="See first what changes").focus()
    keys.press("Enter")
    row = page.get_by_role("row", name="B2-1")
    expect(row).to_contain_text("网格 2")
    expect(row).to_contain_text("网格 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("What v2 changes from v1")


def test_the_pages_of_grids_and_rules_fit_a_phone(phone, world, live_server):
    assign(
        user=world.staff[Role.COMMANDER],
        role=Role.GRID_LEADER,
        place=world.estate,
        actor=SYSTEM,
        now=NOW,
    )
    sign_in(phone, world.staff[Role.COMMANDER], url=live_server.url)
    plan = live_grids(world, *[["B1"], ["B2"], *[[] for _ in range(9)]])
    draft = draw_plan(estate=world.estate, actor=SYSTEM, now=NOW)
    assert len(grids_of(estate_id=world.estate.pk)) == 11
    page = phone.new_page()
    for path in (
        f"setup/estates/{world.estate.pk}/grids/",
        f"setup/grid-plans/{plan.pk}/",
        f"setup/grid-plans/{draft.pk}/",
        f"setup/grid-plans/{plan.pk}/changes/",
        f"setup/places/{world.estate.pk}/timeline/",
        f"setup/places/{grid(world, 1).pk}/timeline/",
        "grid/",
    ):
        page.goto(f"/{path}")
        assert page.evaluate(WIDTH) == 360, path
