"""C9, R29: what goes into a bag for something that was out is written down and adds up."""

from datetime import timedelta

import pytest

from baogong.apps.catalog.models import Good
from baogong.apps.delivery.queries import order_track
from baogong.apps.inventory.models import Lot
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.queries import swaps_for_order
from baogong.apps.procurement.services import decide_swap
from baogong.apps.sorting.errors import ScansDiffer, WrongGood, WrongQuantity
from baogong.apps.sorting.models import Bag, BagLine, ShortLine
from baogong.apps.sorting.queries import bag_labels, pack_lines
from baogong.apps.sorting.services import Lack, pack_bag
from baogong.apps.tickets.queries import goods_of_order
from tests.apps.procurement.test_swaps import offer, short_world
from tests.factories import NOW, order
from tests.factories.chain import receive, sums
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = short_world()
    swap = offer(world)
    decide_swap(
        swap_id=swap.pk, answer=SwapAnswer.ACCEPTED, actor=world.staff[Role.CLERK], now=NOW
    )
    receive(world)
    world.bag = Bag.objects.get()
    world.line = world.bag.lines.filter(good__sku="CAB").order_by("-planned").first()
    return world


def pack(world, *, short, instead, scanned=()):
    return pack_bag(
        bag_id=world.bag.pk,
        short={world.line.pk: short},
        lack=Lack(instead={world.line.pk: instead}),
        scanned=scanned,
        actor=world.staff[Role.SORTER],
        now=NOW,
    )


def goods(world):
    return {row.sku: row.sums for row in sums(world).goods}


def test_the_stand_in_leaves_the_shelf_and_the_goods_add_up(world):
    pack(world, short=3000, instead=3000)

    line = BagLine.objects.get(in_place_of=world.line)
    assert (line.good.sku, line.planned, line.order_line) == ("PAK", 3000, world.line.order_line)
    assert Lot.objects.get(good__sku="PAK").on_hand == 0
    rows = goods(world)
    assert (rows["CAB"].ordered, rows["CAB"].short, rows["CAB"].open) == (7000, 3000, 4000)
    assert (rows["PAK"].ordered, rows["PAK"].open) == (3000, 3000)
    assert sums(world).balanced


def test_the_household_sees_what_may_come_and_then_what_came(world):
    order_id = world.bag.order_id
    [told] = swaps_for_order(order_id=order_id)
    assert (told.good, told.other) == ("白菜", "青菜")
    pack(world, short=3000, instead=3000)
    [bag] = order_track(order_id=order_id).bags
    assert [(row.good, row.quantity, row.other) for row in bag.instead] == [("青菜", 3000, "白菜")]
    assert [(row.good, row.quantity) for row in bag.missing] == [("白菜", 3000)]


def test_an_order_of_another_round_is_not_told_of_the_swap(world):
    announce(world, now=NOW + timedelta(minutes=10))
    later = order(world, world.doors[0], 1)
    assert swaps_for_order(order_id=later.order_id) == []


def test_labels_name_the_stand_in_until_the_bag_is_packed(world):
    [label] = bag_labels(wave_id=world.bag.wave_id)
    assert [(row.name, row.or_else) for row in label.content] == [("白菜", "青菜"), ("鸡蛋", "")]
    pack(world, short=3000, instead=2500)
    [label] = bag_labels(wave_id=world.bag.wave_id)
    assert [(row.name, row.quantity, row.or_else) for row in label.content] == [
        ("白菜", 4000, ""),
        ("青菜", 2500, ""),
        ("鸡蛋", 20, ""),
    ]
    told = {row.good: row.in_place_of for row in pack_lines(bag_id=world.bag.pk)}
    assert told == {"白菜": "", "青菜": "白菜", "鸡蛋": ""}


@pytest.mark.parametrize(("short", "instead"), [(1000, 1001), (0, 1), (1000, -1)])
def test_no_more_goes_in_than_stands_for_what_is_missing(world, short, instead):
    with pytest.raises(WrongQuantity):
        pack(world, short=short, instead=instead)
    assert nothing_moved(world)


def test_without_an_accepted_swap_nothing_goes_in_instead(world):
    egg = world.bag.lines.get(good__sku="EGG")
    with pytest.raises(WrongQuantity):
        pack_bag(
            bag_id=world.bag.pk,
            short={egg.pk: 5},
            lack=Lack(instead={egg.pk: 5}),
            actor=world.staff[Role.SORTER],
            now=NOW,
        )
    assert nothing_moved(world)


def test_a_stand_in_is_scanned_like_any_other_good(world):
    with pytest.raises(ScansDiffer):
        pack(world, short=3000, instead=3000, scanned=["CAB", "EGG"])
    with pytest.raises(WrongGood):
        pack(world, short=0, instead=0, scanned=["CAB", "EGG", "PAK"])
    assert nothing_moved(world)
    assert pack(world, short=3000, instead=3000, scanned=["CAB", "EGG", "PAK"]).unit


def test_a_bag_with_nothing_but_the_stand_in_is_carried(world):
    lines = list(world.bag.lines.all())
    packed = pack_bag(
        bag_id=world.bag.pk,
        short={line.pk: line.planned for line in lines},
        lack=Lack(instead={world.line.pk: 3000}),
        actor=world.staff[Role.SORTER],
        now=NOW,
    )
    assert packed.unit is not None
    assert sums(world).bags.open == 1
    assert sums(world).balanced


def nothing_moved(world):
    world.bag.refresh_from_db()
    return (
        world.bag.done_at is None
        and not ShortLine.objects.exists()
        and not BagLine.objects.exclude(in_place_of=None).exists()
        and Good.objects.get(sku="PAK").lots.get().on_hand == 3000
    )


def test_what_went_in_for_another_good_can_be_reported_too(world):
    pack(world, short=3000, instead=3000)
    [ordered] = Order.objects.filter(pk=world.bag.order_id)
    found = {good.name: (good.ordered, good.short) for good in goods_of_order(order_id=ordered.pk)}

    assert found["青菜"] == (3000, 0)
    assert found["白菜"][1] == 3000
