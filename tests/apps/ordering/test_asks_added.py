"""X3: who adds to what they asked for keeps the place of what they asked before."""

from datetime import timedelta

import pytest

from baogong.apps.ordering.enums import OnExisting, Rule
from baogong.apps.ordering.models import Ask, AskLine, Deal, Listing, Order
from baogong.apps.ordering.queries import deal_of, doors_before, log_of_deal, shares_of_ask
from baogong.apps.ordering.services import cancel_order, deal_due, withdraw_ask
from baogong.engines.allocation import lot
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.deals import recompute, to_divide

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ADD = OnExisting.ADD


def held(world, door):
    orders = Order.objects.live().filter(household=door, round=world.round)
    return sum(line.quantity for one in orders for line in one.lines.all())


def more_stock(world, stock):
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=stock)


def test_on_the_waiting_list_only_what_is_added_comes_later():
    world = make_world(stock=1)
    had, adds, other = world.doors[:3]
    order(world, had, 1)
    order(world, adds, 1, waits=True, occurred_at=NOW)
    order(world, other, 1, waits=True, occurred_at=NOW + MINUTE)
    added = order(world, adds, 1, waits=True, occurred_at=NOW + 2 * MINUTE, on_existing=ADD)
    assert list(doors_before(ask_id=added.ask_id).values()) == [1]

    got = []
    for n in (2, 3, 4):
        more_stock(world, n)
        deal_due(NOW + n * HOUR)
        got.append((held(world, adds), held(world, other)))

    assert got == [(1, 0), (1, 1), (2, 1)]
    assert [recompute(deal) for deal in Deal.objects.all()] == [[], [], []]


def test_a_door_that_added_before_the_draw_has_the_lot_of_its_first_number():
    world = make_world(floors=3)
    to_divide(world, stock=3)
    asked = {door: order(world, door, 1) for door in world.doors}
    adds = world.doors[2]
    added = order(world, adds, 1, on_existing=ADD)

    deal_due(NOW + HOUR)

    deal = Deal.objects.get()
    assert recompute(deal) == []
    [row] = [row for row in log_of_deal(deal_of(deal.pk)) if row.number == asked[adds].number]
    assert added.number not in {row.number for row in log_of_deal(deal_of(deal.pk))}
    assert (row.wanted, row.granted) == (2, held(world, adds))
    assert row.lot == lot(deal.listing.seed, asked[adds].number)
    [[share]] = shares_of_ask(ask_id=added.ask_id).values()
    assert (share.lot_of, share.doors, share.asked) == (asked[adds].number, 6, 7)
    assert share.to_door == held(world, adds)


def test_adding_gives_no_second_turn_where_there_is_one_for_each_door():
    world = make_world(floors=3)
    to_divide(world, Rule.ONE_EACH, stock=len(world.doors))
    for door in world.doors:
        order(world, door, 1)
    for _ in range(3):
        order(world, world.doors[0], 1, on_existing=ADD)
    deal_due(NOW + HOUR)
    assert [held(world, door) for door in world.doors] == [1] * len(world.doors)


def test_whoever_asked_ahead_twice_has_one_lot_at_the_opening():
    world = make_world(stock=2)
    type(world.round).objects.update(opens_at=NOW + HOUR)
    for door in world.doors:
        order(world, door, 1)
    order(world, world.doors[0], 1, on_existing=ADD)
    deal_due(NOW + HOUR)
    deal = Deal.objects.get()
    assert recompute(deal) == []
    assert len(log_of_deal(deal_of(deal.pk))) == len(world.doors)


def test_a_lot_holds_for_what_is_dealt_out_of_the_same_asks_later():
    world = make_world(floors=3)
    to_divide(world, stock=1)
    for door in world.doors:
        order(world, door, 1)
        order(world, door, 1, on_existing=ADD)
    deal_due(NOW + HOUR)
    more_stock(world, 5)
    deal_due(NOW + 2 * HOUR)
    first, second = Deal.objects.order_by("pk")
    numbers = [
        {row.number: row.lot for row in log_of_deal(deal_of(deal.pk))} for deal in (first, second)
    ]
    assert numbers[1].items() <= numbers[0].items()
    assert recompute(second) == []


def test_after_the_draw_what_is_added_comes_behind_those_who_asked_in_time():
    world = make_world(floors=3)
    to_divide(world, stock=1)
    for door in world.doors:
        order(world, door, 1)
    deal_due(NOW + HOUR)
    winner = Order.objects.live().get().household
    order(world, winner, 1, waits=True, occurred_at=NOW + HOUR + MINUTE, on_existing=ADD)
    more_stock(world, len(world.doors))
    deal_due(NOW + 2 * HOUR)
    assert [held(world, door) for door in world.doors] == [1] * len(world.doors)
    more_stock(world, len(world.doors) + 1)
    deal_due(NOW + 3 * HOUR)
    assert held(world, winner) == 2


def test_each_ask_is_taken_back_by_itself():
    world = make_world()
    to_divide(world, stock=9)
    one = order(world, world.doors[0], 1)
    two = order(world, world.doors[0], 2, on_existing=ADD)
    withdraw_ask(ask_id=one.ask_id, actor=SYSTEM, now=NOW)
    assert Ask.objects.standing().get().pk == two.ask_id
    assert AskLine.objects.get(waiting__gt=0).waiting == 2
    deal_due(NOW + HOUR)
    assert held(world, world.doors[0]) == 2
    cancel_order(order_id=Order.objects.get().pk, actor=SYSTEM, now=NOW + HOUR)


def test_what_two_asks_get_of_one_package_is_an_order_of_each():
    world = make_world()
    to_divide(world, stock=9)
    asks = [order(world, world.doors[0], n, on_existing=ADD) for n in (1, 2)]
    deal_due(NOW + HOUR)
    shares = [shares_of_ask(ask_id=ask.ask_id)[world.listings[0].pk][0] for ask in asks]
    assert [(share.wanted, share.granted, share.to_door) for share in shares] == [
        (1, 1, 3),
        (2, 2, 3),
    ]
    assert len({share.order for share in shares}) == Order.objects.count() == 2
