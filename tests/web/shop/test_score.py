"""R34: what households say of freshness and price, where the shop and the commander read it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.tickets import delivered, rate
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def rate_all(orders):
    for order in orders:
        rate(order, "good", "fair", now=timezone.now())


def test_a_shop_reads_no_figure_under_five(client):
    world = make_world(floors=3)
    orders = delivered(world)
    client.force_login(world.staff[Role.SHOP])
    rate(orders[0], "bad", "good", "CAB", now=timezone.now())
    few = client.get(reverse("shop:home")).text
    assert "不足 5 个" in few
    assert "0%" not in few

    rate_all(orders[1:])
    many = client.get(reverse("shop:home")).text
    assert "83%" in many
    assert "不足 5 户说不新鲜" in many


def test_the_commander_reads_every_figure(client):
    world = town_world(client)
    page = reverse("setup:supplier", args=[world.supplier.pk])
    assert "30 天内没有评价" in client.get(page).text

    rate(delivered(world)[0], "bad", "good", "CAB", now=timezone.now())
    text = client.get(page).text
    assert "1 个评价" in text
    assert "1 户说不新鲜" in text
