"""R21: ordered in 斤, weighed at the depot, paid for by weight; too much needs consent."""

from uuid import uuid4

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.inventory.errors import StockShort
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.inventory.services import recall_lot
from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models import Posting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import Change, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import OVERWEIGHT_TOLERANCE
from baogong.apps.reporting.queries import Happening, bag_history, look_at_books
from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.sorting.errors import (
    BagPacked,
    BagWithdrawn,
    ConsentOutOfRange,
    NotForTheScale,
    NotWeighed,
    WeighingReused,
    WeightSlip,
)
from baogong.apps.sorting.models import Bag, WeighedLine, Weighing, WeightConsent
from baogong.apps.sorting.queries import (
    bag_labels,
    scale_lines,
    weight_differences,
    weights_of_order,
)
from baogong.apps.sorting.services import agree_to_more, pack_bag, take_out_recalled
from baogong.apps.tickets.queries import refundable_fen
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW
from tests.factories.chain import Carried, accept, close_crates, pack, sums
from tests.factories.tickets import report
from tests.factories.weighing import put_on_scale, ready_to_weigh, the_bag, tomato_line
from tests.web.command.test_days import figure_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """3 斤 of tomatoes and a package of eggs for one door; everything lies on the shelf."""
    return ready_to_weigh()


def packed_weights(world):
    bag = pack(world, the_bag())
    [row] = weights_of_order(order_id=bag.order_id)
    return row


def agree(world, most):
    return agree_to_more(
        bag_line_id=tomato_line(the_bag()).pk,
        most=most,
        way=ConsentWay.PHONE,
        actor=world.staff[Role.SORTER],
        now=NOW,
    )


def test_what_is_weighed_is_paid_for_at_the_unit_price(world):
    """3 斤 ordered at ¥18.00, the scale says 3.2 斤: ¥19.20, and both are shown."""
    put_on_scale(world, the_bag(), 1600)
    row = packed_weights(world)

    assert (row.ordered, row.ordered_fen) == (1500, 1800)
    assert (row.grams, row.charged, row.price_fen) == (1600, 1600, 1920)
    order = Order.objects.get()
    assert weight_differences(order_id=order.pk) == {row.order_line_id: 120}
    assert order.total_fen == 6800
    told = AuditEntry.objects.get(action="bag.weights_settled")
    assert told.data == {"fen": 120}


def test_the_shelf_gives_what_was_weighed(world):
    before = Lot.objects.get(good__sku="TOM").on_hand
    put_on_scale(world, the_bag(), 1600)
    pack(world, the_bag())

    assert Lot.objects.get(good__sku="TOM").on_hand == before - 1600


@pytest.mark.parametrize("grams", [1400, 1600])
def test_sums_in_grams_balance_after_weighing(world, grams):
    put_on_scale(world, the_bag(), grams)
    assert sums(world).balanced
    pack(world, the_bag())
    assert sums(world).balanced
    for crate in close_crates(world):
        accept(world, crate)

    found = sums(world)
    assert found.balanced
    [tomato] = [good.sums for good in found.goods if good.sku == "TOM"]
    assert (tomato.ordered, tomato.open, tomato.short) == (grams, grams, 0)


def test_the_bags_behind_a_weighed_goods_figure_add_up_to_it(world, client):
    put_on_scale(world, the_bag(), 1600)
    pack(world, the_bag())
    client.force_login(world.staff[Role.COMMANDER])
    for state, grams in {"ordered": 1600, "open": 1600, "short": 0}.items():
        rows = client.get(figure_url(world, state=state, good="TOM")).context["rows"]
        assert sum(row.amount for row in rows) == grams


def test_a_lighter_weight_is_paid_for_as_weighed(world):
    put_on_scale(world, the_bag(), 1400)
    row = packed_weights(world)

    assert (row.charged, row.price_fen) == (1400, 1680)


def test_a_second_weighing_takes_the_place_of_the_first_and_the_first_stays(world):
    first = put_on_scale(world, the_bag(), 1400)
    second = put_on_scale(world, the_bag(), 1550)

    assert second.supersedes == first
    assert Weighing.objects.get(pk=first.pk).grams == 1400
    assert packed_weights(world).grams == 1550


