"""R26, R27: a shop sees what to bring, confirms it, prints it; it sees no other shop's orders."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.suppliers.models import SupplierMember
from tests.factories import make_world, order, ripe_round
from tests.web.paper.reading import fonts_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 2, 1)
    ripe_round(world)
    return world


@pytest.fixture
def purchase(world):
    return PurchaseOrder.objects.get(round=world.round)


@pytest.fixture
def shop(client, world):
    client.force_login(world.staff[Role.SHOP])
    return client


def test_goods_stand_in_jin_and_kg_and_pieces_with_their_packages(shop, purchase):
    answer = shop.get(reverse("shop:order", args=[purchase.pk]))

    assert "14 斤（7 kg）" in answer.text
    assert [good.quantity for good in answer.context["goods"]] == [7000, 20]
    assert [(row.name, row.quantity) for row in answer.context["packages"]] == [
        ("蔬菜包", 2),
        ("鸡蛋蔬菜包", 1),
    ]
    assert answer.context["grams"] == 7000 + 20 * 60


def test_confirming_twice_is_confirming_once(shop, purchase):
    page = reverse("shop:confirm", args=[purchase.pk])
    assert [shop.post(page).status_code for _ in range(2)] == [302, 302]

    purchase.refresh_from_db()
    first = purchase.confirmed_at
    shop.post(page)
    purchase.refresh_from_db()
    assert purchase.state == PurchaseState.CONFIRMED
    assert purchase.confirmed_at == first


def test_the_paper_names_every_good_and_package(shop, purchase):
    answer = shop.get(reverse("shop:paper", args=[purchase.pk]))

    text = text_of(answer.content)
    assert fonts_of(answer.content) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    for words in (purchase.number, "白菜", "鸡蛋", "蔬菜包"):
        assert words in text


@pytest.mark.parametrize("page", ["shop:order", "shop:paper", "shop:confirm"])
def test_another_shop_of_the_same_estate_sees_nothing(client, world, purchase, page):
    other = make_world(name="F")
    stranger = other.staff[Role.SHOP]
    stranger.assignments.update(place=world.estate)
    client.force_login(stranger)
    call = client.post if page == "shop:confirm" else client.get

    assert call(reverse(page, args=[purchase.pk])).status_code == 404
    assert client.get(reverse("shop:home")).context["orders"] == []
    purchase.refresh_from_db()
    assert purchase.state == PurchaseState.SENT


def test_membership_without_the_estates_role_shows_nothing(client, world, purchase):
    other = make_world(name="F")
    SupplierMember.objects.create(supplier=world.supplier, user=other.staff[Role.SHOP])
    client.force_login(other.staff[Role.SHOP])

    assert client.get(reverse("shop:order", args=[purchase.pk])).status_code == 404


def test_the_list_says_what_to_do_when_it_is_empty(client):
    client.force_login(make_world(name="Z").staff[Role.SHOP])
    answer = client.get(reverse("shop:home"))

    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


def test_the_list_asks_equally_often_with_more_orders(shop, world, purchase):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            shop.get(reverse("shop:home"))
        return len(queries)

    before = asked()
    other = make_world(name="G")
    order(other, other.doors[0], 1)
    ripe_round(other)
    other.staff[Role.SHOP].assignments.update(user=world.staff[Role.SHOP])
    SupplierMember.objects.create(supplier=other.supplier, user=world.staff[Role.SHOP])

    assert len(shop.get(reverse("shop:home")).context["orders"]) == 2
    assert asked() == before
