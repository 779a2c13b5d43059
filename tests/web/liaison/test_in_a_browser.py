"""R43, R45: a liaison on an old phone reads the day, copies the text, opens the sheet, calls."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.people.models import DoorContact
from baogong.apps.places.models import CareFlag
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from tests.browser import sign_in
from tests.factories import NOW, make_world
from tests.factories.world import announce

WIDTH = "document.documentElement.scrollWidth"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_read_the_day_copy_the_text_open_the_sheet_and_call(phone, live_server):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    set_setting(PUBLIC_URL, live_server.url, place=world.town, actor=SYSTEM, now=NOW)
    set_setting(CONTACT_PHONE, "0717-6000000", place=world.estate, actor=SYSTEM, now=NOW)
    CareFlag.objects.create(household=world.doors[0], kind="elderly", recorded_at=NOW)
    sign_in(phone, world.staff[Role.LIAISON], url=live_server.url)
    phone.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = phone.new_page()
    page.goto(reverse("liaison:home"))
    expect(page.get_by_text("0 / 8 户已下单")).to_be_visible()

    page.locator("summary", has_text="8 户").click()
    page.get_by_role("link", name="B2").click()
    expect(page.get_by_role("link", name="B2-1-202")).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    page.go_back()
    page.get_by_role("link", name="群发文案").click()
    assert page.evaluate(WIDTH) == 360
    text = page.get_by_label("粘贴到群里")
    written = text.input_value()
    text.fill(f"各位邻居：\n{written}")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="复制")).to_contain_text("✓")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"各位邻居：\n{written}"
    page.get_by_role("button", name="恢复原文").click()
    expect(text).to_have_value(written)

    sheet = page.get_by_role("link", name="打印电梯通知").get_attribute("href")
    answer = phone.request.get(sheet)
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")

    page.get_by_role("link", name="我的小区").first.click()
    page.get_by_role("link", name="今天要问候").click()
    assert page.evaluate(WIDTH) == 360
    page.get_by_role("button", name="B1-1-101: 联系上，平安").click()
    expect(page.get_by_text("现在没有要问候的住户")).to_be_visible()
    assert DoorContact.objects.get().outcome == "reached"
