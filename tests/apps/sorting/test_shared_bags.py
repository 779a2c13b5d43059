"""R56: orders of a door that fit into one bag share it, and each of them can be told in it."""

from uuid import uuid4

import pytest

from baogong.apps.delivery.enums import ProofKind, Result
from baogong.apps.delivery.pins import order_pin
from baogong.apps.delivery.queries import Whereabouts, board_of, order_track
from baogong.apps.delivery.services import prove_by_pin
from baogong.apps.ordering.enums import Channel, OnExisting, OnShort
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import Change, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import BAG_GRAMS
from baogong.apps.reporting.queries import Sums, bag_history
from baogong.apps.reporting.queries.people_served import served
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.models import Bag, WeighedLine
from baogong.apps.sorting.queries import (
    Terms,
    bag_labels,
    call_ids,
    orders_inside,
    scale_lines,
    weights_of_order,
)
from baogong.apps.sorting.services import Reading, pack_bag, settle_cut, weigh
from baogong.apps.tickets.queries import goods_of_order
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import Carried, accept, close_crates, pack, receive, sums
from tests.factories.shortages import divide
from tests.factories.weighing import weighing_world

pytestmark = pytest.mark.django_db


def two_orders(world, first, second, **changes):
    """Both of the first door; their ids."""
    one = order(world, world.doors[0], *first, **changes)
    other = order(world, world.doors[0], *second, on_existing=OnExisting.ADD, **changes)
    return one.order_id, other.order_id


def carried_out(world):
    bags = [pack(world, bag) for bag in Bag.objects.order_by("pk")]
    runs = [accept(world, crate) for crate in close_crates(world)]
    return Carried(world, runs, bags)


def test_two_orders_of_a_door_share_a_bag_in_which_each_has_its_lines():
    world = make_world()
    ids = two_orders(world, (1,), (1, 1))
    elsewhere = order(world, world.doors[1], 1).order_id
    ripe_round(world)

    shared, other = Bag.objects.order_by("pk")
    assert [order.pk for order in shared.orders.order_by("pk")] == list(ids)
    assert (shared.part, shared.parts) == (1, 1)
    assert [order.pk for order in other.orders.all()] == [elsewhere]
    lines = shared.lines.values_list("order_line__order", "good__sku", "planned")
    assert sorted(lines) == [
        (ids[0], "CAB", 3000),
        (ids[1], "CAB", 1000),
        (ids[1], "CAB", 3000),
        (ids[1], "EGG", 20),
    ]
    inside = {row.id: row.packages for row in orders_inside([shared.pk, other.pk])[shared.pk]}
    assert inside == {ids[0]: [("蔬菜包", 1)], ids[1]: [("蔬菜包", 1), ("鸡蛋蔬菜包", 1)]}
    assert orders_inside([other.pk]) == {}
    labels = bag_labels(wave_id=shared.wave_id)
    assert [[row.id for row in label.orders] for label in labels] == [list(ids), []]


def test_orders_that_do_not_fit_together_have_bags_of_their_own():
    world = make_world()
    set_setting(BAG_GRAMS, 7000, place=world.estate, actor=SYSTEM, now=NOW)
    small, large = two_orders(world, (1,), (4,))
    third = order(world, world.doors[0], 1, on_existing=OnExisting.ADD).order_id
    ripe_round(world)

    found = [
        (sorted(bag.orders.values_list("pk", flat=True)), bag.part, bag.parts)
        for bag in Bag.objects.order_by("pk")
    ]
    assert found == [([small], 1, 1), ([large], 1, 2), ([large], 2, 2), ([third], 1, 1)]


def test_a_slip_that_waits_for_its_second_reading_holds_no_other_order_up():
    world = make_world()
    order(world, world.doors[0], 1)
    clerk = world.staff[Role.CLERK]
    slip = {"channel": Channel.SHEET, "placed_by_id": clerk.pk, "card_epoch": None}
    order(world, world.doors[0], 1, on_existing=OnExisting.ADD, **slip)
    ripe_round(world)

    assert [bag.orders.count() for bag in Bag.objects.all()] == [1, 1]


def test_two_orders_in_one_bag_are_two_orders_and_one_bag_in_all_sums():
    world = make_world()
    ids = two_orders(world, (1,), (1, 1))
    ripe_round(world)
    receive(world)
    day = carried_out(world)
    day.tap(day.bags[0], Result.GIVEN)

    found = sums(world)
    assert (found.orders, found.bags) == (
        Sums(ordered=2, delivered=2),
        Sums(ordered=1, delivered=1),
    )
    assert found.balanced
    on_the_day, _ = served(estate_id=world.estate.pk, day=world.round.delivery_date)
    assert (on_the_day.orders, on_the_day.doors) == (2, 1)
    assert [order_track(order_id=pk).bags[0].where for pk in ids] == [Whereabouts.GIVEN] * 2
    entrance = world.doors[0].parent_id
    assert len(board_of(entrance_id=entrance, day=world.round.delivery_date)) == 2


