"""R48: at the laptop by keyboard and mouse: upload, confirm, name the goods, tap a door, enter."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.group_buys import table
from tests.factories.world import announce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"

ROWS = (
    "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,待发货,",
    "K002,李敏,13900005678,102室,蔬菜包,1,待发货,",
    "K003,王强,13900004321,B1-1-201,爱心家庭装,1,待发货,",
)


def upload(page, world, content):
    page.goto(reverse("desk:group_buys", args=[world.round.pk]))
    file = {"name": "orders.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.plan button").click()


def test_upload_confirm_mend_and_enter(desk, live_server):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    sign_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    upload(
        page, world, table(*ROWS, head=table("").decode().split("\n")[0].replace("商品", "买啥"))
    )
    expect(page.get_by_label("收货地址")).to_have_value("address")
    page.get_by_label("买啥").select_option("goods")
    page.get_by_role("button", name="Read the orders like this").click()

    waiting = page.locator(".chain-line.is-review")
    expect(waiting).to_have_count(2)
    page.get_by_label("爱心家庭装").select_option("蔬菜包")
    page.get_by_role("button", name="They mean this").click()
    expect(waiting).to_have_count(1)
    waiting.get_by_role("button", name="B2-1-102").click()
    expect(waiting).to_have_count(0)
    page.get_by_role("button", name="Enter 3 orders").click()

    expect(page.get_by_text("3 orders are entered.")).to_be_visible()
    doors = Order.objects.live().values_list("household__label", flat=True)
    assert set(doors) == {"B1-1-101", "B2-1-102", "B1-1-201"}


def test_its_pages_fit_a_phone(phone, live_server):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    sign_in(phone, world.staff[Role.CLERK], url=live_server.url)
    page = phone.new_page()
    upload(page, world, table(*ROWS))
    assert page.evaluate(WIDTH) == 360
    page.get_by_role("button", name="照此读取订单").click()
    expect(page.locator(".chain-line")).to_have_count(3)
    assert page.evaluate(WIDTH) == 360
    page.goto(reverse("desk:group_buys", args=[world.round.pk]))
    assert page.evaluate(WIDTH) == 360
