"""R29, R54, R56: bags are packed from what came, crates close by count, nothing is skipped."""

from uuid import uuid4

import pytest

from baogong.apps.custody.enums import HolderKind, UnitKind
from baogong.apps.custody.models import Unit
from baogong.apps.delivery.errors import CrateNotClosed
from baogong.apps.inventory.errors import StockShort
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.people.enums import Role
from baogong.apps.sorting.errors import (
    CrateCountDiffers,
    CrateEmpty,
    ScansDiffer,
    WrongGood,
    WrongQuantity,
)
from baogong.apps.sorting.models import Bag, Crate, CrateUnit, ShortLine
from baogong.apps.sorting.services import close_crate, pack_bag
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two doors ordered a vegetable package each; the round is closed."""
    world = make_world()
    for door in world.doors[:2]:
        order(world, door, 1)
    ripe_round(world)
    return world


@pytest.fixture
def bags(world):
    return list(Bag.objects.order_by("household__sort_key"))


def moved():
    return Unit.objects.count(), StockEntry.objects.count(), CrateUnit.objects.count()


def close(world, crate, counted):
    sorter = world.staff[Role.SORTER]
    return close_crate(key=uuid4(), crate_id=crate.pk, counted=counted, actor=sorter, now=NOW)


def test_nothing_can_be_packed_before_it_was_received(world, bags):
    before = moved()
    with pytest.raises(StockShort) as refused:
        pack(world, bags[0])
    assert (refused.value.data["wanted"], refused.value.data["left"]) == (3000, 0)
    assert moved() == before
    bags[0].refresh_from_db()
    assert bags[0].done_at is None


def test_a_packed_bag_lies_at_the_depot_in_the_crate_of_its_entrance(world, bags):
    receive(world)
    bag = pack(world, bags[0])
    assert (bag.unit.kind, bag.unit.code, bag.unit.destination) == (
        UnitKind.BAG,
        bag.code,
        bag.household,
    )
    assert (bag.unit.holder.kind, bag.unit.holder.place) == (HolderKind.SITE, bag.wave.depot)
    assert Crate.objects.get().contents.get().unit.bag == bag


def test_packing_twice_is_packing_once(world, bags):
    receive(world)
    pack(world, bags[0])
    before = moved()
    pack(world, bags[0])
    assert moved() == before


@pytest.mark.parametrize("missing", [-1, 3001, 10**12])
def test_no_more_can_be_short_than_was_planned(world, bags, missing):
    receive(world)
    before = moved()
    with pytest.raises(WrongQuantity):
        pack(world, bags[0], CAB=missing)
    assert moved() == before


def test_a_line_of_another_bag_is_refused(world, bags):
    receive(world)
    foreign = {bags[1].lines.get().pk: 1}
    with pytest.raises(WrongQuantity):
        pack_bag(bag_id=bags[0].pk, short=foreign, actor=world.staff[Role.SORTER], now=NOW)
    assert not ShortLine.objects.exists()


def test_a_bag_that_is_short_of_everything_gets_no_label_and_no_crate(world, bags):
    bag = pack(world, bags[0], CAB=3000)
    assert (bag.unit, bag.done_at) == (None, NOW)
    assert moved() == (0, 0, 0)
    assert ShortLine.objects.get().quantity == 3000
    pack(world, bags[0])
    assert moved() == (0, 0, 0)


def test_what_is_missing_at_the_gate_is_missing_on_the_shelf(world, bags):
    receive(world, CAB=1000)
    pack(world, bags[0])
    with pytest.raises(StockShort) as refused:
        pack(world, bags[1])
    assert refused.value.data["left"] == 2000
    pack(world, bags[1], CAB=1000)
    assert Lot.objects.get().on_hand == 0


def test_a_crate_without_bags_cannot_be_closed(world):
    with pytest.raises(CrateEmpty):
        close(world, Crate.objects.get(), counted=0)
    assert Unit.objects.count() == 0


@pytest.mark.parametrize("counted", [0, 1, 3])
def test_a_crate_closes_by_the_right_count_only(world, bags, counted):
    receive(world)
    for bag in bags:
        pack(world, bag)
    before = moved()
    with pytest.raises(CrateCountDiffers):
        close(world, Crate.objects.get(), counted=counted)
    assert moved() == before
    assert Crate.objects.get().closed_at is None


def test_closing_twice_is_closing_once(world, bags):
    receive(world)
    pack(world, bags[0])
    crate = close(world, Crate.objects.get(), counted=1)
    before = moved()
    assert close(world, crate, counted=7).unit == crate.unit
    assert moved() == before


def test_a_crate_leaves_only_when_it_is_closed(world, bags):
    receive(world)
    pack(world, bags[0])
    with pytest.raises(CrateNotClosed):
        accept(world, Crate.objects.get())
    bags[0].refresh_from_db()
    assert bags[0].unit.holder.kind == HolderKind.SITE


def test_bags_after_a_closed_crate_go_into_a_second_one(world, bags):
    receive(world)
    pack(world, bags[0])
    [first] = close_crates(world)
    pack(world, bags[1])
    second = Crate.objects.get(number=2)
    assert [row.unit.bag for row in first.contents.all()] == [bags[0]]
    assert [row.unit.bag for row in second.contents.all()] == [bags[1]]
    assert accept(world, first).units.count() == 1


@pytest.mark.parametrize(("scanned", "refusal"), [("stranger", WrongGood), ("part", ScansDiffer)])
def test_scans_that_differ_from_the_order_move_nothing(scanned, refusal):
    """R29, X7: a good of package B lies in a bag of A, or a good was never scanned."""
    world = make_world()
    order(world, world.doors[0], 1, 1)
    ripe_round(world)
    receive(world)
    bag = Bag.objects.get()
    skus = sorted(bag.lines.values_list("good__sku", flat=True).distinct())
    codes = [*skus, "OF-B"] if scanned == "stranger" else skus[:1]
    before = moved()
    sorter = world.staff[Role.SORTER]
    with pytest.raises(refusal):
        pack_bag(bag_id=bag.pk, short={}, actor=sorter, now=NOW, scanned=codes)
    assert moved() == before
    bag.refresh_from_db()
    assert bag.done_at is None
