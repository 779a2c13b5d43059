"""R56: whoever packs or opens a bag that orders of a door share reads each order on it."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.sorting.models import Bag
from baogong.plumbing.audit import SYSTEM
from baogong.values.codes import group
from baogong.web.depot.paper.labels import bag_label_sheet
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 2)
    order(world, world.doors[0], 0, 1, on_existing="add")
    order(world, world.doors[1], 1)
    ripe_round(world)
    receive(world)
    return world


def numbers(bag):
    return [group(order.number) for order in bag.orders.order_by("pk")]


def test_the_packing_table_lists_the_orders_before_and_after_it_is_packed(world, client):
    shared, alone = Bag.objects.order_by("pk")
    client.force_login(world.staff[Role.SORTER])
    for _ in range(2):
        text = client.get(reverse("depot:bag", args=[shared.pk])).text
        for words in (*numbers(shared), "蔬菜包 × 2", "鸡蛋蔬菜包 × 1"):
            assert words in text
        pack(world, shared)
    assert numbers(alone)[0] not in client.get(reverse("depot:bag", args=[alone.pk])).text


def test_its_label_says_what_each_order_has_in_it(world):
    set_setting(PUBLIC_URL, "https://bg.example.org", place=world.town, actor=SYSTEM, now=NOW)
    wave = world.round.wave
    shared, alone = bag_label_sheet(world.staff[Role.SORTER], wave.pk).items

    first, second = numbers(Bag.objects.order_by("pk")[0])
    assert shared["content"] == f"{first} 蔬菜包 × 2；{second} 鸡蛋蔬菜包 × 1"
    assert "白菜" in alone["content"]


def test_the_history_of_the_bag_lists_them(world, client):
    bag = Bag.objects.order_by("pk")[0]
    client.force_login(world.staff[Role.COMMANDER])
    text = client.get(reverse("command:bag", args=[bag.pk])).text

    for words in (*numbers(bag), "蔬菜包 × 2", "鸡蛋蔬菜包 × 1"):
        assert words in text
