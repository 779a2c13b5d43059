"""C3 job 2: a liaison on a phone writes a group buy down and files it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.filings.models import Filing
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.filings import GroupBuy
from tests.web.desk.test_filings import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


def fits(page):
    return page.evaluate(WIDTH) == 360


def test_a_liaison_files_a_new_suppliers_bread_on_a_phone(phone, live_server):
    buy = GroupBuy(make_world(buildings=2), now=timezone.now())
    sign_in(phone, buy.filer, url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("desk:filings"))
    assert fits(page)
    page.get_by_role("link", name="为E报团购").click()
    page.get_by_label("团购名称").fill("面包牛奶")
    name = page.get_by_label("新供应商名称")
    expect(name).to_be_hidden()
    page.get_by_label("供应商", exact=True).select_option("new")
    name.fill("面包房")
    page.get_by_label("货车到达时间").fill("08:05")
    page.get_by_role("button", name="下一步：填套餐").click()

    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("请填写营业执照上的编号")
    assert fits(page)
    page.get_by_label("营业执照编号").fill("91310112X")
    page.get_by_role("button", name="下一步：填套餐").click()
    expect(summary).to_contain_text("请填 08:00 或 08:20")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("货车到达时间")).to_be_focused()
    page.get_by_label("货车到达时间").fill("08:20")
    photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": jpeg().read()}
    page.get_by_label("营业执照照片").set_input_files(photo)
    page.get_by_role("button", name="下一步：填套餐").click()

    page.get_by_label("套餐", exact=True).select_option(index=0)
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.locator(".card-line strong")).to_have_count(1)
    assert fits(page)
    page.get_by_role("button", name="提交报批").click()
    expect(page.get_by_text("已报批，等街道指挥审批。")).to_be_visible()
    assert Filing.objects.get(title="面包牛奶").state == "filed"


def test_a_commander_approves_with_the_keyboard_and_the_guard_sees_the_real_one(
    desk, phone, live_server
):
    buy = GroupBuy(make_world(buildings=2), now=timezone.now())
    buy.add_new()
    buy.file()
    sign_in(desk, buy.boss, url=live_server.url)
    page = desk.new_page()
    page.goto(reverse("command:filings"))
    page.get_by_role("link", name="面包团购").click()
    page.get_by_role("button", name="Approve and open it").press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("2 of 2 buildings")
    buy.staffed()
    page.get_by_role("button", name="Approve and open it").press("Enter")
    expect(page.get_by_text("is approved: the round is open")).to_be_visible()

    anybody = phone.new_page()
    anybody.goto(reverse("resident:group_buy", args=[buy.filing.pk]))
    expect(anybody.get_by_text("¥25.80")).to_be_visible()
    assert fits(anybody)
