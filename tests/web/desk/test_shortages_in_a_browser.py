"""R32, R34: at one o'clock a good came short; the desk divides it, and the household reads why."""

import pytest
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.sorting.models import Cut, Shortage
from tests.browser import sign_in
from tests.e2e.reading import faults_of
from tests.factories.shortages import short_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    return short_round("refund", "swap", "refund", "ask", "swap", missing=6000, swap=3000)


def test_from_the_list_to_the_division(desk, world, live_server):
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto(f"/desk/rounds/{world.round.pk}/short/")
    page.get_by_role("link", name="Divide it").click()
    page.get_by_label("Who ordered first").check()
    page.get_by_role("button", name="See who gets what").click()

    row = page.get_by_role("row", name="B1-1-301")
    expect(row).to_contain_text("青菜")
    expect(page.get_by_role("row", name="All doors")).to_contain_text("1 call")
    assert not Shortage.objects.exists()
    assert faults_of(page, language="en", names=["青菜", "白菜", "中文"]) == []
    page.get_by_label("Why does it come short").fill("The truck broke down")
    page.get_by_role("button", name="Divide it like this").click()

    expect(page.get_by_role("heading", name="What was divided")).to_be_visible()
    shortage = Shortage.objects.get()
    assert shortage.reason == "The truck broke down"
    page.get_by_role("link", name="1 household to call").click()
    page.get_by_role("button", name="¥35.00 back").click()
    expect(page.get_by_text("Nobody waits for a call")).to_be_visible()


def test_the_household_reads_what_lacks_and_why(desk, phone, world, live_server):
    sign_in(desk, world.staff[Role.COMMANDER], url=live_server.url)
    page = desk.new_page()
    page.goto(f"/desk/rounds/{world.round.pk}/short/CAB/?division=by_time")
    page.get_by_label("Why does it come short").fill("The truck broke down")
    page.get_by_role("button", name="Divide it like this").click()
    cut = Cut.objects.filter(outcome="swap").get()
    card = HouseholdCard.objects.get(household=cut.order.household_id)
    page = phone.new_page()
    page.goto(f"/c/{card.code}/")
    page.locator("#id_pin").fill(card_pin(card))
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    page.goto(f"/orders/{cut.order.number}/")
    expect(page.locator(".cut-note")).to_contain_text("青菜")
    assert page.evaluate(WIDTH) == 360
    page.locator(".cut-note a").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate(WIDTH) == 360
    page.goto(f"/shortages/{Shortage.objects.get().pk}/")
    expect(page.locator("tbody tr")).to_have_count(5)
