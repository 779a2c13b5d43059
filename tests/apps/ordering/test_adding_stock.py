"""X3: what is added to a package of an open round goes to those who wait for it."""

import pytest

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.errors import (
    BoundMissing,
    CutoffPassed,
    SoldOut,
    StockChanged,
    StockTooLarge,
)
from baogong.apps.ordering.models import AskLine, Listing, Order, RoundGood
from baogong.apps.ordering.services import add_good_stock, add_stock, close_round, deal_due
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.deals import HOUR, divided, to_divide
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


def add(world, quantity, *, seen, now=NOW):
    listing = world.listings[0]
    add_stock(listing_id=listing.pk, quantity=quantity, seen=seen, actor=SYSTEM, now=now)


def stock_of(world):
    return Listing.objects.get(pk=world.listings[0].pk).stock


def test_those_who_wait_get_what_was_added():
    world = make_world(stock=1)
    one, two, three, _ = world.doors
    order(world, one, 1)
    order(world, two, 2, waits=True)
    add(world, 2, seen=1)
    with pytest.raises(SoldOut):
        order(world, three, 1)
    deal_due(NOW)
    assert Order.objects.live().filter(household=two).exists()
    assert AskLine.objects.get().granted == 2
    entry = AuditEntry.objects.get(action="listing.stock_added")
    assert entry.data == {"quantity": 2, "stock": 3}


def test_what_is_added_before_a_draw_is_drawn_with_the_rest():
    world = make_world()
    to_divide(world, Rule.DRAW, stock=1)
    add(world, 1, seen=1)
    assert divided(world, 1, 1, 1).supply == 2


def bound(world, *, stock):
    """The round has only so many grams of the first package's cabbage."""
    item = world.listings[0].items.get()
    return RoundGood.objects.create(round=world.round, good=item.good, stock=stock), item.quantity


def add_good(row, quantity, *, seen, now=NOW):
    add_good_stock(round_good_id=row.pk, quantity=quantity, seen=seen, actor=SYSTEM, now=now)


def test_what_packages_bring_of_a_shared_good_is_added_with_them():
    world = make_world(stock=1)
    shared, grams = bound(world, stock=3000)
    one, two, *_ = world.doors
    order(world, one, 1)
    order(world, two, 1, waits=True)

    add(world, 1, seen=1)

    shared.refresh_from_db()
    assert shared.stock == 3000 + grams
    deal_due(NOW)
    assert AskLine.objects.get().granted == 1


def test_more_of_a_shared_good_serves_those_who_wait_and_leaves_the_packages():
    world = make_world(stock=9)
    shared, grams = bound(world, stock=3000)
    one, two, *_ = world.doors
    order(world, one, 1)
    order(world, two, 1, waits=True)
    assert AskLine.objects.get().waiting == 1

    add_good(shared, grams, seen=3000)
    with pytest.raises(StockChanged):
        add_good(shared, grams, seen=3000)
    deal_due(NOW)

    assert stock_of(world) == 9
    assert AskLine.objects.get().granted == 1
    entry = AuditEntry.objects.get(action="good.stock_added")
    assert entry.data == {"quantity": grams, "stock": 3000 + grams}


def test_more_of_a_shared_good_is_refused_as_that_of_a_package_is():
    world = make_world()
    shared, grams = bound(world, stock=3000)
    with pytest.raises(StockTooLarge):
        add_good(shared, 2_000_000_000, seen=3000)
    with pytest.raises(CutoffPassed):
        add_good(shared, grams, seen=3000, now=NOW + 9 * HOUR)
    RoundGood.objects.update(stock=None)
    with pytest.raises(BoundMissing):
        add_good(shared, grams, seen=3000)


def test_a_second_tap_adds_nothing():
    world = make_world(stock=5)
    add(world, 3, seen=5)
    with pytest.raises(StockChanged):
        add(world, 3, seen=5)
    assert stock_of(world) == 8


def test_a_package_without_a_bound_needs_no_more():
    world = make_world()
    with pytest.raises(BoundMissing):
        add(world, 3, seen=5)
    assert stock_of(world) is None


def test_after_the_cut_off_nothing_is_added():
    world = make_world(stock=5)
    with pytest.raises(CutoffPassed):
        add(world, 3, seen=5, now=NOW + 9 * HOUR)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    with pytest.raises(CutoffPassed):
        add(world, 3, seen=5)
    assert stock_of(world) == 5


def added_together(world):
    """How many of two planners' taps added three."""
    taps = race(*[lambda: add(world, 3, seen=5)] * 2)
    return sum(answer is None for answer in taps)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_believe_that_they_added(locks_off):
    world = make_world(stock=5)
    locks_off(locks, "lock_rows", of=Listing)
    assert added_together(world) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_planners_at_the_same_moment_one_adds():
    world = make_world(stock=5)
    assert added_together(world) == 1
    assert stock_of(world) == 8
