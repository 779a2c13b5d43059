"""R8, C12: the commander's page and the wall follow what happens without being loaded again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world, order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", ["day", "wall"])
def test_an_order_is_seen_by_itself(desk, live_server, name):
    world = make_world()
    order(world, world.doors[0], 1)
    sign_in(desk, world.staff[Role.COMMANDER], url=live_server.url)
    page = desk.new_page()
    page.goto(reverse(f"command:{name}", args=[world.estate.pk, world.round.delivery_date]))
    asked = page.locator(".stage-count").first
    expect(asked).to_have_text("1")

    order(world, world.doors[1], 1)

    expect(asked).to_have_text("2")
