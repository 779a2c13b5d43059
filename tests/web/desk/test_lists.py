"""The orders of a round: filtered, exported, printed."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import Channel, OnExisting, Sign
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import cancel_order, note_sign
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import NamedActor
from tests.factories import NOW, make_world, order
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world(buildings=2)
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def orders(world):
    """Two from the first building, one of them by phone, and one from the second."""
    clerk = world.staff[Role.CLERK]
    order(world, world.doors[0], 1)
    order(
        world,
        world.doors[1],
        0,
        2,
        channel=Channel.PHONE,
        placed_by_id=clerk.pk,
        read_back=True,
        card_epoch=None,
    )
    order(world, world.doors[4], 1, 1)
    return list(Order.objects.order_by("pk"))


def doors(client, world, **query):
    answer = client.get(reverse("desk:orders", args=[world.round.pk]), query)
    return [row.door for row in answer.context["rows"]]


def test_orders_stand_in_walking_order_with_their_sums(world, orders, client):
    answer = client.get(reverse("desk:orders", args=[world.round.pk]))
    totals = answer.context["totals"]

    assert doors(client, world) == ["B1-1-101", "B1-1-102", "B2-1-101"]
    assert (totals.orders, totals.fen) == (3, 22000)
    assert dict(totals.packages) == {"蔬菜包": 2, "鸡蛋蔬菜包": 3}


def test_filters_stand_in_the_address(world, orders, client):
    entrance = world.doors[4].parent_id

    assert doors(client, world, entrance=entrance) == ["B2-1-101"]
    assert doors(client, world, channel="phone") == ["B1-1-102"]
    assert doors(client, world, q="b1 102") == ["B1-1-102"]
    assert doors(client, world, q=orders[2].number) == ["B2-1-101"]
    assert doors(client, world, q="nowhere") == []


@pytest.mark.parametrize("query", [{"entrance": "x"}, {"channel": "fax"}, {"q": "x" * 99}])
def test_a_filter_that_cannot_be_read_is_named(world, orders, client, query):
    answer = client.get(reverse("desk:orders", args=[world.round.pk]), query)

    assert answer.status_code == 422
    assert len(answer.context["rows"]) == 3


def test_canceled_orders_are_shown_but_not_counted(world, orders, client):
    cancel_order(order_id=orders[0].pk, actor=world.staff[Role.CLERK], now=NOW)
    answer = client.get(reverse("desk:orders", args=[world.round.pk]))

    assert [row.canceled for row in answer.context["rows"]] == [True, False, False]
    assert answer.context["totals"].orders == 2


def test_the_export_says_who_and_when_and_has_a_column_for_each_package(world, orders, client):
    answer = client.get(reverse("desk:orders_export", args=[world.round.pk]), {"channel": "phone"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))

    assert world.staff[Role.CLERK].name in rows[0][1]
    assert f"{timezone.localtime():%Y-%m-%d}" in rows[0][1]
    assert rows[1][-1:] == ["鸡蛋蔬菜包"]
    assert rows[2][:2] == [orders[1].number, "B1-1-102"]
    assert rows[2][-1] == "2"
    assert len(rows) == 3


def test_the_export_holds_no_formulas(world, orders, client):
    User.objects.filter(username="clerk-E").update(name="=1+1")
    text = client.get(reverse("desk:orders_export", args=[world.round.pk])).content.decode()

    assert ",'=1+1," in text


def test_the_sheet_has_a_table_for_each_entrance_and_the_totals(world, orders, client):
    cancel_order(order_id=orders[0].pk, actor=world.staff[Role.CLERK], now=NOW)
    answer = client.get(reverse("desk:orders_print", args=[world.round.pk]))

    assert [name for name, _rows in answer.context["entrances"]] == ["B1-1", "B2-1"]
    assert "B1-1-101" not in answer.text
    assert "¥185.00" in answer.text


def test_empty_rounds_say_what_to_do_next(world, client):
    answer = client.get(reverse("desk:orders", args=[world.round.pk]))

    assert reverse("desk:phone") in answer.text
    assert client.get(reverse("desk:orders_export", args=[world.round.pk])).status_code == 200
    assert client.get(reverse("desk:orders_print", args=[world.round.pk])).status_code == 200


@pytest.mark.parametrize("name", ["desk:orders", "desk:orders_export", "desk:orders_print"])
def test_a_foreign_round_is_not_there(world, client, name):
    far = make_world(name="F")

    assert client.get(reverse(name, args=[far.round.pk])).status_code == 404


def test_the_first_page_counts_orders_by_how_they_came(world, orders, client):
    [(row, *waiting)] = client.get(reverse("desk:home")).context["rounds"]

    assert waiting == [0, 0]
    assert (row.orders, row.by_phone, row.doors, row.fen) == (3, 1, 3, 22000)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIAISON, Role.COMMANDER])
def test_orders_that_a_program_may_have_sent_stand_above_the_list(world, client, role):
    url = reverse("desk:orders", args=[world.round.pk])
    client.force_login(world.staff[role])
    assert "程序" not in client.get(url).text
    decision = order(world, world.doors[0], 1)
    order(world, world.doors[1], 1)
    actor = NamedActor("card:1")
    note_sign(decision, Sign.HASTY, actor=actor, now=NOW)
    answer = client.get(url)

    [row] = answer.context["signs"]
    assert (row.door, row.sign, row.at) == ("B1-1-101", Sign.HASTY, NOW)
    assert "有 1 单疑似由程序提交" in answer.text
    assert "打开页面不到两秒就提交" in answer.text
    assert "疑似由程序提交" in client.get(reverse("desk:order", args=[row.id])).text


@pytest.mark.parametrize("name", ["desk:orders", "desk:orders_export", "desk:orders_print"])
def test_the_number_of_queries_does_not_grow(world, client, name):
    url = reverse(name, args=[world.round.pk])
    counts = []
    for door in world.doors[:2]:
        order(world, door, 1)
        order(world, door, 0, 1, on_existing=OnExisting.ADD)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 25


def test_the_first_page_asks_the_same_number_of_questions(world, client):
    counts = []
    for door in world.doors[:2]:
        order(world, door, 1)
        announce(world, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk:home"))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 19