def test_the_same_weighing_sent_twice_is_one(world):
    key = uuid4()
    assert put_on_scale(world, the_bag(), 1600, key=key) == put_on_scale(
        world, the_bag(), 1600, key=key
    )
    with pytest.raises(WeighingReused):
        put_on_scale(world, the_bag(), 1500, key=key)
    assert Weighing.objects.get().grams == 1600


@pytest.mark.parametrize("grams", [15, 150, 750, 999, 2251, 3000, 15_000, 160_000, 10**9])
def test_a_slip_of_the_point_or_the_unit_is_refused(world, grams):
    with pytest.raises(WeightSlip):
        put_on_scale(world, the_bag(), grams)
    assert not Weighing.objects.exists()


@pytest.mark.parametrize("grams", [1000, 2250])
def test_two_thirds_and_one_and_a_half_are_no_slips(world, grams):
    assert put_on_scale(world, the_bag(), grams).grams == grams


def test_a_bag_is_not_closed_before_its_goods_are_weighed(world):
    bag = the_bag()
    with pytest.raises(NotWeighed) as refused:
        pack(world, bag)

    assert refused.value.data == {"goods": "番茄"}
    bag.refresh_from_db()
    assert bag.done_at is None
    assert not StockEntry.objects.filter(source_type="sorting.bagline").exists()


def test_what_is_not_there_needs_no_scale_and_costs_as_any_short_good(world):
    bag = pack(world, the_bag(), TOM=1500)

    assert bag.unit is not None
    assert not WeighedLine.objects.exists()
    [row] = weights_of_order(order_id=bag.order_id)
    assert row.price_fen is None
    assert sums(world).balanced


def test_a_part_that_is_short_leaves_the_rest_to_the_scale():
    world = ready_to_weigh(2)
    with pytest.raises(WeightSlip):
        put_on_scale(world, the_bag(), 500)
    put_on_scale(world, the_bag(), 520, short=2500)
    with pytest.raises(WeightSlip):
        pack(world, the_bag())
    pack(world, the_bag(), TOM=2500)

    line = WeighedLine.objects.get()
    assert (line.expected, line.charged, line.difference_fen) == (500, 520, 24)
    assert sums(world).balanced
    [posted] = Posting.objects.filter(kind=PostingKind.WEIGHED)
    assert [move.fen for move in posted.transfers.all()] == [24]
    assert look_at_books().balanced


def test_over_the_tolerance_only_the_ordered_weight_is_paid_for(world):
    """10 % unless a place sets it: 1,650 g are paid for, 1,651 g are not."""
    put_on_scale(world, the_bag(), 1651)
    [line] = scale_lines(the_bag(), at=NOW)
    assert line.is_over
    row = packed_weights(world)

    assert (row.grams, row.charged, row.price_fen) == (1651, 1500, 1800)
    assert sums(world).balanced


def test_at_the_tolerance_all_of_it_is_paid_for(world):
    put_on_scale(world, the_bag(), 1650)
    assert packed_weights(world).price_fen == 1980


def test_the_tolerance_is_a_dated_setting_of_the_place(world):
    boss = world.staff[Role.COMMANDER]
    set_setting(OVERWEIGHT_TOLERANCE, 0, place=world.town, actor=boss, now=NOW)
    put_on_scale(world, the_bag(), 1501)

    assert packed_weights(world).charged == 1500


def test_a_household_that_agrees_pays_for_what_it_agreed_to(world):
    put_on_scale(world, the_bag(), 1800)
    agree(world, 1800)
    row = packed_weights(world)

    assert (row.charged, row.price_fen) == (1800, 2160)
    consent = WeightConsent.objects.get()
    assert (consent.way, consent.asked_by) == (ConsentWay.PHONE, world.staff[Role.SORTER])


def test_more_than_was_agreed_to_is_not_paid_for(world):
    agree(world, 1750)
    put_on_scale(world, the_bag(), 1800)

    assert packed_weights(world).charged == 1500


def test_what_the_household_agreed_to_when_it_ordered_holds():
    world = ready_to_weigh(1, over_percent=20)
    put_on_scale(world, the_bag(), 1800)

    assert packed_weights(world).charged == 1800


@pytest.mark.parametrize("most", [0, 1500, 2251])
def test_nobody_agrees_to_what_is_not_more_or_a_slip(world, most):
    with pytest.raises(ConsentOutOfRange):
        agree(world, most)
    assert not WeightConsent.objects.exists()


