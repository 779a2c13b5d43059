"""R19, R40: what doors owe and get back, payments at desk and door, cash that two people count."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.money.models import CashCount, Payment, Transfer
from baogong.apps.money.queries import household_balances
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PAY_FIRST
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.reporting.services import prove_ledger
from baogong.plumbing.audit import SYSTEM
from baogong.web.carrier import cash
from tests.emptying import triggers_off
from tests.factories import NOW, make_world, order
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    order(world, world.doors[0], 1)
    client.force_login(world.staff[Role.CLERK])
    return world


def account(world, door=0):
    return reverse("desk:account", args=[world.doors[door].pk])


def pay(client, world, amount, *, door=0, **fields):
    form = {"key": uuid4(), "fen": amount, "method": "cash"} | fields
    return client.post(account(world, door), form, follow=True)


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


def test_the_first_page_says_what_is_owed_and_where_the_money_lies(world, client):
    pay(client, world, "10")
    page = client.get(reverse("desk:money"))
    [(estate, books)] = page.context["rows"]

    assert (estate, books.owed_fen, books.cash_fen) == (world.estate, 2500, 1000)
    assert "¥25.00" in page.text


def test_the_account_offers_what_is_owed_and_shows_what_moved(world, client):
    page = client.get(account(world))
    assert 'value="¥35.00"' in page.text
    answer = pay(client, world, "￥35")

    assert "已登记 ¥35.00" in answer.text
    assert owed(world) == 0
    assert [line.fen for line, _link in answer.context["lines"]] == [-3500, 3500]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"fen": "0"}, "金额最少 ¥0.01"),
        ({"fen": "three"}, "请以元填写金额"),
        ({"fen": "35", "method": "transfer"}, "请填写转账单号"),
        ({"fen": "35", "method": "shells"}, ""),
    ],
)
def test_what_is_no_payment_is_named(world, client, fields, words):
    answer = pay(client, world, "35", **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Payment.objects.exists()


def test_a_payment_that_was_sent_twice_is_one(world, client):
    key = uuid4()
    for _ in range(2):
        pay(client, world, "35", key=key)

    assert Payment.objects.count() == 1


def test_a_mistake_is_taken_back_with_a_reason(world, client):
    pay(client, world, "35")
    undo = reverse("desk:payment_undo", args=[Payment.objects.get().pk])
    assert "请简单说明原因" in client.post(undo, {}, follow=True).text
    answer = client.post(undo, {"why": "另一户"}, follow=True)

    assert "付款已撤销" in answer.text
    assert "另一户" in answer.text
    assert owed(world) == 3500


def test_the_list_names_doors_that_owe_and_leaves_small_change_out(world, client):
    order(world, world.doors[1], 1)
    pay(client, world, "34", door=1)
    url = reverse("desk:money_doors", args=[world.estate.pk])

    assert [row.door for row, _said in client.get(url).context["rows"]] == ["B1-1-101"]
    assert len(client.get(url, {"all": "1"}).context["rows"]) == 2
    assert "B1-1-101,¥35.00" in client.get(url, {"as": "csv"}).content.decode()


@pytest.mark.parametrize("side", ["owing", "credit"])
def test_the_lists_have_sums_by_building_and_a_total(client, side):
    """R40."""
    world = make_world(buildings=2)
    client.force_login(world.staff[Role.CLERK])
    for at, quantity in ((0, 1), (1, 1), (4, 2)):
        order(world, world.doors[at], quantity)
        if side == "credit":
            pay(client, world, str(quantity * 70), door=at)
    url = reverse("desk:money_doors", args=[world.estate.pk])
    page, size = client.get(url, {"side": side}), 1 if side == "owing" else -1
    assert page.context["buildings"] == [("B1", 2, size * 7000), ("B2", 1, size * 7000)]
    assert "全部各页：3 户，共 ¥140.00" in page.text
    one = client.get(url, {"side": side, "building": "B2"})
    assert [row.door for row, _said in one.context["rows"]] == ["B2-1-101"]
    assert one.context["total_fen"] == 7000
    paper = client.get(url, {"side": side, "as": "print"}).text
    sums = ("B1", "2 户", "¥70.00"), ("B2", "1 户", "¥70.00"), ("合计", "3 户", "¥140.00")
    assert all("".join(f"<td>{cell}</td>" for cell in row) in paper for row in sums)


def test_the_chosen_doors_are_paid_back_at_once(world, client):
    order(world, world.doors[1], 1)
    for door, amount in ((0, "45"), (1, "55")):
        pay(client, world, amount, door=door)
    url = reverse("desk:money_doors", args=[world.estate.pk]) + "?side=credit"
    assert len(client.get(url).context["rows"]) == 2
    form = {"key": uuid4(), "method": "transfer", "doors": [world.doors[1].pk]}
    assert "请填写转账单号" in client.post(url, form).text
    answer = client.post(url, form | {"reference": "B-7"}, follow=True)

    assert "已退还 ¥20.00" in answer.text
    assert (owed(world), owed(world, 1)) == (-1000, 0)
    assert "请至少选择一户" in client.post(url, {"key": uuid4(), "method": "cash"}).text


def test_a_transfer_number_is_asked_about_when_it_comes_again(world, client):
    transfer = {"method": "transfer", "reference": "TR-9"}
    pay(client, world, "58", **transfer)
    page = pay(client, world, "58", door=1, **transfer)
    assert page.status_code == 422
    said = f"转账 TR-9 已登记过：B1-1-101 的 ¥58.00，{world.staff[Role.CLERK].name}"
    assert said in page.text
    assert "是另一笔转账，单号相同" in page.text
    assert 'name="asked" value="TR-9"' in page.text
    assert Payment.objects.count() == 1

    other = transfer | {"reference": "TR-8", "asked": "TR-9", "another": "on"}
    pay(client, world, "1", door=1, **other)
    assert pay(client, world, "1", **other).status_code == 422  # it was asked about another number
    pay(client, world, "58", door=1, asked="TR-9", another="on", **transfer)
    assert [row.reference for row in Payment.objects.order_by("pk")] == ["TR-9", "TR-8", "TR-9"]


def test_paying_back_by_a_known_transfer_is_asked_about(world, client):
    pay(client, world, "58", method="transfer", reference="TR-9")
    url = reverse("desk:money_doors", args=[world.estate.pk]) + "?side=credit"
    form = {"key": uuid4(), "method": "transfer", "doors": [world.doors[0].pk]}
    form |= {"reference": "TR-9"}
    assert "转账 TR-9 已登记过" in client.post(url, form).text
    client.post(url, form | {"asked": "TR-9", "another": "on"})

    assert owed(world) == 0


def test_cash_is_counted_blind_by_one_and_signed_by_another(world, client):
    pay(client, world, "35")
    url = reverse("desk:cash", args=[world.estate.pk])
    page = client.get(url)
    assert "35.00" not in re.sub(r"(?s)<head>.*?</head>", "", page.text)
    clerk = world.staff[Role.CLERK]
    form = {"key": uuid4(), "whose": clerk.pk, "counted": "34.5"}
    assert "已清点" in client.post(url, form, follow=True).text
    count = reverse("desk:cash_count", args=[CashCount.objects.get().pk])
    assert "须由另一人签字" in client.post(count, {}, follow=True).text

    client.force_login(world.staff[Role.COMMANDER])
    page = client.get(url)
    assert "账上 ¥35.00，差 -¥0.50" in page.text
    assert "请简单说明原因" in client.post(count, {}, follow=True).text
    assert "已入保险柜" in client.post(count, {"why": "少找了"}, follow=True).text
    assert look_at_books().balanced


def test_nothing_in_the_pocket_can_be_counted_too(world, client):
    pay(client, world, "35")
    form = {"key": uuid4(), "whose": world.staff[Role.CLERK].pk, "counted": "0"}
    client.post(reverse("desk:cash", args=[world.estate.pk]), form)

    assert CashCount.objects.get().counted_fen == 0


def test_an_officer_takes_cash_at_the_door(world, client):
    client.force_login(world.staff[Role.OFFICER])
    page = client.get(reverse("carrier:cash"))
    assert [row.door for row, _key, _form in page.context["doors"]] == ["B1-1-101"]
    take = reverse("carrier:cash_take", args=[world.doors[0].pk])
    assert client.post(take, {"key": uuid4(), "fen": "x"}).status_code == 422
    answer = client.post(take, {"key": uuid4(), "fen": "¥35.00"}, follow=True)

    assert "B1-1-101 付了 ¥35.00" in answer.text
    assert answer.context["cash_fen"] == 3500
    assert owed(world) == 0


def test_many_doors_that_owe_come_in_pages_and_a_refused_one_alone(world, client, monkeypatch):
    monkeypatch.setattr(cash, "PAGE_DOORS", 1)
    order(world, world.doors[1], 1)
    client.force_login(world.staff[Role.OFFICER])

    def doors(answer):
        return [row.door for row, _key, _form in answer.context["doors"]]

    assert doors(client.get(reverse("carrier:cash"), {"page": "2"})) == ["B1-1-102"]
    take = reverse("carrier:cash_take", args=[world.doors[1].pk])
    assert doors(client.post(take, {"key": uuid4(), "fen": "x"})) == ["B1-1-102"]


def test_a_household_sees_its_account(world, client):
    sign_in(client, world.doors[0])
    page = client.get(reverse("resident:account"))
    assert "¥35.00" in page.text
    assert "收货时付款" in page.text

    set_setting(PAY_FIRST, 1, place=world.estate, actor=SYSTEM, now=NOW)
    assert "请在截单前付款" in client.get(reverse("resident:account")).text


def test_the_page_warns_when_the_books_differ(world, client):
    prove_ledger(timezone.now().replace(hour=20))
    assert "账目已于" in client.get(reverse("desk:money")).text

    pay(client, world, "10")
    with triggers_off():
        Transfer.objects.filter(posting__kind="payment").update(fen=2000)
    prove_ledger(timezone.now().replace(hour=20) + timedelta(days=1))
    page = client.get(reverse("desk:money")).text
    payment = Payment.objects.get()
    assert "与 1 条记录不一致" in page
    assert f"付款：money.payment {payment.pk} 记的是 ¥10.00，账上是 ¥20.00。" in page


def test_the_number_of_queries_does_not_grow(world, client):
    urls = [
        reverse("desk:money"),
        reverse("desk:money_doors", args=[world.estate.pk]),
        account(world),
    ]
    counts = []
    for door in (0, 1):
        order(world, world.doors[door], 0, 1, on_existing="add")
        with CaptureQueriesContext(connection) as asked:
            for url in urls:
                client.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1]