@pytest.mark.parametrize("which", [0, 1])
def test_the_code_of_either_order_proves_the_bag(which):
    world = make_world()
    ids = two_orders(world, (1,), (1,))
    ripe_round(world)
    receive(world)
    day = carried_out(world)
    [bag] = day.bags
    day.tap(bag, Result.GIVEN)
    officer, pin = world.staff[Role.OFFICER], order_pin(ids[which])

    assert prove_by_pin(bag_code=bag.code, pin=pin, officer=officer, now=NOW).kind == ProofKind.PIN


def test_an_order_that_lacks_everything_is_short_though_its_bag_goes_out_with_the_other():
    """All eggs and their cabbage are missing; the other order has its own."""
    world = make_world()
    with_eggs, cabbage = two_orders(world, (0, 1), (1,))
    ripe_round(world)
    receive(world)
    bag = Bag.objects.get()
    missing = bag.lines.filter(order_line__order=with_eggs)
    short = {line.pk: line.planned for line in missing}
    bag = pack_bag(bag_id=bag.pk, short=short, actor=world.staff[Role.SORTER], now=NOW)
    day = Carried(world, [accept(world, crate) for crate in close_crates(world)], [bag])
    day.tap(bag, Result.GIVEN)

    found = sums(world)
    assert found.orders == Sums(ordered=2, delivered=1, short=1)
    assert found.bags == Sums(ordered=1, delivered=1, delivered_short=1)
    assert found.balanced
    assert order_track(order_id=cabbage).bags[0].missing == ()
    assert [good.short for good in goods_of_order(order_id=cabbage)] == [0]
    short_of = {good.name: good.short for good in goods_of_order(order_id=with_eggs)}
    assert short_of == {"鸡蛋": 20, "白菜": 1000}


def test_a_correction_plans_the_shared_bag_anew_for_both():
    world = make_world()
    first, second = two_orders(world, (1,), (1,))
    ripe_round(world)
    code = Bag.objects.get().code
    change = Change(uuid4(), (Wish(world.listings[1].pk, 1),), "r", shop_agreed=True)
    clerk = world.staff[Role.CLERK]
    new = correct_order(order_id=first, change=change, actor=clerk, now=NOW).new_order

    bag = Bag.objects.get()
    assert sorted(bag.orders.values_list("pk", flat=True)) == [second, new.pk]
    assert bag.code != code
    assert sums(world).balanced

    nothing = Change(uuid4(), (), "r")
    correct_order(order_id=new.pk, change=nothing, actor=clerk, now=NOW)
    assert [order.pk for order in Bag.objects.get().orders.all()] == [second]
    assert Order.objects.live().count() == 1


def test_what_is_short_is_cut_from_each_order_as_it_chose_and_one_call_leaves_the_bag_open():
    world = make_world()
    one = order(world, world.doors[0], 1, on_short=OnShort.REFUND).order_id
    other = order(
        world, world.doors[0], 1, on_existing=OnExisting.ADD, on_short=OnShort.ASK
    ).order_id
    ripe_round(world)
    receive(world, CAB=6000)
    divide(world, Terms(Division.BY_TIME))

    bag = Bag.objects.get()
    cuts = {cut.order_id: cut for cut in bag.wave.shortages.get().cuts.all()}
    assert {pk: (cut.quantity, cut.outcome) for pk, cut in cuts.items()} == {
        one: (3000, OnShort.REFUND),
        other: (3000, OnShort.ASK),
    }
    assert bag.done_at is None  # something may still go in for the one that is called

    [cut_id] = call_ids(round_id=world.round.pk)
    clerk = world.staff[Role.CLERK]
    settle_cut(cut_id=cut_id, outcome=OnShort.REFUND, actor=clerk, now=NOW)
    assert Bag.objects.get().done_at == NOW
    assert sums(world).orders == Sums(ordered=2, short=2)


def test_each_order_is_weighed_and_settled_by_what_its_household_agreed_to():
    world = weighing_world()
    careful = order(world, world.doors[0], 1).order_id
    generous = order(
        world, world.doors[0], 1, on_existing=OnExisting.ADD, over_percent=50
    ).order_id
    ripe_round(world)
    receive(world, TOM=-2000)
    bag = Bag.objects.select_related("wave__depot").get()
    assert [row.most for row in scale_lines(bag, at=NOW)] == [1650, 2250]
    sorter = world.staff[Role.SORTER]
    for line in bag.lines.all():
        weigh(Reading(uuid4(), line.pk, 1800), actor=sorter, now=NOW)
    pack(world, bag)

    assert [row.charged for row in weights_of_order(order_id=careful)] == [1500]
    assert [row.charged for row in weights_of_order(order_id=generous)] == [1800]
    assert sorted(WeighedLine.objects.values_list("difference_fen", flat=True)) == [0, 360]


def test_the_history_of_a_shared_bag_tells_of_both_orders():
    world = make_world()
    ids = two_orders(world, (1,), (1,))
    ripe_round(world)
    boss = world.staff[Role.COMMANDER]
    history = bag_history(viewer=boss, roles=[Role.COMMANDER], pk=Bag.objects.get().pk)

    assert [row.id for row in history.inside] == list(ids)
    assert [line.kind for line in history.lines].count("asked") == 2
