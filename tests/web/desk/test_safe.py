"""R40: the page of the safe: what goes in and out of it, and what is refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.money.enums import CashSource, PayMethod
from baogong.apps.money.models import CashCount, Payment
from baogong.apps.money.queries import cash_of, estate_books
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.people.enums import Role
from baogong.web.desk.money import cash
from tests.factories import NOW, make_world
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    fill_safe(world, 20_000)
    return world


@pytest.fixture
def client(client, world):
    client.force_login(world.staff[Role.CLERK])
    return client


def count(client, world, whose, yuan, why=""):
    form = {"key": uuid4(), "whose": whose, "counted": yuan, "why": why}
    return client.post(reverse("desk:cash", args=[world.estate.pk]), form, follow=True)


def sign(client, world, by=Role.COMMANDER):
    client.force_login(world.staff[by])
    found = CashCount.objects.latest("pk")
    return client.post(reverse("desk:cash_count", args=[found.pk]), follow=True)


def books(world):
    return estate_books([world.estate])[world.estate.pk]


def test_the_cash_of_a_whole_day_is_counted(world, client):
    assert "已清点" in count(client, world, "advance", "27316.50", "收据 8 号").text
    sign(client, world)

    assert books(world).safe_fen == 20_000 + 2_731_650


def test_cash_that_goes_to_the_bank_is_written_down_by_two(world, client):
    assert "请写明这笔现金由谁送来或取走" in count(client, world, "out-bank", "150").text
    waits = count(client, world, "out-bank", "150", "存款单 7 号").text
    assert "从保险柜取出 · 存入转账账户：清点 ¥150.00" in waits
    assert "存款单 7 号" in waits
    assert "须由另一人签字" in sign(client, world, by=Role.CLERK).text
    answer = sign(client, world).text

    assert "现金已取出保险柜" in answer
    assert "-¥150.00" in answer
    assert (books(world).safe_fen, books(world).bank_fen) == (5000, 15_000)
    assert "¥150.00" in client.get(reverse("desk:money")).text


def test_start_money_that_is_given_back_is_lent_no_more(world, client):
    fill_safe(world, 100, source=CashSource.BANK)
    refused = count(client, world, "out-advance", "200.01", "街道").text
    assert "备用金只剩 ¥200.00 要还" in refused
    count(client, world, "out-advance", "200", "街道")
    assert "归还备用金" in sign(client, world).text

    assert (books(world).safe_fen, books(world).advance_fen) == (100, 0)


def test_more_than_the_safe_holds_is_refused_on_the_page(world, client):
    answer = count(client, world, "out-bank", "200.01", "x")

    assert answer.status_code == 422
    assert "保险柜里只有 ¥200.00" in answer.text
    assert CashCount.objects.count() == 1


def test_who_lacks_cash_for_a_payback_is_told_where_it_is_and_gets_it(world, client):
    door, clerk = world.doors[0], world.staff[Role.CLERK]
    paid = Paid(door.pk, 3500, Till(world.estate.pk, PayMethod.TRANSFER, "T"))
    take_payment(paid, key=uuid4(), actor=clerk, now=NOW)
    url = reverse("desk:money_doors", args=[world.estate.pk]) + "?side=credit"
    form = {"key": uuid4(), "method": "cash", "doors": [door.pk]}
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "您手里只有现金 ¥0.00" in refused.text
    assert "转账退款" in refused.text
    assert not Payment.objects.filter(is_back=True).exists()

    count(client, world, "out-hands", "35")
    assert CashCount.objects.latest("pk").source == CashSource.HANDS
    sign(client, world)
    assert cash_of(person_id=clerk.pk) == 3500
    client.force_login(clerk)
    assert "已退还 ¥35.00" in client.post(url, form, follow=True).text
    assert (cash_of(person_id=clerk.pk), books(world).safe_fen) == (0, 16_500)


def test_the_list_takes_the_same_number_of_queries_for_one_and_many(world, client):
    asked = []
    for more in (1, 4):
        for _ in range(more):
            count(client, world, "out-bank", "1", "x")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:cash", args=[world.estate.pk]))
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_the_counts_of_a_month_stand_on_pages_of_their_own(world, client):
    for receipt in range(cash.PAGE_ROWS):
        fill_safe(world, 100 + receipt)
    url = reverse("desk:cash", args=[world.estate.pk])
    first, second = client.get(url).text, client.get(url, {"page": 2}).text

    assert first.count("<tr>") == cash.PAGE_ROWS + 1
    assert (second.count("<tr>"), "¥200.00" in second) == (2, True)
