"""R40: an officer shops with a float on a phone of 360 px, and shows the receipt."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from baogong.apps.money.models import Purchase
from baogong.apps.money.services import hand_out_float
from baogong.apps.people.enums import Role
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.safes import fill_safe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


def test_from_the_float_over_a_receipt_to_what_is_left(phone, live_server, tmp_path):
    world = make_world()
    fill_safe(world, 10_000)
    officer = world.staff[Role.OFFICER]
    hand_out_float(
        estate_id=world.estate.pk,
        shopper_id=officer.pk,
        fen=10_000,
        key=uuid4(),
        actor=world.staff[Role.CLERK],
        now=timezone.now(),
    )
    receipt = tmp_path / "receipt.jpg"
    Image.new("RGB", (1200, 1600), "white").save(receipt)
    sign_in(phone, officer, url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("carrier:shopping"))
    assert page.evaluate(WIDTH) == 360
    page.get_by_role("button", name="已收到 ¥100.00，签字").click()
    expect(page.get_by_role("heading", name="下一张小票")).to_be_visible()
    assert page.evaluate(WIDTH) == 360

    page.get_by_label("给哪一户").fill("b1-1-101")
    page.get_by_label("小票金额（元）").fill("83.40")
    page.get_by_label("买了什么").fill("盐、酱油、一袋很长名字的东北五常大米和两瓶陈醋")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert not Purchase.objects.exists()
    assert page.evaluate(WIDTH) == 360
    page.get_by_label("小票照片").set_input_files(receipt)
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("¥16.60")).to_be_visible()
    assert page.evaluate(WIDTH) == 360

    page.locator("summary", has_text="买完了").click()
    page.get_by_label("余款（元）").fill("16.6")
    page.get_by_role("button", name="我点到这么多").click()
    expect(page.get_by_text("请把 ¥16.60 交到服务台").first).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    assert Purchase.objects.get().fen == 8340
