"""R34: a household said when it ordered what it wants where a good comes short, and gets that."""

import pytest

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Posting, Transfer
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.sorting.errors import CutSettled, NoStandIn, WrongQuantity
from baogong.apps.sorting.models import Bag, BagLine, Cut
from baogong.apps.sorting.queries import call_ids, cuts_of_order, pack_lines
from baogong.apps.sorting.services import Lack, pack_bag, settle_cut
from tests.factories import NOW
from tests.factories.chain import accept, close_crates, pack, sums
from tests.factories.shortages import divide, short_round

pytestmark = pytest.mark.django_db


def settle(world, outcome, *, cut=None):
    cut_id = (cut or Cut.objects.get()).pk
    settle_cut(cut_id=cut_id, outcome=outcome, actor=world.staff[Role.CLERK], now=NOW)


def last_order():
    return Order.objects.latest("occurred_at")


def credited():
    """(quantity, fen) of each cut that was credited to its door."""
    posted = Posting.objects.filter(kind=PostingKind.SHORT, source_type="sorting.cut")
    cuts = Cut.objects.in_bulk(posted.values_list("source_id", flat=True))
    moved = Transfer.objects.filter(posting__in=posted, credit__kind=AccountKind.HOUSEHOLD)
    fen = moved.order_by("pk").values_list("posting__source_id", "fen")
    return [(cuts[pk].quantity, credit) for pk, credit in fen]


def test_something_similar_goes_in_where_the_household_wants_that():
    world = short_round("refund", "swap", missing=3000, swap=3000)
    divide(world)

    cut = Cut.objects.get()
    assert (cut.outcome, cut.other.sku, cut.instead) == ("swap", "PAK", 3000)
    assert credited() == []
    bag = Bag.objects.get(order=cut.order_id)
    assert bag.done_at is None
    lines = {line.good: (line.planned, line.cut, line.in_place_of) for line in lines_of(bag)}
    assert lines == {"白菜": (0, 3000, ""), "青菜": (3000, 0, "白菜")}
    for each in Bag.objects.all():
        pack(world, each)
    for crate in close_crates(world):
        accept(world, crate)
    assert sums(world).balanced


def lines_of(bag):
    return pack_lines(bag_id=bag.pk)


def test_who_wants_the_money_back_gets_nothing_similar():
    world = short_round("refund", "refund", missing=3000, swap=3000)
    divide(world)
    assert Cut.objects.get().outcome == "refund"
    assert not BagLine.objects.exclude(in_place_of=None).exists()


def test_where_the_similar_good_runs_out_the_money_goes_back():
    world = short_round("refund", "swap", "swap", missing=6000, swap=3000)
    divide(world)
    assert sorted(Cut.objects.values_list("outcome", "instead")) == [("refund", 0), ("swap", 3000)]
    assert sums(world).balanced


def test_no_similar_good_without_a_swap_that_the_desk_accepted():
    world = short_round("refund", "swap")
    divide(world)
    assert (Cut.objects.get().choice, Cut.objects.get().outcome) == ("swap", "refund")


def test_who_wants_a_call_is_on_the_list_until_somebody_called():
    world = short_round("refund", "ask")
    divide(world)
    [cut_id] = call_ids(round_id=world.round.pk)
    assert credited() == []
    assert Bag.objects.get(order=last_order()).done_at is None

    settle(world, OnShort.REFUND)
    assert call_ids(round_id=world.round.pk) == []
    assert credited() == [(3000, 3500)]
    [row] = cuts_of_order(order_id=last_order().pk)
    assert (row.id, row.choice, row.outcome) == (cut_id, "ask", "refund")
    assert row.settled_by == world.staff[Role.CLERK].name
    assert Bag.objects.get(order=last_order()).done_at == NOW
    assert sums(world).balanced


def test_on_the_phone_they_may_take_what_is_similar():
    world = short_round("refund", "ask", missing=3000, swap=3000)
    divide(world)
    settle(world, OnShort.SWAP)
    cut = Cut.objects.get()
    assert (cut.outcome, cut.other.sku, cut.instead) == ("swap", "PAK", 3000)
    pack(world, Bag.objects.get(order=cut.order_id))
    assert sums(world).balanced


def test_the_same_answer_again_is_the_same_and_another_one_is_refused():
    world = short_round("refund", "ask")
    divide(world)
    settle(world, OnShort.REFUND)
    settle(world, OnShort.REFUND)
    with pytest.raises(CutSettled):
        settle(world, OnShort.SWAP)
    assert len(credited()) == 1


def test_nothing_similar_goes_into_a_bag_that_is_packed():
    world = short_round("refund", "ask", missing=1000, swap=1000)
    divide(world)
    pack(world, Bag.objects.get(order=last_order()))
    with pytest.raises(NoStandIn):
        settle(world, OnShort.SWAP)
    assert Cut.objects.get().outcome == "ask"
    settle(world, OnShort.REFUND)


def test_two_calls_do_not_take_the_same_goods():
    world = short_round("refund", "ask", "ask", missing=6000, swap=3000)
    divide(world)
    first, second = Cut.objects.order_by("pk")
    settle(world, OnShort.SWAP, cut=first)
    with pytest.raises(NoStandIn):
        settle(world, OnShort.SWAP, cut=second)
    assert sums(world).balanced


def test_a_line_that_has_its_stand_in_gets_no_second_one():
    world = short_round("refund", "swap", missing=1000, swap=1000)
    divide(world)
    bag = Bag.objects.get(order=last_order())
    line = bag.lines.get(in_place_of=None)
    with pytest.raises(WrongQuantity):
        pack_bag(
            bag_id=bag.pk,
            short={line.pk: 500},
            lack=Lack(instead={line.pk: 500}),
            actor=world.staff[Role.SORTER],
            now=NOW,
        )
    bag.refresh_from_db()
    assert bag.done_at is None
