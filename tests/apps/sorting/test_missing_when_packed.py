"""R19, R21, R32, R34: what is missing when a bag is packed is paid once, or done as chosen."""

from datetime import timedelta

import pytest

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models import Posting
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.enums import OnShort
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.errors import NoStandIn, NothingShort, WrongQuantity
from baogong.apps.sorting.models import Bag, BagLine, Cut, ShortLine, WeighedLine
from baogong.apps.sorting.queries import bag_labels, call_ids, cuts_of_order
from baogong.apps.sorting.services import Lack, pack_bag, settle_cut
from baogong.apps.tickets.errors import RefundTooHigh
from baogong.apps.tickets.queries import refundable_fen
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive, sums
from tests.factories.shortages import divide, draft, short_round
from tests.factories.tickets import answer, report
from tests.factories.weighing import (
    TOMATO_FEN,
    TOMATO_GRAMS,
    put_on_scale,
    ready_to_weigh,
    the_bag,
    tomato_line,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def last_bag():
    return Bag.objects.order_by("household__sort_key").last()


def pack_short(world, bag, grams, *, instead=None, reason=ShortReason.MISSING):
    line = bag.lines.get(good__sku="CAB", in_place_of=None)
    return pack_bag(
        bag_id=bag.pk,
        short={line.pk: grams},
        lack=Lack(reason, instead={} if instead is None else {line.pk: instead}),
        actor=world.staff[Role.SORTER],
        now=NOW,
    )


def cuts():
    rows = Cut.objects.order_by("pk")
    return list(rows.values_list("quantity", "fen", "choice", "outcome", "instead"))


def owed(bag):
    return household_balances([bag.household_id])[bag.household_id]


def test_what_is_missing_goes_back_as_if_it_had_been_divided():
    world = short_round("refund", "refund", missing=1500)
    [door] = draft(world).short_doors
    pack_short(world, bag := last_bag(), 1500)

    cut = Cut.objects.get()
    assert (cut.quantity, cut.fen) == (door.missing, door.fen) == (1500, 1750)
    assert owed(bag) == 3500 - 1750
    [posted] = Posting.objects.filter(kind=PostingKind.SHORT)
    assert (posted.source_type, posted.source_id) == ("sorting.cut", cut.pk)
    assert posted.order_id == bag.order_id
    assert look_at_books().balanced


def test_what_was_packed_short_is_not_divided_again():
    world = short_round("refund", "refund", missing=3000)
    bag = last_bag()
    pack_short(world, bag, 3000)

    with pytest.raises(NothingShort):
        divide(world)
    assert cuts() == [(3000, 3500, "refund", "refund", 0)]
    assert owed(bag) == 0
    assert sums(world).balanced
    assert look_at_books().balanced


def test_the_desk_divides_what_lacks_beside_a_bag_that_was_packed_short():
    world = short_round("refund", "refund", "refund", missing=4000)
    pack_short(world, bag := last_bag(), 3000)
    divide(world)

    assert [cut[:2] for cut in cuts()] == [(3000, 3500), (1000, 1167)]
    assert Posting.objects.filter(kind=PostingKind.SHORT).count() == 2
    assert owed(bag) == 0
    assert sums(world).balanced


def test_what_lacks_beside_what_was_divided_goes_back_too_and_no_more_than_was_paid():
    world = short_round("refund", "refund", missing=1000)
    divide(world)
    pack_short(world, bag := last_bag(), 2000)

    assert [cut[:2] for cut in cuts()] == [(1000, 1167), (2000, 2333)]
    assert owed(bag) == 0
    assert look_at_books().balanced


def test_packing_twice_pays_once():
    world = short_round("refund", "refund", missing=1500)
    bag = last_bag()
    pack_short(world, bag, 1500)
    pack_short(world, bag, 3000)

    assert [cut[:2] for cut in cuts()] == [(1500, 1750)]
    assert ShortLine.objects.get().quantity == 1500


def test_what_cannot_be_packed_pays_nothing():
    world = short_round("refund", "refund")
    with pytest.raises(WrongQuantity):
        pack_short(world, last_bag(), 3001)
    assert cuts() == []
    assert not Posting.objects.filter(kind=PostingKind.SHORT).exists()


def test_a_package_that_lacks_all_its_goods_costs_nothing():
    world = make_world()
    order(world, world.doors[0], 0, 1)
    ripe_round(world)
    receive(world)
    bag = Bag.objects.get()
    pack(world, bag, CAB=1000, EGG=20)

    assert sum(cut[1] for cut in cuts()) == 5000
    assert owed(bag) == 0
    assert cuts_of_order(order_id=bag.order_id)[0].by is None


def test_what_is_weighed_goes_back_by_what_was_ordered_of_it():
    world = ready_to_weigh()
    bag = the_bag()
    due, line = owed(bag), tomato_line(bag)
    put_on_scale(world, bag, TOMATO_GRAMS // 2, short=TOMATO_GRAMS // 2)
    pack(world, bag, TOM=TOMATO_GRAMS // 2)

    assert Cut.objects.get().fen == TOMATO_FEN // 2
    assert WeighedLine.objects.get(bag_line=line).difference_fen == 0
    assert owed(bag) == due - TOMATO_FEN // 2
    assert look_at_books().balanced


def test_who_wants_the_money_back_gets_nothing_similar_at_the_packing_table():
    world = short_round("refund", "refund", missing=3000, swap=3000)
    bag = last_bag()
    with pytest.raises(WrongQuantity):
        pack_short(world, bag, 1000, instead=1000)
    assert not BagLine.objects.exclude(in_place_of=None).exists()
    pack_short(world, bag, 1000)
    assert cuts() == [(1000, 1167, "refund", "refund", 0)]


def test_something_similar_goes_in_where_the_household_wants_that_and_nothing_goes_back():
    world = short_round("refund", "swap", missing=3000, swap=3000)
    pack_short(world, bag := last_bag(), 3000, instead=3000)

    assert cuts() == [(3000, 3500, "swap", "swap", 3000)]
    assert owed(bag) == 3500
    assert look_at_books().balanced


def test_for_what_nothing_similar_is_there_the_money_goes_back():
    world = short_round("refund", "swap", missing=3000, swap=3000)
    pack_short(world, bag := last_bag(), 3000, instead=2000)

    assert cuts() == [(2000, 2333, "swap", "swap", 2000), (1000, 1167, "swap", "refund", 0)]
    assert owed(bag) == 3500 - 1167
    for each in Bag.objects.filter(done_at=None):
        pack(world, each)
    for crate in close_crates(world):
        accept(world, crate)
    assert sums(world).balanced


def test_who_wants_a_call_is_called_and_gets_the_money_then():
    world = short_round("refund", "ask", missing=3000, swap=3000)
    pack_short(world, bag := last_bag(), 3000)

    [cut_id] = call_ids(round_id=world.round.pk)
    assert owed(bag) == 3500
    clerk = world.staff[Role.CLERK]
    with pytest.raises(NoStandIn):
        settle_cut(cut_id=cut_id, outcome=OnShort.SWAP, actor=clerk, now=NOW)
    settle_cut(cut_id=cut_id, outcome=OnShort.REFUND, actor=clerk, now=NOW)
    assert call_ids(round_id=world.round.pk) == []
    assert owed(bag) == 0
    assert sums(world).balanced
    assert look_at_books().balanced


@pytest.mark.parametrize("choice", ["refund", "ask"])
def test_a_report_of_it_pays_nothing_more(choice):
    world = short_round("refund", choice)
    pack_short(world, bag := last_bag(), 3000)
    ticket = report(bag.order, "CAB", now=LATER)

    assert refundable_fen(ticket_id=ticket.pk) == 0
    with pytest.raises(RefundTooHigh):
        answer(world, ticket, "refund", fen=1)


def test_what_a_report_brought_back_before_does_not_go_back_again():
    world = short_round("refund", "refund")
    bag = last_bag()
    answer(world, report(bag.order, "CAB", now=LATER), "refund", fen=3000)
    pack_short(world, bag, 3000)

    assert [cut[:2] for cut in cuts()] == [(3000, 500)]
    assert owed(bag) == 0
    assert look_at_books().balanced


def test_each_order_of_a_shared_bag_gets_what_it_chose():
    world = make_world()
    for choice in ("refund", "ask"):
        order(world, world.doors[0], 1, on_short=OnShort(choice), on_existing="add")
    ripe_round(world)
    receive(world)
    bag = Bag.objects.get()
    pack(world, bag, CAB=1000)

    assert [cut[2:4] for cut in cuts()] == [("refund", "refund"), ("ask", "ask")]
    assert owed(bag) == 7000 - 1167


@pytest.mark.parametrize(("choice", "named"), [("refund", ""), ("ask", ""), ("swap", "青菜")])
def test_labels_name_what_stands_in_for_households_that_want_it(choice, named):
    world = short_round(choice, missing=1000, swap=1000)
    [label] = bag_labels(wave_id=world.round.wave.pk)
    assert [row.or_else for row in label.content] == [named]
