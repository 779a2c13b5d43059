"""R34: a household reads what it does not get and why; everybody may check how it was divided."""

import csv

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ON_SHORT
from baogong.apps.sorting.models import Bag, Cut
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.chain import pack
from tests.factories.shortages import divide, short_round
from tests.factories.world import announce
from tests.web.resident.household import order_form, sign_in

pytestmark = pytest.mark.django_db


def order_page(client, cut):
    sign_in(client, cut.order.household)
    return client.get(reverse("resident:order", args=[cut.order.number])).content.decode()


def test_who_gets_money_back_reads_how_much_and_why(client):
    divide(short_round("refund", "refund"))
    html = order_page(client, Cut.objects.get())
    for told in ("白菜：比您订的少 6 斤", "只到了 6 斤", "先下单的先得", "订单少收 ¥35.00"):
        assert told in html


def test_who_gets_something_similar_reads_what(client):
    divide(short_round("refund", "swap", swap=3000))
    assert "改送 青菜 6 斤" in order_page(client, Cut.objects.get())


def test_where_nothing_similar_is_left_the_page_says_so(client):
    divide(short_round("refund", "swap"))
    assert "已经没有了。订单少收 ¥35.00" in order_page(client, Cut.objects.get())


def test_an_order_that_got_all_says_nothing(client):
    divide(short_round("refund", "refund"))
    whole = Order.objects.order_by("pk").first()
    sign_in(client, whole.household)
    html = client.get(reverse("resident:order", args=[whole.number])).content.decode()
    assert "cut-note" not in html


def test_what_was_missing_when_the_bag_was_packed_reads_like_it(client):
    world = short_round("refund", missing=1500)
    pack(world, Bag.objects.get(), CAB=1500)
    html = order_page(client, Cut.objects.get())
    for told in ("白菜：比您订的少 3 斤", "装袋时没有货", "订单少收 ¥17.50"):
        assert told in html
    assert "怎么分" not in html


@pytest.mark.parametrize(
    ("choice", "told"),
    [("swap", "改送青菜"), ("refund", "不换别的，订单少收"), ("ask", "接单台会先打电话问您")],
)
def test_where_a_shop_is_out_the_page_says_what_the_household_chose(client, choice, told):
    short_round(choice, missing=1000, swap=1000)
    own = Order.objects.get()
    sign_in(client, own.household)
    html = client.get(reverse("resident:order", args=[own.number])).content.decode()
    assert told in html
    assert ("青菜" in html) == (choice == "swap")


def test_the_log_is_there_for_strangers_and_names_no_door(client):
    world = short_round("refund", "refund", "refund", missing=4000)
    shortage = divide(world)
    html = client.get(reverse("resident:shortage", args=[shortage.pk])).content.decode()
    table = client.get(reverse("resident:shortage_csv", args=[shortage.pk])).content.decode()
    for door in world.doors:
        assert door.label not in html + table
    rows = list(csv.DictReader(table.lstrip("\ufeff").splitlines()))
    assert [row["order"] for row in rows] == sorted(o.number for o in Order.objects.all())
    assert sum(int(row["granted"]) for row in rows) == 5000
    assert shortage.reason not in html


def test_one_number_finds_its_line(client):
    shortage = divide(short_round("refund", "refund", "refund"))
    number = Order.objects.latest("pk").number
    url = reverse("resident:shortage", args=[shortage.pk])
    assert client.get(url, {"number": number.lower()}).content.decode().count("<tr>") == 2
    assert "公示里没有这个号" in client.get(url, {"number": "nothing"}).content.decode()
    assert client.get(reverse("resident:shortage", args=[shortage.pk + 1])).status_code == 404


@pytest.mark.parametrize(("value", "chosen"), [(0, "refund"), (1, "swap"), (2, "ask")])
def test_without_a_choice_the_setting_of_the_estate_decides(client, value, chosen):
    world = make_world()
    announce(world, now=timezone.now())
    set_setting(ON_SHORT, value, place=world.estate, actor=SYSTEM, now=NOW)
    sign_in(client, world.doors[0])
    client.post(reverse("resident:today"), order_form(world, 1))
    assert Order.objects.get().on_short == chosen


def test_a_choice_that_is_none_is_refused(client):
    world = make_world()
    announce(world, now=timezone.now())
    sign_in(client, world.doors[0])
    answer = client.post(reverse("resident:today"), order_form(world, 1, on_short="magic"))
    assert answer.status_code == 422
    assert not Order.objects.exists()
