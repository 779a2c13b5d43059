"""R47, C2: a helper orders for a paired household on a phone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.people.services import pair_up
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_building_to_an_order_with_consent(phone, live_server):
    world = make_world()
    announce(world, now=timezone.now())
    officer = world.staff[Role.OFFICER]
    pair_up(
        helper_id=officer.pk,
        place_ids=[world.doors[1].pk],
        estate=world.estate,
        actor=world.staff[Role.COMMANDER],
        now=timezone.now(),
    )
    sign_in(phone, officer, url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("carrier:building"))
    page.get_by_role("link", name="我代订的住户").click()
    page.get_by_role("link", name="B1-1-102").click()
    page.get_by_role("spinbutton").first.fill("2")
    page.get_by_role("button", name="下单").click()
    expect(page.locator(".error-summary")).to_contain_text("同意方式")
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.get_by_label("当面说的").check()
    page.get_by_role("button", name="下单").click()
    expect(page.get_by_text("已为 B1-1-102 下单")).to_be_visible()
    order = Order.objects.get()
    assert (order.household, order.consent) == (world.doors[1], "person")
