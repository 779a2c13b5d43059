"""R21: the household and the desk see what was ordered and what was weighed, with both prices."""

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from tests.factories.chain import pack
from tests.factories.weighing import put_on_scale, ready_to_weigh, the_bag, weighing_world
from tests.web.resident.household import order_form, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def packed():
    """3 斤 ordered, 3.2 斤 weighed."""
    world = ready_to_weigh()
    put_on_scale(world, the_bag(), 1600)
    pack(world, the_bag())
    return world


def test_the_household_sees_both_weights_both_prices_and_what_it_pays(packed, client):
    sign_in(client, packed.doors[0])
    text = client.get(f"/orders/{Order.objects.get().number}/").text

    for words in ("3 斤（1.5 kg）", "¥18.00", "3.2 斤（1.6 kg）", "¥19.20", "¥69.20"):
        assert words in text


def test_the_desk_sees_them_too(packed, client):
    client.force_login(packed.staff[Role.CLERK])
    text = client.get(reverse("desk:order", args=[Order.objects.get().pk])).text

    for words in ("¥18.00", "3.2 斤（1.6 kg）", "¥19.20", "¥69.20"):
        assert words in text


def test_what_nobody_agreed_to_is_said_to_cost_nothing(client):
    world = ready_to_weigh()
    put_on_scale(world, the_bag(), 1800)
    pack(world, the_bag())
    sign_in(client, world.doors[0])
    answer = client.get(f"/orders/{Order.objects.get().number}/")

    assert "只付 3 斤 的钱" in answer.text
    assert answer.context["weighed_fen"] == Order.objects.get().total_fen


def test_before_it_is_weighed_the_price_is_said_to_follow_the_weight(client):
    world = ready_to_weigh()
    sign_in(client, world.doors[0])
    answer = client.get(f"/orders/{Order.objects.get().number}/")

    assert answer.context["weighed_fen"] is None
    assert "按秤上的重量付款" in answer.text


def test_a_household_agrees_to_more_when_it_orders(client, open_world):
    sign_in(client, open_world.doors[0])
    page = client.get("/today/")
    assert "按这个价钱和秤上的重量付款" in page.text
    client.post("/today/", order_form(open_world, 1, over_percent="20"))

    order = Order.objects.get()
    assert order.over_percent == 20
    change = client.get(f"/today/?change={order.number}").context["form"]
    assert change["over_percent"].value() == 20


def test_nobody_agrees_to_what_is_not_asked(client, open_world):
    sign_in(client, open_world.doors[0])
    answer = client.post("/today/", order_form(open_world, 1, over_percent="90"))

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize(("said", "words"), [("20", "最多多 20%"), ("0", "会先问您")])
def test_by_phone_it_is_read_back(client, open_world, said, words):
    client.force_login(open_world.staff[Role.CLERK])
    page = reverse("desk:phone_order", args=[open_world.doors[0].pk])
    form = order_form(open_world, 1, over_percent=said)
    read_back = client.post(page, form)
    assert words in " ".join(read_back.context["sentences"])
    assert f'name="over_percent" value="{said}"' in read_back.text
    client.post(page, form | {"read_back": "on", "place": "1"})

    assert Order.objects.get().over_percent == int(said)


@pytest.fixture
def open_world():
    return weighing_world(now=timezone.now())
