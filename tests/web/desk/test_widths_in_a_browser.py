"""Pages that a volunteer opens on a phone of 360 px do not scroll sideways."""

from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.queries import doors_for_slips
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.sorting.models import Cut
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.paper import print_pdf
from baogong.web.desk.paper.slips import order_slip_sheet
from tests.browser import sign_in
from tests.factories import NOW, make_world
from tests.factories.shortages import short_round
from tests.factories.slips import DPI, draw, halves_of, saved
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


def test_a_scanned_pdf_of_slips_is_read_and_typed_on_a_phone(phone, live_server, tmp_path):
    """R39, C2."""
    world, now = make_world(), timezone.now()
    announce(world, now=now)
    set_setting(PUBLIC_URL, live_server.url, place=world.town, actor=SYSTEM, now=NOW)
    clerk = world.staff[Role.CLERK]
    doors = doors_for_slips(round_id=world.round.pk, place=world.estate, only_without_order=False)
    slip, *_ = halves_of(print_pdf(order_slip_sheet(clerk, world.round, doors, now=now)))
    draw(slip, 0, "tick", Random(1))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(saved([slip], "PDF", resolution=DPI))
    sign_in(phone, clerk, url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("desk:slip_photos", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360
    page.locator("input[type=file]").set_input_files(scan)
    page.get_by_role("button", name="读取勾选").click()

    expect(page.get_by_label("B1-1-101 蔬菜包", exact=True)).to_have_value("1")
    assert page.evaluate(WIDTH) == 360
    page.goto(reverse("desk:slip_grid", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360


def test_short_goods_are_looked_at_divided_and_called_on_a_phone(phone, live_server):
    """R32, R34."""
    world = short_round("refund", "swap", "refund", "ask", "swap", missing=6000, swap=3000)
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("desk:shortages", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360
    page.goto(reverse("desk:shortage", args=[world.round.pk, "CAB"]) + "?division=by_time")
    assert page.evaluate(WIDTH) == 360
    page.locator("[name=reason]").fill("车坏了")
    page.get_by_role("button", name="就这样分").click()
    expect(page.get_by_role("heading", name="已分配")).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    page.goto(reverse("desk:short_calls", args=[world.round.pk]))
    expect(page.get_by_text("B1-1-202")).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    assert Cut.objects.exists()
