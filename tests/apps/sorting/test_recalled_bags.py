"""A packed bag with goods that were called back since does not leave the depot with them."""

from uuid import uuid4

import pytest

from baogong.apps.delivery.models import Run
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import Found, count_stock, recall_lot
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import lot_trace
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.errors import BagLeft, GoodsRecalled
from baogong.apps.sorting.models import Bag, Crate, ShortLine
from baogong.apps.sorting.queries import recalled_in
from baogong.apps.sorting.services import Lack, pack_bag, take_out_recalled
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive, sums

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two bags of vegetables and eggs are packed for one entrance."""
    made = make_world(floors=3)
    for door in made.doors[:2]:
        order(made, door, 1, 1)
    ripe_round(made)
    receive(made)
    for bag in Bag.objects.all():
        pack(made, bag)
    return made


def call_back(world, sku="EGG"):
    lot = Lot.objects.get(good__sku=sku)
    boss = world.staff[Role.COMMANDER]
    recall_lot(lot_id=lot.pk, reason="cracked", actor=boss, now=NOW)
    return lot


def take_out(world, bag):
    sorter = world.staff[Role.SORTER]
    take_out_recalled(bag_id=bag.pk, depot_id=bag.wave.depot_id, actor=sorter, now=NOW)


def test_a_crate_with_called_back_goods_is_not_closed_until_they_are_out(world):
    lot = call_back(world)
    bags = list(Bag.objects.all())

    with pytest.raises(GoodsRecalled):
        close_crates(world)
    assert Crate.objects.get().closed_at is None

    take_out(world, bags[0])
    with pytest.raises(GoodsRecalled):
        close_crates(world)
    take_out(world, bags[1])
    take_out(world, bags[1])
    close_crates(world)

    lot.refresh_from_db()
    assert lot.on_hand == 40
    assert {line.quantity for line in ShortLine.objects.all()} == {20}
    assert {line.reason for line in ShortLine.objects.all()} == {ShortReason.RECALLED}
    trace = lot_trace(viewer=world.staff[Role.COMMANDER], roles=[Role.COMMANDER], pk=lot.pk)
    assert trace.bags == ()
    assert trace.gone_otherwise == 0


def test_a_crate_that_was_closed_before_the_recall_is_not_handed_over(world):
    [crate] = close_crates(world)
    call_back(world)

    with pytest.raises(GoodsRecalled):
        accept(world, crate)
    assert not Run.objects.exists()

    for bag in Bag.objects.all():
        take_out(world, bag)
    accept(world, crate)
    assert sums(world).balanced


def test_a_line_that_was_short_before_grows_and_keeps_its_reason_and_photo():
    world = make_world(floors=3)
    order(world, world.doors[0], 1, 1)
    ripe_round(world)
    receive(world)
    bag = Bag.objects.get()
    line = bag.lines.filter(good__sku="EGG").get()
    sorter = world.staff[Role.SORTER]
    lack = Lack(ShortReason.BROKEN, b"jpeg")
    pack_bag(bag_id=bag.pk, short={line.pk: 1}, lack=lack, actor=sorter, now=NOW)
    first = ShortLine.objects.get()

    call_back(world)
    take_out(world, bag)

    short = ShortLine.objects.get()
    assert (short.quantity, short.reason, short.photo) == (20, ShortReason.BROKEN, first.photo)
    assert short.photo is not None
    assert recalled_in(bag_id=bag.pk) == []
    found = sums(world)
    assert found.balanced
    assert {good.sku: good.sums.short for good in found.goods} == {"CAB": 0, "EGG": 20}


def test_from_a_bag_that_left_nothing_is_taken_out(world):
    [crate] = close_crates(world)
    accept(world, crate)
    call_back(world)

    with pytest.raises(BagLeft):
        take_out(world, Bag.objects.first())
    assert not ShortLine.objects.exists()


def test_goods_of_other_lots_stay_in(world):
    call_back(world, "CAB")
    bag = Bag.objects.first()

    assert {good.sold_by for good in recalled_in(bag_id=bag.pk)} == {"gram"}


def test_a_surplus_never_joins_a_called_back_lot(world):
    """Counting finds more: it goes to the newest lot that may be packed."""
    recalled = call_back(world, "CAB")
    older = Lot.objects.create(
        good=recalled.good,
        supplier=recalled.supplier,
        place=recalled.place,
        received_at=recalled.received_at.replace(year=2021),
        on_hand=0,
    )
    before = recalled.on_hand
    found = Found(uuid4(), recalled.good_id, StockReason.COUNTED, before + 500, seen=before)
    count_stock(found, depot=recalled.place, actor=world.staff[Role.SORTER], now=NOW)

    recalled.refresh_from_db()
    older.refresh_from_db()
    assert (older.on_hand, recalled.on_hand) == (500, before)
