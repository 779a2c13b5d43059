"""R43, C3.3: doors that owe by building, one text to paste, and the list as a file."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.models import Payment
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import SaidPaid
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SMALL_BALANCE_FEN
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.chats import HEAD, enter, paste

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    found = make_world(buildings=2)
    client.force_login(found.staff[Role.LIAISON])
    order(found, found.doors[0], 1)
    order(found, found.doors[4], 0, 2)
    return found


def unpaid(client, world, **query):
    return client.get(reverse("liaison:unpaid", args=[world.estate.pk]), query)


def test_sums_stand_by_building_and_doors_in_one_text(client, world):
    context = unpaid(client, world).context

    assert context["buildings"] == [("B1", 1, 3500), ("B2", 1, 10_000)]
    [(text, _characters)] = context["parts"]
    assert "B1-1-101 ¥35.00\nB2-1-101 ¥100.00" in text


def test_one_building_alone(client, world):
    context = unpaid(client, world, building="B2").context

    assert context["total_fen"] == 10_000
    assert "B1-1-101" not in context["parts"][0][0]


def test_small_balances_are_not_asked_for(client, world):
    set_setting(SMALL_BALANCE_FEN, 3500, place=world.estate, actor=SYSTEM, now=NOW)

    assert [row.door for row in unpaid(client, world).context["page"]] == ["B2-1-101"]


def test_the_list_leaves_as_csv_and_on_paper(client, world):
    csv = unpaid(client, world, **{"as": "csv"}).content.decode()
    paper = unpaid(client, world, **{"as": "print"}).text

    assert all("B2-1-101" in made and "¥100.00" in made for made in (csv, paper))
    assert "<td>合计</td><td>2 户</td><td>¥135.00</td>" in paper
    assert "¥135.00" not in csv


def test_where_nobody_owes_the_page_says_so(client, world):
    other = make_world(name="F")
    client.force_login(other.staff[Role.LIAISON])

    assert "没有" in unpaid(client, other).text
    assert unpaid(client, world).status_code == 404


def test_more_messages_than_a_chat_bears_are_sent_building_by_building(client, world, monkeypatch):
    monkeypatch.setattr("baogong.web.liaison.unpaid.MOST_PARTS", 0)

    assert "请先选楼栋" in unpaid(client, world).text
    assert 'id="part-1"' not in unpaid(client, world).text
    assert 'id="part-1"' in unpaid(client, world, building="B2").text


SAYS_PAID = HEAD + "1. B1-1-102 蔬菜包1 已付\n2. B1-1-201 蔬菜包1\n"


@pytest.fixture
def said(world):
    """A door that says it paid one of its two orders."""
    enter(world, paste(world, SAYS_PAID))
    order(world, world.doors[1], 0, 1, on_existing=OnExisting.ADD)
    return Order.objects.get(household=world.doors[1], chain_asks__isnull=False)


def marked(client, world):
    return {row.door: orders for row, orders in unpaid(client, world).context["rows"] if orders}


def asked(client, world):
    return unpaid(client, world).context["parts"][0][0]


def test_what_a_chain_says_is_paid_is_marked_and_not_asked_for_in_public(client, world, said):
    """C3.3: no payment is made up; the door is asked for the rest of what it owes alone."""
    assert marked(client, world) == {"B1-1-102": [SaidPaid(said.pk, said.number, 3500)]}
    assert "B1-1-102 ¥50.00\n" in asked(client, world)
    assert "B1-1-201 ¥35.00\n" in asked(client, world)
    assert not Payment.objects.exists()
    client.force_login(world.staff[Role.CLERK])
    desk = client.get(reverse("desk:money_doors", args=[world.estate.pk]))
    assert {row.door: orders for row, orders in desk.context["rows"] if orders} == {
        "B1-1-102": [SaidPaid(said.pk, said.number, 3500)]
    }
    assert "称已付，待核实" in desk.text


def test_a_payment_that_came_ends_what_was_said(client, world, said):
    paid = Paid(said.household_id, 3500, Till(world.estate.pk, PayMethod.CASH))
    take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)

    assert marked(client, world) == {}
    assert "B1-1-102 ¥50.00\n" in asked(client, world)


def test_what_did_not_come_is_asked_for_again(client, world, said):
    for _ in range(2):
        answer = client.post(reverse("desk:not_paid", args=[said.pk]), {"liaison": "1"})

    assert answer.url == reverse("liaison:unpaid", args=[world.estate.pk])
    assert marked(client, world) == {}
    assert "B1-1-102 ¥85.00\n" in asked(client, world)
    assert AuditEntry.objects.filter(action="order.paid_denied").count() == 1


def test_the_desk_stays_on_the_page_of_the_list_that_it_denied_it_on(client, world, said):
    client.force_login(world.staff[Role.CLERK])
    shown = client.get(reverse("desk:money_doors", args=[world.estate.pk]), {"page": "1"})
    assert 'name="query" value="page=1"' in shown.content.decode()

    answer = client.post(reverse("desk:not_paid", args=[said.pk]), {"query": "page=1"})

    assert answer.url == reverse("desk:money_doors", args=[world.estate.pk]) + "?page=1"
