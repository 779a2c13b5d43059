"""R22, R40: the price board, and what shops get."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.money.enums import CashSource
from baogong.apps.money.services import Counted
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import MARGIN_ALARM_PERCENT
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, ShopPayment
from baogong.plumbing.audit import SYSTEM
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.safes import count_by_two, fill_safe

pytestmark = pytest.mark.django_db
TOO_HIGH = "</svg>偏高"


@pytest.fixture
def world(client):
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    client.force_login(world.staff[Role.CLERK])
    return world


def test_the_board_warns_of_a_price_far_above_the_cost(world, client):
    package = world.listings[0].package
    cost = reverse("command:cost", args=[package.pk])
    assert client.post(cost, {"cost": "x"}).status_code == 422
    answer = client.post(cost, {"cost": "25.92"}, follow=True)

    assert "¥9.08 · 35.03%" in answer.text
    assert TOO_HIGH in answer.text
    assert "35.03%" in client.get(reverse("command:price_board_print")).text
    assert TOO_HIGH not in client.post(cost, {"cost": "25.93"}, follow=True).text


def test_the_board_of_an_estate_goes_by_its_own_setting_and_bears_its_name(client):
    """R22: whoever has a whole town chooses whose board it is."""
    one, other, now = make_world(), make_world(name="F"), timezone.now()
    clerk = one.staff[Role.CLERK]
    assign(user=clerk, role=Role.CLERK, place=one.town, actor=SYSTEM, now=now)
    client.force_login(clerk)
    cost = reverse("command:cost", args=[one.listings[0].package_id])
    board, sheet = reverse("command:price_board"), reverse("command:price_board_print")
    set_setting(MARGIN_ALARM_PERCENT, 5, place=other.estate, actor=SYSTEM, now=now)
    chosen = f"?estate={other.estate.pk}"
    answer = client.post(cost + chosen, {"cost": "30"}, follow=True).text

    assert "F 的差价高出成本 5% 就算偏高" in answer
    assert TOO_HIGH in answer
    assert sheet + chosen in answer
    assert TOO_HIGH not in client.get(board, {"estate": one.estate.pk}).text
    assert "F 盖章" in client.get(sheet + chosen).text


def test_the_bill_of_a_whole_day_is_agreed_and_paid(world, client):
    pk = PurchaseOrder.objects.get().pk
    client.post(reverse("desk:shop_bill", args=[pk]), {"fen": "27316.50", "why": "三天合计"})
    paid = {"key": uuid4(), "fen": "27316.50", "method": "transfer", "reference": "T1"}
    answer = client.post(reverse("desk:shop_pay", args=[pk]), paid, follow=True)

    assert "全部付清" in answer.text
    assert "¥27316.50" in answer.text


def test_what_did_not_come_has_its_own_line_and_is_not_offered(world, client):
    receive(world, CAB=600)
    text = client.get(reverse("desk:shop_bills", args=[world.estate.pk])).text

    assert "按商家价订购 ¥35.00" in text
    assert "减未到货 ¥7.00，合计 ¥28.00" in text
    assert 'value="¥28.00"' in text
    assert "全部商家" not in text


def test_a_shop_is_agreed_with_and_paid(world, client):
    pk = PurchaseOrder.objects.get().pk
    url = reverse("desk:shop_bills", args=[world.estate.pk])
    page = client.get(url).text
    assert 'value="¥35.00"' in page
    assert "尚未谈定" in page
    assert PurchaseOrder.objects.get().number in page
    agree, pay = (reverse(name, args=[pk]) for name in ("desk:shop_bill", "desk:shop_pay"))

    assert "请以元填写金额" in client.post(agree, {"fen": "many"}, follow=True).text
    assert "请说明" in client.post(agree, {"fen": "30"}, follow=True).text
    form = {"fen": "30", "why": "少了一箱"}
    agreed = client.post(agree, form, follow=True).text
    assert "现在可以付款" in agreed
    assert "尚未谈定" not in agreed
    paid = {"key": uuid4(), "fen": "30", "method": "transfer"}
    assert "请填写转账单号" in client.post(pay, paid, follow=True).text
    answer = client.post(pay, paid | {"reference": "T1"}, follow=True)
    assert "全部付清" in answer.text
    assert "¥30.00" in client.get(url, {"as": "csv"}).content.decode()


def test_a_mistake_is_taken_back_beside_where_it_stands(world, client):
    pk = PurchaseOrder.objects.get().pk
    agree, pay = (reverse(name, args=[pk]) for name in ("desk:shop_bill", "desk:shop_pay"))
    client.post(agree, {"fen": "35"})
    paid = {"key": uuid4(), "fen": "35", "method": "transfer", "reference": "T1"}
    text = client.post(pay, paid, follow=True).text
    undo_bill = reverse("desk:shop_bill_undo", args=[ShopBill.objects.get().pk])
    undo_payment = reverse("desk:shop_payment_undo", args=[ShopPayment.objects.get().pk])
    assert undo_payment in text
    assert undo_bill not in text
    assert "请先撤销付款" in client.post(undo_bill, {"why": "记错"}, follow=True).text

    assert "请简单说明" in client.post(undo_payment, {}, follow=True).text
    text = client.post(undo_payment, {"why": "付给了别家"}, follow=True).text
    assert "付款已撤销" in text
    assert "已撤销：付给了别家" in text
    text = client.post(undo_bill, {"why": "点错小数点"}, follow=True).text
    assert "请与商家重新谈定" in text
    assert "已撤销：点错小数点" in text
    assert 'value="¥35.00"' in text


def test_who_pays_more_than_lies_in_the_bank_is_told(world, client):
    deposit = Counted(world.estate.pk, None, 1000, CashSource.BANK, "slip", is_out=True)
    fill_safe(world, 1000)
    count_by_two(world, deposit)
    pk = PurchaseOrder.objects.get().pk
    agree, pay = (reverse(name, args=[pk]) for name in ("desk:shop_bill", "desk:shop_pay"))
    client.post(agree, {"fen": "35"})
    paid = {"key": uuid4(), "fen": "10", "method": "transfer", "reference": "T1"}
    assert "转账账户" not in client.post(pay, paid, follow=True).text
    text = client.post(pay, paid | {"key": uuid4(), "fen": "0.5"}, follow=True).text

    assert "已登记 ¥0.50" in text
    assert "转账账户现在是 -¥0.50" in text
