"""R19, R40: refunds, tool money and the safe on phones of 360 px, a slip of the hand first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.money.enums import RefundState
from baogong.apps.money.models import CashFloat, Payment
from baogong.apps.money.queries import estate_books, household_balances
from baogong.apps.ordering.models import Order, ToolHandover
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.apps.ordering.test_tool_money import HEAD, ROWS
from tests.browser import PHONE, sign_in
from tests.factories import NOW, make_world, order
from tests.factories.group_buys import bought, enter_bought, table
from tests.factories.phone_payments import ask, pay_by_phone, refunds, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def open_for(new_context, live_server):
    """Open an address on the phone of somebody of a world's staff."""

    def make(user, url):
        context = new_context(**PHONE)
        sign_in(context, user, url=live_server.url)
        page = context.new_page()
        page.goto(url)
        assert page.evaluate(WIDTH) == 360
        return page

    return make


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


def wrong(page):
    """The summary of what is to be mended; the page is no wider for it."""
    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    assert page.evaluate(WIDTH) == 360
    return summary


def stuck_refund(world, wechat):
    """The first door paid by phone, canceled, and its account at WeChat is closed."""
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 1)
    pay_by_phone(world, wechat)
    placed = Order.objects.get(household=world.doors[0])
    cancel_order(order_id=placed.pk, actor=SYSTEM, now=NOW)
    work()
    [row] = refunds()
    wechat.settle_refund(row.number, "ABNORMAL")
    ask(timezone.now() + timedelta(minutes=5))


def test_a_refund_that_cannot_arrive_is_given_up_and_paid_by_hand(open_for, wechat):
    world = make_world()
    stuck_refund(world, wechat)
    page = open_for(world.staff[Role.CLERK], reverse("desk:money"))
    page.get_by_role("link", name="有 1 笔手机退款待处理").click()
    expect(page.get_by_role("link", name="手机退款", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="放弃，改由人工退款").click()
    expect(page.get_by_text("已转回住户余额")).to_be_visible()
    page.get_by_role("link", name="人工退款").click()

    page.get_by_role("button", name="退给所选住户").click()
    expect(wrong(page)).to_contain_text("退款方式")
    page.get_by_role("radio", name="转账").check()
    page.get_by_role("button", name="退给所选住户").click()
    expect(wrong(page)).to_contain_text("请填写转账单号")
    assert not Payment.objects.filter(is_back=True, method="transfer").exists()
    page.get_by_label("转账单号").fill("T-88")
    page.get_by_role("button", name="退给所选住户").click()

    expect(page.get_by_text("已退还 ¥35.00")).to_be_visible()
    expect(page.get_by_text("没有住户有余额")).to_be_visible()
    assert household_balances([world.doors[0].pk]) == {world.doors[0].pk: 0}
    assert refunds()[0].state == RefundState.FAILED


def test_cash_of_a_tool_is_counted_by_one_and_signed_by_another(open_for):
    world = make_world(floors=3)
    enter_bought(world, bought(world, table(*ROWS, head=HEAD)))
    url = reverse("desk:tool_money", args=[world.estate.pk])
    counts = open_for(world.staff[Role.CLERK], url)
    counts.get_by_role("link", name="交接 ¥106.50").click()
    counts.get_by_label("交款人").select_option(label="liaison")
    counts.get_by_role("radio", name="现金").check()
    counts.get_by_label("金额（元）").fill("一百")
    counts.get_by_role("button", name="登记交接").click()
    expect(wrong(counts)).to_contain_text("请以元填写金额")
    counts.get_by_label("金额（元）").fill("106")
    counts.get_by_label("这个团不再有款交来").check()
    counts.get_by_role("button", name="登记交接").click()
    expect(wrong(counts)).to_contain_text("与工具所收 ¥106.50 不符")
    assert not ToolHandover.objects.exists()
    counts.get_by_label("为何不一致").fill("工具手续费")
    counts.get_by_role("button", name="登记交接").click()
    expect(counts.get_by_text("等第二人签字")).to_be_visible()
    expect(counts.get_by_role("button", name="签字")).to_have_count(0)

    signs = open_for(world.staff[Role.COMMANDER], url)
    signs.get_by_role("button", name="我也点过了，签字").click()
    expect(signs.get_by_text("已交清")).to_be_visible()
    assert estate_books([world.estate])[world.estate.pk].safe_fen == 10_600


def test_an_empty_safe_lays_out_nothing_until_start_money_is_counted_in(open_for):
    world = make_world()
    clerk, estate = world.staff[Role.CLERK], world.estate.pk
    page = open_for(clerk, reverse("desk:floats", args=[estate]))
    page.get_by_label("谁去买").select_option(label="officer")
    page.get_by_label("金额（元）").fill("100")
    page.get_by_role("button", name="发放").click()
    expect(wrong(page)).to_contain_text("保险柜里只有 ¥0.00")
    assert not CashFloat.objects.exists()

    page.get_by_role("link", name="现金", exact=True).click()
    page.get_by_label("哪笔现金").select_option(label="借给小区的备用金")
    page.get_by_label("清点金额（元）").fill("1000")
    page.get_by_role("button", name="清点完毕").click()
    expect(wrong(page)).to_contain_text("请写明这笔现金由谁送来或取走")
    page.get_by_label("谁送来或取走的，或收据号").fill("街道办收据 12")
    page.get_by_role("button", name="清点完毕").click()
    expect(page.get_by_text("等第二人签字")).to_be_visible()

    signs = open_for(world.staff[Role.COMMANDER], reverse("desk:cash", args=[estate]))
    expect(signs.get_by_text("街道办收据 12")).to_be_visible()
    signs.get_by_role("button", name="我也点过了，签字").click()
    expect(signs.get_by_text("已入保险柜")).to_be_visible()

    page.get_by_role("link", name="代购", exact=True).click()
    page.get_by_label("谁去买").select_option(label="officer")
    page.get_by_label("金额（元）").fill("100")
    page.get_by_role("button", name="发放").click()
    expect(page.get_by_text("officer · ¥100.00")).to_be_visible()
