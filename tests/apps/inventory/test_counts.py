"""C10.5: what somebody found on the shelf goes into the ledger, as an entry with its reason."""

from threading import Event as Signal
from uuid import uuid4

import pytest
from django.db.models import Sum

from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.errors import LostTooMuch, StockMoved
from baogong.apps.inventory.models import Lot, StockCount, StockEntry
from baogong.apps.inventory.queries import counts_of
from baogong.apps.inventory.services import Found, count_stock, stock
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from baogong.apps.sorting.models import Bag
from baogong.plumbing import locks
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.racing import race, without_row_locks

pytestmark = pytest.mark.django_db


def shelf_of_two_lots():
    """A world with lots of 12 kg (older) and 6 kg of cabbage."""
    world = make_world()
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    receive(world)
    old = Lot.objects.get()
    new = Lot.objects.create(
        good=old.good, supplier=old.supplier, place=old.place, received_at=NOW, on_hand=6000
    )
    StockEntry.objects.create(
        lot=new,
        quantity=6000,
        reason=StockReason.RECEIVED,
        source_type="t",
        source_id=1,
        occurred_at=NOW,
    )
    return world


@pytest.fixture
def world():
    return shelf_of_two_lots()


def find(world, quantity, *, reason=StockReason.COUNTED, seen=18000, **changes):
    lot = Lot.objects.first()
    fields = {"key": uuid4(), "good_id": lot.good_id, "reason": reason, "quantity": quantity}
    found = Found(**{**fields, "seen": seen, **changes})
    return count_stock(found, depot=lot.place, actor=world.staff[Role.SORTER], now=NOW)


def on_hand():
    return list(Lot.objects.order_by("pk").values_list("on_hand", flat=True))


def by_ledger():
    sums = StockEntry.objects.values("lot").annotate(n=Sum("quantity")).order_by("lot")
    return [row["n"] for row in sums]


@pytest.mark.parametrize(
    ("counted", "lots"),
    [(18000, [12000, 6000]), (5000, [0, 5000]), (19000, [12000, 7000]), (0, [0, 0])],
)
def test_a_count_lets_lots_and_ledger_agree_with_the_shelf(world, counted, lots):
    find(world, counted)

    assert on_hand() == by_ledger() == lots


def test_spoiled_goods_leave_the_oldest_lot_with_a_photo(world):
    count = find(world, 500, reason=StockReason.SPOILED, photo=b"jpeg")

    assert on_hand() == by_ledger() == [11500, 6000]
    assert StockEntry.objects.get(source_id=count.pk, quantity=-500).reason == "spoiled"
    assert bytes(count.photo.image) == b"jpeg"
    [row] = counts_of(depot_id=count.depot_id, good_id=count.good_id)
    assert (row.before, row.after, row.counted_by) == (18000, 17500, "sorter")


def test_the_loss_stays_on_record_when_its_photo_goes(world):
    count = find(world, 500, reason=StockReason.BROKEN, photo=b"jpeg")
    Photo.objects.all().delete()

    assert StockCount.objects.get(pk=count.pk).photo is None


def test_a_repeat_changes_nothing(world):
    key = uuid4()
    first = find(world, 17000, key=key)

    assert find(world, 17000, key=key) == first
    assert on_hand() == [11000, 6000]


@pytest.mark.parametrize(
    ("error", "quantity", "reason", "seen"),
    [
        (StockMoved, 17000, StockReason.COUNTED, 17999),
        (LostTooMuch, 18001, StockReason.SPOILED, 18000),
    ],
)
def test_what_cannot_be_is_refused_and_moves_nothing(world, error, quantity, reason, seen):
    with pytest.raises(error):
        find(world, quantity, reason=reason, seen=seen, photo=b"jpeg")

    assert on_hand() == [12000, 6000]
    assert not StockCount.objects.exists()
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_with_locks_a_count_and_a_packer_leave_what_the_ledger_says():
    world = shelf_of_two_lots()
    bag = Bag.objects.first()
    race(lambda: find(world, 500, reason=StockReason.SPOILED), lambda: pack(world, bag))

    assert on_hand() == by_ledger() == [8500, 6000]


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_packer_forgets_what_was_written_off(monkeypatch):
    world = shelf_of_two_lots()
    bag, look = Bag.objects.first(), stock._locked_lots
    looked, written_off = Signal(), Signal()
    monkeypatch.setattr(locks, "lock_rows", without_row_locks)

    def look_then_dawdle(*args):
        lots = look(*args)
        looked.set()
        written_off.wait(timeout=20)
        return lots

    def write_off():
        looked.wait(timeout=20)
        find(world, 500, reason=StockReason.SPOILED)
        written_off.set()

    monkeypatch.setattr(stock, "_locked_lots", look_then_dawdle)
    race(lambda: pack(world, bag), write_off)

    assert by_ledger() == [8500, 6000]
    assert on_hand() == [9000, 6000]
