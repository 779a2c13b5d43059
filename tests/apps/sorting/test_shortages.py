"""R32, R34: too little of a good came; it is divided once, and every good still adds up."""

from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models import Posting
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import Change, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.procurement.models import SupplierDifference
from baogong.apps.procurement.services import settle_supplier_difference
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.errors import (
    DivisionReasonMissing,
    NothingShort,
    OrderDivided,
    ShortageChanged,
    SupplyTooHigh,
    TruckAwaited,
)
from baogong.apps.sorting.models import Bag, BagLine, Cut, Share, Shortage, ShortLine
from baogong.apps.sorting.queries import Terms, bag_labels, pack_lines
from baogong.engines.allocation import Strategy
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive, sums
from tests.factories.shortages import BY_TIME, divide, draft, short_round
from tests.factories.world import CABBAGE_GRAMS

pytestmark = pytest.mark.django_db
ONE_EACH = Terms(Division.ONE_EACH)


def granted(world):
    """By door, in walking order: grams of cabbage that still go into its bags."""
    shares = Share.objects.order_by("household__sort_key").values_list("granted", flat=True)
    return list(shares)


def nothing_moved():
    return not (
        Shortage.objects.exists()
        or ShortLine.objects.exists()
        or BagLine.objects.exclude(in_place_of=None).exists()
        or Posting.objects.filter(kind=PostingKind.SHORT).exists()
    )


def cabbage_of(world):
    [row] = [good.sums for good in sums(world).goods if good.sku == "CAB"]
    return row


def test_the_division_knows_every_strategy_of_the_engine():
    assert set(Division.values) == {strategy.value for strategy in Strategy}


def test_who_ordered_first_gets_all_and_the_last_bag_is_done_without_packing():
    world = short_round("refund", "refund", "refund", "refund")
    shortage = divide(world)

    assert granted(world) == [3000, 3000, 3000, 0]
    assert (shortage.ordered, shortage.came, shortage.supply) == (12000, 9000, 9000)
    cut = Cut.objects.get()
    assert (cut.quantity, cut.fen, cut.choice, cut.outcome) == (3000, 3500, "refund", "refund")
    last = Bag.objects.get(order=cut.order_id)
    assert (last.done_at, last.unit) == (NOW, None)
    assert len(bag_labels(wave_id=last.wave_id)) == 3
    assert (cabbage_of(world).short, cabbage_of(world).open) == (3000, 9000)
    assert (sums(world).orders.short, sums(world).bags.short) == (1, 1)
    assert sums(world).balanced


def test_one_each_leaves_everybody_as_many_liang_and_the_bags_are_packed_with_less():
    world = short_round("refund", "refund", "refund", "refund", missing=1500)
    divide(world, ONE_EACH)

    assert sorted(granted(world)) == [2600, 2600, 2650, 2650]
    for bag in Bag.objects.order_by("pk"):
        [line] = pack_lines(bag_id=bag.pk)
        assert line.planned + line.cut == CABBAGE_GRAMS
        pack(world, bag)
    row = cabbage_of(world)
    assert (row.ordered, row.short, row.open) == (12000, 1500, 10500)
    assert sums(world).balanced


def test_a_package_is_short_of_the_good_and_its_other_goods_come():
    world = make_world()
    for door in world.doors[:2]:
        order(world, door, 0, 1)
    ripe_round(world)
    receive(world, EGG=15)
    divide(world, sku="EGG")

    [cut] = Cut.objects.all()
    # 15 of 20 eggs of 60 g, in a package of 2.2 kg for 50 yuan
    assert (cut.quantity, cut.fen) == (15, round(5000 * 900 / 2200))
    told = {line.good: (line.planned, line.cut) for line in pack_lines(bag_id=cut_bag(cut))}
    assert told == {"白菜": (1000, 0), "鸡蛋": (5, 15)}
    assert sums(world).balanced


def cut_bag(cut):
    return Bag.objects.get(order=cut.order_id).pk


def test_the_act_is_recorded_and_told_to_the_ledger():
    world = short_round("refund", "refund")
    shortage = divide(world, reason="  Truck broke down ")

    assert shortage.reason == "Truck broke down"
    assert shortage.decided_by == world.staff[Role.CLERK]
    [entry] = AuditEntry.objects.filter(action="shortage.divided")
    assert entry.data["short"] == 3000
    cut = Cut.objects.get()
    assert (cut.order.household_id, cut.quantity, cut.fen) == (world.doors[1].pk, 3000, 3500)
    [posted] = Posting.objects.filter(kind=PostingKind.SHORT)
    assert (posted.source_type, posted.source_id) == ("sorting.cut", cut.pk)
    assert household_balances([cut.order.household_id]) == {cut.order.household_id: 0}
    assert look_at_books().balanced


def test_a_second_tap_is_the_same_act():
    world = short_round("refund", "refund")
    key, digest = uuid4(), draft(world).digest
    first = divide(world, key=key, digest=digest)
    assert divide(world, key=key, digest=digest) == first
    assert Cut.objects.count() == 1


def bring_later(world):
    settle_supplier_difference(
        difference_id=SupplierDifference.objects.get().pk,
        outcome=DifferenceOutcome.BROUGHT,
        note="",
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def correct(world):
    order_id = Order.objects.order_by("-pk").values_list("pk", flat=True)[0]
    change = Change(uuid4(), (), "moved away")
    correct_order(order_id=order_id, change=change, actor=world.staff[Role.CLERK], now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda world: pack(world, Bag.objects.order_by("pk").first()),
        bring_later,
        correct,
    ],
    ids=["packed", "brought", "corrected"],
)
def test_what_changed_since_it_was_shown_is_not_divided(change):
    world = short_round("refund", "refund", "refund", missing=4000)
    seen = draft(world, ONE_EACH).digest
    change(world)
    with pytest.raises((ShortageChanged, NothingShort)):
        divide(world, ONE_EACH, digest=seen)
    assert not Shortage.objects.exists()
    assert not Posting.objects.filter(kind=PostingKind.SHORT).exists()