def test_a_packed_bag_is_not_weighed_again(world):
    put_on_scale(world, the_bag(), 1600)
    pack(world, the_bag())
    with pytest.raises(BagPacked):
        put_on_scale(world, the_bag(), 1500)
    with pytest.raises(BagPacked):
        agree(world, 1800)
    assert Weighing.objects.count() == 1


def test_other_goods_are_not_weighed(world):
    egg = the_bag().lines.get(good__sku="EGG")
    with pytest.raises(NotForTheScale):
        put_on_scale(world, the_bag(), 1600, bag_line_id=egg.pk)


def test_more_than_the_shelf_has_is_not_packed(world):
    Lot.objects.filter(good__sku="TOM").update(on_hand=1550)
    put_on_scale(world, the_bag(), 1600)
    with pytest.raises(StockShort):
        pack(world, the_bag())
    assert not WeighedLine.objects.exists()


def test_a_corrected_order_takes_its_weighings_with_its_bags(world):
    order = Order.objects.get()
    line = tomato_line(the_bag()).pk
    put_on_scale(world, the_bag(), 1600)
    agree(world, 1700)
    change = Change(uuid4(), (), "moved away")
    correct_order(order_id=order.pk, change=change, actor=world.staff[Role.CLERK], now=NOW)

    assert not Weighing.objects.exists()
    assert not Bag.objects.exists()
    with pytest.raises(BagWithdrawn):
        agree_to_more(
            bag_line_id=line,
            most=1700,
            way=ConsentWay.PHONE,
            actor=world.staff[Role.SORTER],
            now=NOW,
        )


def test_packing_twice_settles_once(world):
    put_on_scale(world, the_bag(), 1600)
    bag = the_bag()
    for _ in range(2):
        pack_bag(bag_id=bag.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)

    assert WeighedLine.objects.count() == 1


def test_a_recall_takes_out_what_was_weighed(world):
    """More than was planned lies in the bag, and all of it comes out."""
    put_on_scale(world, the_bag(), 1600)
    bag = pack(world, the_bag())
    lot = Lot.objects.get(good__sku="TOM")
    before = lot.on_hand
    boss, sorter = world.staff[Role.COMMANDER], world.staff[Role.SORTER]
    recall_lot(lot_id=lot.pk, reason="rot", actor=boss, now=NOW)
    take_out_recalled(bag_id=bag.pk, depot_id=bag.wave.depot_id, actor=sorter, now=NOW)

    lot.refresh_from_db()
    assert lot.on_hand == before + 1600
    assert sums(world).balanced
    [row] = weights_of_order(order_id=bag.order_id)
    assert row.inside == 0
    [label] = bag_labels(wave_id=bag.wave_id)
    assert {good.name for good in label.content} == {"鸡蛋", "白菜"}


def test_the_bags_history_tells_each_weighing(world):
    put_on_scale(world, the_bag(), 1400)
    put_on_scale(world, the_bag(), 1600)
    bag = pack(world, the_bag())
    boss = world.staff[Role.COMMANDER]
    history = bag_history(viewer=boss, roles={Role.COMMANDER}, pk=bag.pk)

    told = [line.data["quantity"] for line in history.lines if line.kind is Happening.WEIGHED]
    assert told == [1400, 1600]
    [tomato] = [content for content in history.contents if content.good == "番茄"]
    assert (tomato.planned, tomato.packed) == (1500, 1600)


def test_a_refund_goes_by_what_was_paid(world):
    """¥19.20 for the tomatoes, not ¥18.00; ¥69.20 for all of it, not ¥68.00."""
    put_on_scale(world, the_bag(), 1600)
    pack(world, the_bag())
    for crate in close_crates(world):
        run = accept(world, crate)
        Carried(world, [run], [the_bag()]).tap(the_bag(), Result.GIVEN)
    order = Order.objects.get()

    assert refundable_fen(ticket_id=report(order, "TOM").pk) == 1920
    assert refundable_fen(ticket_id=report(order, "CAB", "EGG").pk) == 5000


def test_a_bag_without_anything_to_weigh_asks_once_for_it(django_assert_num_queries):
    world = ready_to_weigh(0, 1)
    bag = Bag.objects.get()
    with django_assert_num_queries(1):
        assert scale_lines(bag, at=NOW) == []
    assert pack(world, Bag.objects.get()).unit is not None
