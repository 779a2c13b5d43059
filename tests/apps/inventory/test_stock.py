"""R24: the shelf is what its entries say; the oldest goods leave first, and none twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baogong.apps.catalog.models import Good
from baogong.apps.inventory.errors import StockShort
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.inventory.queries import shelf_of
from baogong.apps.inventory.services import Demand, receive_lots, take_from_shelf
from baogong.apps.places.services import add_town
from baogong.apps.suppliers.models import Supplier
from tests.factories import NOW


class Shelf:
    """A depot with two goods."""

    def __init__(self):
        self.depot = add_town(code="d", name="D")
        self.supplier = Supplier.objects.create(town=self.depot, name="S")
        self.goods = [
            Good.objects.create(sku="CAB", name="白菜", sold_by="gram"),
            Good.objects.create(sku="EGG", name="鸡蛋", sold_by="piece", piece_grams=60),
        ]

    def lot(self, quantity, *, hours=0, good=0):
        unsaved = Lot(
            good=self.goods[good],
            supplier=self.supplier,
            place=self.depot,
            received_at=NOW + timedelta(hours=hours),
            on_hand=quantity,
        )
        [made] = receive_lots([unsaved], source=self.supplier, now=NOW)
        return made

    def take(self, *quantities):
        """(good, quantity) each, for one bag."""
        demands = [
            Demand(self.goods[good].pk, self.goods[good].name, quantity, bag_line_id=n)
            for n, (good, quantity) in enumerate(quantities)
        ]
        take_from_shelf(demands, depot_id=self.depot.pk, now=NOW)


@pytest.fixture
def shelf(db):
    return Shelf()


def left():
    return list(Lot.objects.order_by("received_at", "pk").values_list("on_hand", flat=True))


def entries():
    return list(StockEntry.objects.order_by("pk").values_list("lot", "quantity"))


def test_the_oldest_lot_leaves_first_whichever_was_entered_first(shelf):
    young, old = shelf.lot(100, hours=5), shelf.lot(100, hours=1)
    shelf.take((0, 30))
    assert left() == [70, 100]
    shelf.take((0, 100))
    assert left() == [0, 70]
    assert entries()[2:] == [(old.pk, -30), (old.pk, -70), (young.pk, -30)]


def test_a_demand_that_cannot_be_met_takes_nothing_of_anything(shelf):
    shelf.lot(100)
    shelf.lot(10, good=1)
    before = left(), entries()
    with pytest.raises(StockShort) as refused:
        shelf.take((0, 50), (1, 11))
    assert refused.value.data == {
        "name": "鸡蛋",
        "good_id": shelf.goods[1].pk,
        "wanted": 11,
        "left": 10,
    }
    assert (left(), entries()) == before


def test_two_lines_of_one_good_share_what_is_there(shelf):
    shelf.lot(100)
    with pytest.raises(StockShort):
        shelf.take((0, 60), (0, 60))
    shelf.take((0, 60), (0, 40))
    assert left() == [0]


def test_the_shelf_of_another_depot_is_not_touched(shelf):
    shelf.lot(100)
    other = add_town(code="o", name="O")
    with pytest.raises(StockShort):
        take_from_shelf(
            [Demand(shelf.goods[0].pk, "x", 1, bag_line_id=1)], depot_id=other.pk, now=NOW
        )
    assert left() == [100]


def test_taking_nothing_writes_nothing(shelf):
    shelf.lot(100)
    shelf.take()
    assert (left(), len(entries())) == ([100], 1)


def test_the_database_itself_refuses_a_shelf_below_nothing_and_an_empty_entry(shelf):
    lot = shelf.lot(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(on_hand=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        StockEntry.objects.filter(lot=lot).update(quantity=0)


def test_the_shelf_is_listed_by_good_with_its_oldest_lot(shelf):
    shelf.lot(100, hours=2)
    shelf.lot(50, hours=1)
    shelf.lot(7, good=1)
    shelf.take((0, 60))
    rows = {row.good: (row.on_hand, row.oldest_at) for row in shelf_of(depot_id=shelf.depot.pk)}
    assert rows == {"白菜": (90, NOW + timedelta(hours=2)), "鸡蛋": (7, NOW)}


days = st.lists(
    st.tuples(st.just("lot"), st.integers(0, 1), st.integers(1, 500), st.integers(0, 5))
    | st.tuples(
        st.just("take"), st.lists(st.tuples(st.integers(0, 1), st.integers(1, 300)), max_size=3)
    ),
    max_size=12,
)


class RandomDays(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(days)
    def test_what_lies_there_is_the_sum_of_its_entries(self, day):
        shelf, in_sum, out_sum = Shelf(), 0, 0
        for what, *details in day:
            if what == "lot":
                good, quantity, hours = details
                shelf.lot(quantity, hours=hours, good=good)
                in_sum += quantity
                continue
            try:
                shelf.take(*details[0])
            except StockShort:
                continue
            out_sum += sum(quantity for _, quantity in details[0])
        for lot in Lot.objects.annotate(booked=Sum("entries__quantity")):
            assert lot.on_hand == lot.booked >= 0
        assert sum(left()) == in_sum - out_sum
