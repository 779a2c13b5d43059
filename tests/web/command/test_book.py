"""R27: every purchase order by day, shop and state, with when its truck comes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import confirm_purchase_order
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.world import announce
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db
BOOK = "/command/purchases/"


@pytest.fixture
def world():
    return bought_world()


def bought_world(name="E"):
    world = make_world(name=name)
    order(world, world.doors[0], 1)
    ripe_round(world)
    return world


def numbers(client, query=""):
    return [row.number for row in client.get(BOOK + query).context["rows"]]


def test_the_book_says_when_the_truck_comes(client, world):
    found = PurchaseOrder.objects.get()
    at = NOW + timedelta(days=1)
    shop = world.staff[Role.SHOP]
    confirm_purchase_order(purchase_order_id=found.pk, expected_at=at, actor=shop, now=NOW)
    boss = commander_of(world, client)
    [row] = boss.get(BOOK).context["rows"]
    assert (row.number, row.expected_at) == (found.number, at)
    page = boss.get(BOOK).content.decode()
    assert reverse("command:purchases", args=[world.estate.pk, row.delivery_date]) in page
    assert "10:00" in boss.get(BOOK + "?as=csv").content.decode()


def test_it_is_cut_by_day_shop_and_state(client, world):
    found, boss = PurchaseOrder.objects.get(), commander_of(world, client)
    day = found.round.delivery_date
    after = day + timedelta(days=1)
    shown = [
        "?state=sent",
        f"?since={day}&until={day}",
        f"?supplier={world.supplier.pk}",
        "?state=x&since=y&supplier=z",
    ]
    for query in shown:
        assert numbers(boss, query) == [found.number]
    for query in ("?state=received", f"?since={after}", "?supplier=999999"):
        assert numbers(boss, query) == []


def test_another_estates_clerk_does_not_see_it(client, world):
    other = bought_world("F")
    client.force_login(other.staff[Role.CLERK])
    assert numbers(client) == [PurchaseOrder.objects.get(round=other.round).number]


def test_it_takes_as_many_queries_for_many_orders(client, world):
    boss = commander_of(world, client)
    boss.get(BOOK)
    with CaptureQueriesContext(connection) as few:
        boss.get(BOOK)
    for days in range(1, 4):
        announce(world, now=NOW + timedelta(days=days))
        PurchaseOrder.objects.create(round=world.round, supplier=world.supplier, sent_at=NOW)
    with CaptureQueriesContext(connection) as many:
        boss.get(BOOK)
    assert len(many) == len(few)
