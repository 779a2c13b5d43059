"""R54, R60: what a shop brought too little or too much of stays open until it is settled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.inventory.models import Lot
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.procurement.errors import DifferenceSettled
from baogong.apps.procurement.models import PurchaseOrder, ReceiptLine, SupplierDifference
from baogong.apps.procurement.services import settle_supplier_difference
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.world import CABBAGE_GRAMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 2, 1)
    ripe_round(world)
    return world


@pytest.fixture
def clerk(client, world):
    client.force_login(world.staff[Role.CLERK])
    return client


def settle(world, difference, outcome="brought"):
    settle_supplier_difference(
        difference_id=difference.pk,
        outcome=DifferenceOutcome(outcome),
        note="电话",
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def short(world):
    receive(world, CAB=CABBAGE_GRAMS)
    return SupplierDifference.objects.get()


def page(difference):
    return reverse("desk:supplier_difference", args=[difference.pk])


def test_a_complete_truck_opens_nothing(world):
    receive(world)
    assert not SupplierDifference.objects.exists()


def test_brought_later_puts_what_was_missing_on_the_shelf(world, clerk):
    difference = short(world)
    line = difference.line
    answer = clerk.post(page(difference), {"outcome": "brought", "note": "下午补到"})

    assert answer.url == reverse("desk:supplier_differences")
    difference.refresh_from_db()
    assert difference.lot.on_hand == line.expected - line.counted
    held = Lot.objects.filter(good=line.good).values_list("on_hand", flat=True)
    assert sum(held) == line.expected


@pytest.mark.parametrize("outcome", ["credited", "accepted"])
def test_other_outcomes_add_no_stock(world, clerk, outcome):
    difference, lots = short(world), Lot.objects.count()
    clerk.post(page(difference), {"outcome": outcome, "note": "电话"})

    difference.refresh_from_db()
    assert difference.outcome == outcome
    assert Lot.objects.count() == lots


def test_it_is_settled_once(world):
    difference = short(world)
    settle(world, difference)
    lots = Lot.objects.count()
    with pytest.raises(DifferenceSettled):
        settle(world, difference)
    assert Lot.objects.count() == lots


def test_what_was_too_much_cannot_be_brought_later(world, clerk):
    receive(world, EGG=-5)
    difference, lots = SupplierDifference.objects.get(), Lot.objects.count()
    answer = clerk.post(page(difference), {"outcome": "brought", "note": "多了"})

    assert answer.status_code == 422
    assert "多了" in answer.text
    difference.refresh_from_db()
    assert difference.settled_at is None
    assert Lot.objects.count() == lots


def test_the_list_keeps_open_and_settled_apart_and_leaves_as_a_file(world, clerk):
    difference = short(world)
    index = reverse("desk:supplier_differences")
    assert page(difference) in clerk.get(index).text
    assert difference.line.good.name in clerk.get(index + "?as=csv").text
    assert difference.line.good.name in clerk.get(index + "?as=print").text

    settle(world, difference)
    assert page(difference) not in clerk.get(index).text
    assert page(difference) in clerk.get(index + "?settled=1").text


def test_the_shop_reads_what_was_counted_and_agreed(world, client):
    difference = short(world)
    client.force_login(world.staff[Role.SHOP])
    order_page = reverse("shop:order", args=[PurchaseOrder.objects.get().pk])
    assert [row.outcome for row in client.get(order_page).context["off"]] == [""]

    settle(world, difference, "credited")
    [row] = client.get(order_page).context["off"]
    assert row.outcome in client.get(order_page).text


def test_the_list_asks_the_database_equally_often_with_more_rows(world, clerk):
    receive(world, CAB=CABBAGE_GRAMS)
    with_one = queries(clerk)
    line = ReceiptLine.objects.get(difference=None)
    SupplierDifference.objects.create(line=line)
    assert queries(clerk) == with_one


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("desk:supplier_differences")).status_code == 200
    return len(asked)
