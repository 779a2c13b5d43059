"""R26, R27: a shop sees what to bring, confirms it, prints it; it sees no other shop's orders."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.queries import purchases_of
from baogong.apps.suppliers.models import SupplierMember
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import receive
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


def test_the_shop_says_when_its_truck_comes(shop, world, purchase):
    """R27: the gate expects it at the hour that the shop named."""
    shop.post(reverse("shop:confirm", args=[purchase.pk]), {"expected": "9:30"})

    purchase.refresh_from_db()
    expected = timezone.localtime(purchase.expected_at)
    assert (expected.date(), f"{expected:%H:%M}") == (world.round.delivery_date, "09:30")


def test_an_hour_that_is_none_is_said_and_nothing_is_confirmed(shop, purchase):
    answer = shop.post(reverse("shop:confirm", args=[purchase.pk]), {"expected": "morgens"})

    purchase.refresh_from_db()
    assert answer.status_code == 422
    assert purchase.state == PurchaseState.SENT


def test_the_shop_says_what_is_out_and_the_office_sees_how_many_orders_that_touches(
    shop, world, purchase
):
    """C9.4: 4 of 14 斤 of cabbage, no eggs at all."""
    form = {"good-CAB": "4", "good-EGG": "0", "note": "雨大，明天补"}
    assert shop.post(reverse("shop:out", args=[purchase.pk]), form).status_code == 302

    [found] = purchases_of(round_ids=[world.round.pk])
    assert found.note == "雨大，明天补"
    assert {(line.good, line.available, line.short, line.orders) for line in found.lines} == {
        ("白菜", 2000, 5000, 1),
        ("鸡蛋", 0, 20, 1),
    }


def test_what_the_shop_said_before_is_replaced(shop, world, purchase):
    page = reverse("shop:out", args=[purchase.pk])
    shop.post(page, {"good-CAB": "4", "good-EGG": "0"})
    shop.post(page, {"good-EGG": "10"})

    lines = dict(purchase.lines.values_list("good__sku", "available"))
    assert lines == {"CAB": None, "EGG": 10}
    assert shop.get(reverse("shop:order", args=[purchase.pk])).context["short"]


def test_as_much_as_was_ordered_is_not_out(shop, purchase):
    shop.post(reverse("shop:out", args=[purchase.pk]), {"good-CAB": "14", "good-EGG": "99"})

    assert not purchase.lines.exclude(available=None).exists()


@pytest.mark.parametrize("form", [{"good-CAB": "x"}, {"good-CAB": "-1"}, {"good-EGG": "1.5"}])
def test_nonsense_amounts_are_said_at_their_good(shop, purchase, form):
    answer = shop.post(reverse("shop:out", args=[purchase.pk]), form)

    assert answer.status_code == 422
    assert not purchase.lines.exclude(available=None).exists()


def test_goods_that_arrived_are_not_reported_as_out(shop, world, purchase):
    receive(world)
    answer = shop.post(reverse("shop:out", args=[purchase.pk]), {"good-EGG": "0"})

    assert answer.status_code == 422
    assert not purchase.lines.exclude(available=None).exists()


def test_the_workbook_adds_up_by_good_by_package_and_by_building(client):
    """C9.1: a sheet for each, with totals at the foot."""
    world = make_world(buildings=2)
    for door in (world.doors[0], world.doors[-1], world.doors[-2]):
        order(world, door, 1, 1)
    ripe_round(world)
    client.force_login(world.staff[Role.SHOP])
    purchase = PurchaseOrder.objects.get(round=world.round)
    answer = client.get(reverse("shop:workbook", args=[purchase.pk]))
    sheets = [
        [[cell.value for cell in row] for row in sheet.rows][2:]
        for sheet in load_workbook(BytesIO(answer.content))
    ]

    assert [row[1] for row in sheets[0]] == ["白菜", "鸡蛋", "合计"]
    assert sheets[0][-1][3] == 15.6
    assert sheets[1][-1][1] == 6
    assert sheets[2] == [["B1", 1, 1], ["B2", 2, 2], ["合计", 3, 3]]