def test_other_terms_than_those_that_were_shown_are_refused():
    world = short_round("refund", "refund")
    with pytest.raises(ShortageChanged):
        divide(world, replace(BY_TIME, division=Division.DRAW), digest=draft(world).digest)
    assert nothing_moved()


def test_what_was_brought_later_counts_as_come():
    world = short_round("refund", "refund")
    bring_later(world)
    with pytest.raises(NothingShort):
        draft(world)


def test_a_reason_is_asked_for():
    world = short_round("refund", "refund")
    with pytest.raises(DivisionReasonMissing):
        divide(world, reason="  ")
    assert nothing_moved()


def test_a_truck_that_is_on_its_way_is_waited_for():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    with pytest.raises(TruckAwaited):
        draft(world)


def test_no_more_is_divided_than_lies_on_the_shelf():
    world = short_round("refund", "refund")
    with pytest.raises(SupplyTooHigh):
        draft(world, replace(BY_TIME, supply=3001))
    assert draft(world, replace(BY_TIME, supply=2000)).granted == 2000


def test_bags_that_are_packed_keep_what_is_in_them():
    world = short_round("refund", "refund", "refund", missing=4000)
    pack(world, Bag.objects.order_by("-pk").first())
    divide(world)
    assert granted(world) == [2000, 0]
    assert sums(world).balanced


def test_priority_doors_come_first_whoever_they_were_named_by():
    world = short_round("refund", "refund", "refund", "refund", missing=6000)
    *_, flagged, typed = world.doors
    CareFlag.objects.create(household=flagged, kind=CareKind.INFANT, recorded_at=NOW)
    terms = Terms(
        Division.PRIORITY, care=frozenset({CareKind.INFANT}), doors=frozenset({typed.pk})
    )
    divide(world, terms)
    assert granted(world) == [0, 0, 3000, 3000]
    by_door = Share.objects.order_by("household__sort_key").values_list("priority", flat=True)
    assert list(by_door) == [1, 1, 0, 0]


def test_two_orders_of_a_door_are_one_door_in_the_draw():
    world = make_world()
    first = order(world, world.doors[0], 1)
    order(world, world.doors[0], 0, 1, on_existing="add")
    order(world, world.doors[1], 1)
    ripe_round(world)
    receive(world, CAB=3000)
    shares = draft(world, ONE_EACH).shares
    assert [(share.wanted, share.granted) for share in shares] == [(4000, 2000), (3000, 2000)]
    assert shares[0].order_id == first.order_id


def test_an_order_that_got_its_share_is_not_corrected_any_more():
    world = short_round("refund", "refund", missing=1000)
    divide(world)
    with pytest.raises(OrderDivided):
        correct(world)
    assert Bag.objects.count() == 2


def test_what_lacks_after_that_too_comes_on_top():
    world = short_round("refund", "refund", missing=1000)
    divide(world, ONE_EACH)
    pack(world, Bag.objects.order_by("pk").first(), CAB=500)
    [first, second] = ShortLine.objects.order_by("bag_line")
    assert (first.quantity, first.reason, second.quantity) == (1000, "divided", 500)
    assert sums(world).balanced


def test_a_second_division_cuts_what_the_first_one_left():
    world = short_round("refund", "refund", missing=1000)
    divide(world, ONE_EACH)
    divide(world, replace(ONE_EACH, supply=4000))
    assert list(ShortLine.objects.values_list("quantity", flat=True)) == [1000, 1000]
    assert sum(Cut.objects.values_list("fen", flat=True)) == 4 * 583
    assert sums(world).balanced


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_divided_every_good_adds_up(seed):
    random = Random(seed)
    world = make_world(floors=4)
    for door in world.doors:
        wants = random.randint(0, 2), random.randint(0, 2)
        if any(wants):
            order(world, door, *wants, on_short=random.choice(["refund", "ask"]))
    ripe_round(world)
    receive(world, CAB=random.randint(1, 60) * 50, EGG=random.randint(1, 10))
    for bag in Bag.objects.all()[: random.randint(0, 3)]:
        pack(world, bag)
    for sku in ("CAB", "EGG"):
        first = frozenset({world.doors[0].pk})
        terms = Terms(random.choice(list(Division)), doors=first)
        shortage = divide(world, terms, sku=sku)
        shares, cuts = shortage.shares.all(), shortage.cuts.all()
        missing = sum(share.wanted - share.granted for share in shares)
        assert sum(share.granted for share in shares) == shortage.supply
        assert missing == sum(cut.quantity for cut in cuts) == shortage.ordered - shortage.came
        assert sums(world).balanced
    for bag in Bag.objects.filter(done_at=None):
        pack(world, bag)
    for crate in close_crates(world):
        accept(world, crate)
    assert sums(world).balanced
    for placed in Order.objects.prefetch_related("cuts"):
        assert sum(cut.fen for cut in placed.cuts.all()) <= placed.total_fen


@pytest.mark.parametrize("doors", [3, 12])
def test_statements_do_not_grow_with_the_doors(doors, django_assert_max_num_queries):
    world = short_round(*["refund"] * doors, missing=3050)
    seen = draft(world, ONE_EACH).digest
    with django_assert_max_num_queries(52):
        divide(world, ONE_EACH, digest=seen)
