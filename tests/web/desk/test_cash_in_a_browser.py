"""R40: cash is counted blind on one phone, and signed for on another."""

from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.models import CashCount
from baogong.apps.money.queries import estate_books
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.people.enums import Role
from tests.browser import PHONE, sign_in
from tests.factories import NOW, make_world, order
from tests.factories.safes import fill_safe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_counts_blind_and_another_signs(new_context, live_server):
    world = make_world()
    order(world, world.doors[0], 1)
    paid = Paid(world.doors[0].pk, 3500, Till(world.estate.pk, PayMethod.CASH))
    take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    url = reverse("desk:cash", args=[world.estate.pk])

    def open_for(role):
        context = new_context(**PHONE)
        sign_in(context, world.staff[role], url=live_server.url)
        page = context.new_page()
        page.goto(url)
        return page

    counts = open_for(Role.CLERK)
    expect(counts.get_by_role("main")).not_to_contain_text("35.00")
    counts.get_by_label("清点金额（元）").fill("三十四")
    counts.get_by_role("button", name="清点完毕").click()
    expect(counts.locator(".error-summary")).to_be_visible()
    counts.get_by_label("清点金额（元）").fill("34.5")
    counts.get_by_role("button", name="清点完毕").click()
    expect(counts.get_by_role("button", name="签字")).to_have_count(0)

    signs = open_for(Role.COMMANDER)
    expect(signs.get_by_text("账上 ¥35.00，差 -¥0.50")).to_be_visible()
    signs.get_by_label("为何不一致").fill("少找了")
    assert signs.evaluate("document.documentElement.scrollWidth") == 360
    signs.get_by_role("button", name="签字").click()
    expect(signs.get_by_text("已入保险柜")).to_be_visible()
    count = CashCount.objects.get()
    assert (count.counted_fen, count.why) == (3450, "少找了")


def test_cash_goes_from_the_safe_to_the_bank_on_two_phones(new_context, live_server):
    world = make_world()
    fill_safe(world, 50_000)
    url = reverse("desk:cash", args=[world.estate.pk])

    def open_for(role):
        context = new_context(**PHONE)
        sign_in(context, world.staff[role], url=live_server.url)
        page = context.new_page()
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        return page

    counts = open_for(Role.CLERK)
    counts.get_by_label("哪笔现金").select_option(label="存入转账账户")
    counts.get_by_label("清点金额（元）").fill("600")
    counts.get_by_label("谁送来或取走的，或收据号").fill("存款单 7 号")
    counts.get_by_role("button", name="清点完毕").click()
    expect(counts.locator(".error-summary")).to_contain_text("保险柜里只有 ¥500.00")
    expect(counts.get_by_label("哪笔现金")).to_have_value("out-bank")
    counts.get_by_label("清点金额（元）").fill("300")
    counts.get_by_role("button", name="清点完毕").click()
    expect(counts.get_by_text("从保险柜取出 · 存入转账账户：清点 ¥300.00")).to_be_visible()
    expect(counts.get_by_role("button", name="签字")).to_have_count(0)

    signs = open_for(Role.COMMANDER)
    signs.get_by_role("button", name="签字").click()
    expect(signs.get_by_text("现金已取出保险柜")).to_be_visible()
    assert signs.evaluate("document.documentElement.scrollWidth") == 360
    books = estate_books([world.estate])[world.estate.pk]
    assert (books.safe_fen, books.bank_fen) == (20_000, 30_000)
