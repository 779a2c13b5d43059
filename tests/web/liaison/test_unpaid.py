"""R43, C3.3: doors that owe by building, one text to paste, and the list as a file."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SMALL_BALANCE_FEN
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order

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
