"""C3, R43: the liaison's first page, and what the role opens at the desk and what it does not."""

import pytest
from django.urls import reverse

from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import paste_chain
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order
from tests.web.access_table import STAFF

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    found = make_world()
    client.force_login(found.staff[Role.LIAISON])
    return found


def test_the_side_bar_shows_only_what_the_role_opens(world, client):
    page = client.get(reverse("desk:phone"))

    assert [item.url for item in page.context["nav"]] == [
        reverse("liaison:home"),
        reverse("desk:phone"),
        reverse("desk:filings"),
    ]


def test_an_order_shows_neither_correction_nor_reports(world, client):
    order(world, world.doors[0], 1)
    page = client.get(reverse("desk:order", args=[Order.objects.get().pk])).text

    assert reverse("desk:phone_order", args=[world.doors[0].pk]) in page
    assert reverse("desk:order_correct", args=[Order.objects.get().pk]) not in page


def test_what_a_liaison_must_not_do_is_closed():
    """Corrections, differences, tickets, cash and households' data stay with the desk."""
    closed = {name for name, row in STAFF.items() if Role.LIAISON not in row.roles}
    desk = {"order_correct", "slip_settle", "differences", "tickets", "cash_count", "household"}

    assert closed >= {f"desk:{name}" for name in desk}


def test_lines_that_wait_stand_on_the_first_page_after_sign_in(world, client):
    text = "#接龙\n1. B1-1-101 蔬菜包1份\n2. 随便来点"
    liaison = world.staff[Role.LIAISON]
    paste_chain(text, round_id=world.round.pk, actor=liaison, now=NOW)
    [card] = client.get(reverse("account:home")).context["cards"]

    assert (card.url, card.count) == (reverse("liaison:home"), 2)


def test_without_a_round_the_page_says_who_announces_one(world, client):
    world.round.listings.all().delete()
    world.round.delete()

    assert "街道办" in client.get(reverse("liaison:home")).text
