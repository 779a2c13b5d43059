"""X3: what is added to a package of an open round goes to those who wait for it."""

from threading import Barrier

import pytest

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.errors import BoundMissing, CutoffPassed, SoldOut, StockChanged
from baogong.apps.ordering.models import AskLine, Listing, Order
from baogong.apps.ordering.services import add_stock, close_round, deal_due
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


@pytest.fixture
def locks_off(monkeypatch):
    """Nothing is locked, and both have looked before the first one writes."""
    looked = Barrier(2, timeout=20)

    def unlocked(rows, *, key):
        row = rows.get(pk=key)
        if isinstance(row, Listing):
            looked.wait()
        return row

    monkeypatch.setattr(locks, "lock_one", unlocked)


def added_together(world):
    """How many of two planners' taps added three."""
    taps = race(*[lambda: add(world, 3, seen=5)] * 2)
    return sum(answer is None for answer in taps)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("locks_off")
def test_without_the_lock_both_believe_that_they_added():
    world = make_world(stock=5)
    assert added_together(world) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_planners_at_the_same_moment_one_adds():
    world = make_world(stock=5)
    assert added_together(world) == 1
    assert stock_of(world) == 8
