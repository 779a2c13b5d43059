"""R19, R40: what stood on every account before a day or a month, what moved, and what stands then;
together it is nothing."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order

pytestmark = pytest.mark.django_db
APRIL = "2026-04-12"


@pytest.fixture
def world(client):
    """Two doors order for ¥35.00 and ¥50.00; one pays ¥30.00 in cash on the last of April, a
    quarter of an hour before midnight in the town, and ¥5.00 half an hour later."""
    world = make_world()
    order(world, world.doors[0], 1)
    order(world, world.doors[1], 0, 1)
    midnight = NOW.replace(day=30, hour=16)
    pay(world, 3000, at=midnight - timedelta(minutes=15))
    pay(world, 500, at=midnight + timedelta(minutes=15))
    client.force_login(world.staff[Role.CLERK])
    return world


def pay(world, fen, *, at):
    clerk, till = world.staff[Role.CLERK], Till(world.estate.pk, PayMethod.CASH)
    take_payment(Paid(world.doors[0].pk, fen, till), key=uuid4(), actor=clerk, now=at)


def look(client, world, **where):
    return client.get(reverse("desk:balances", args=[world.estate.pk]), where)


def lines(answer):
    books = answer.context["books"]
    assert (books.opening_fen, books.closing_fen) == (0, 0)
    assert books.debit_fen == books.credit_fen
    return {
        (line.kind.value, line.holder): (
            line.opening_fen,
            line.debit_fen,
            line.credit_fen,
            line.closing_fen,
        )
        for line in answer.context["lines"]
    }


@pytest.mark.parametrize(
    ("where", "doors", "cash"),
    [
        ({"day": APRIL}, (0, 8500, 0, 8500), None),
        ({"day": "2026-04-30"}, (8500, 0, 3000, 5500), (0, 3000, 0, 3000)),
        ({"day": "2026-05-01"}, (5500, 0, 500, 5000), (3000, 500, 0, 3500)),
        ({"month": "2026-04"}, (0, 8500, 3000, 5500), (0, 3000, 0, 3000)),
        ({"month": "2026-05"}, (5500, 0, 500, 5000), (3000, 500, 0, 3500)),
        ({"month": "2026-12"}, (5000, 0, 0, 5000), (3500, 0, 0, 3500)),
    ],
)
def test_days_and_months_open_with_what_the_one_before_left(world, client, where, doors, cash):
    found = lines(look(client, world, **where))

    assert found["household", ""] == doors
    assert found.get(("cash", Role.CLERK)) == cash
    assert len(found) == (3 if cash else 2)


def test_each_door_stands_alone_where_it_is_asked_for(world, client):
    found = lines(look(client, world, day=APRIL, each="1"))

    assert found["household", "B1-1-101"] == (0, 3500, 0, 3500)
    assert found["household", "B1-1-102"] == (0, 5000, 0, 5000)
    assert found["sales", ""] == (0, 0, 8500, -8500)


def test_an_account_that_holds_nothing_and_did_not_move_stands_in_the_files_alone(world, client):
    clerk, till = world.staff[Role.CLERK], Till(world.estate.pk, PayMethod.CASH)
    paid = Paid(world.doors[1].pk, 5000, till)
    take_payment(paid, key=uuid4(), actor=clerk, now=NOW.replace(month=5))
    june = {"month": "2026-06", "each": "1"}

    assert ("household", "B1-1-102") not in lines(look(client, world, **june))
    text = look(client, world, **june, **{"as": "csv"}).content.decode()
    assert "住户,B1-1-102,¥0.00,¥0.00,¥0.00,¥0.00" in text


def test_the_page_says_the_sums_and_what_came_late(world, client):
    page = look(client, world, month="2026-04").text

    assert "2026年4月" in page
    assert "住户 · 2 户" in page
    assert "有 3 笔是之后才登记的" in page
    assert "-¥85.00" in page
    assert "售出商品" in page


@pytest.mark.parametrize("day", ["", "2026-13-01", "x", "0001-01-01"])
def test_no_day_or_nonsense_is_today(world, client, day):
    assert lines(look(client, world, day=day, month=day))["household", ""][3] == 5000


def test_before_anything_moved_the_page_is_empty(world, client):
    assert "到那时还没有任何款项" in look(client, world, day="2026-04-11").text


def test_it_leaves_as_a_table_and_on_paper_with_its_sum(world, client):
    text = look(client, world, month="2026-04", **{"as": "csv"}).content.decode()
    assert "住户,,¥0.00,¥85.00,¥30.00,¥55.00" in text
    assert "合计,,¥0.00,¥115.00,¥115.00,¥0.00" in text
    book = load_workbook(BytesIO(look(client, world, day=APRIL, **{"as": "xlsx"}).content))
    *_, total = book.active.values
    assert total == ("合计", None, "¥0.00", "¥85.00", "¥85.00", "¥0.00")
    paper = look(client, world, day=APRIL, **{"as": "print"}).text
    assert "余额表 · 2026年4月12日 周日" in paper


def test_the_number_of_queries_does_not_grow(world, client):
    counts = []
    for door in (2, 3):
        order(world, world.doors[door], 1)
        with CaptureQueriesContext(connection) as asked:
            look(client, world, each="1")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_nobody_else_sees_it(world, client):
    client.force_login(world.staff[Role.OFFICER])
    assert look(client, world).status_code == 404
    client.force_login(make_world(name="F").staff[Role.CLERK])
    assert look(client, world).status_code == 404
