"""R38: what a door asked for, what it got and why, and how many come before it."""

from datetime import timedelta

import pytest

from baogong.apps.ordering.enums import Moment, OnExisting, Rule, ShareReason
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Ask, Listing, Order, Round
from baogong.apps.ordering.queries import (
    act_for,
    act_of_key,
    act_of_number,
    acts_of_door,
    ask_behind,
    ask_of_number,
    asks_of_door,
    doors_before,
    offers_for_door,
    offers_to_ask_for,
    shares_of_ask,
)
from baogong.apps.ordering.services import cancel_order, close_round, deal_due, withdraw_ask
from baogong.apps.people.enums import Role
from baogong.engines.allocation import lot
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world, order
from tests.factories.world import intent

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DRAW_AT = NOW + HOUR


def draw_world(rule=Rule.DRAW, *, stock=2):
    world = make_world()
    Round.objects.update(draws_at=DRAW_AT)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=rule, stock=stock)
    return world


def asked_by(door, *, now=NOW):
    [ask] = asks_of_door(household_id=door.pk, now=now)
    return ask


def shares(decision):
    """What an ask for the first package got, deal after deal."""
    [rows] = shares_of_ask(ask_id=decision.ask_id).values()
    return rows


def before(decision):
    return list(doors_before(ask_id=decision.ask_id).values())


def by_lot(world, decisions):
    """The asks, the lowest lot in front."""
    seed = Listing.objects.get(pk=world.listings[0].pk).seed
    return sorted(decisions, key=lambda one: lot(seed, one.number))


def test_a_round_that_is_announced_can_be_asked_of_and_the_open_one_comes_first():
    world = make_world(stock=5)
    path = world.doors[0].path
    Round.objects.update(opens_at=NOW + HOUR)
    assert offers_for_door(path=path, now=NOW) == []
    [offer] = offers_to_ask_for(path=path, now=NOW)
    assert offer.ahead
    order(world, world.doors[0], 3)
    [listing, _] = offers_to_ask_for(path=path, now=NOW)[0].listings
    assert (listing.moment, listing.moment_at) == (Moment.OPENING, NOW + HOUR)
    assert (listing.left, listing.waiting, listing.at_once(2)) == (5, 3, 0)
    assert not listing.sold_out
    [listing, _] = offers_to_ask_for(path=path, now=NOW + HOUR)[0].listings
    assert (listing.moment, listing.left, listing.at_once(3)) == (None, 2, 2)


def test_until_the_sweep_has_come_who_asked_ahead_still_waits_for_the_opening():
    world = make_world(stock=1)
    Round.objects.update(opens_at=NOW + HOUR)
    order(world, world.doors[0], 2)
    [line] = asked_by(world.doors[0], now=NOW + HOUR).lines
    assert (line.moment, line.moment_at) == (Moment.OPENING, NOW + HOUR)
    deal_due(NOW + HOUR)
    [line] = asked_by(world.doors[0], now=NOW + HOUR).lines
    assert (line.granted, line.waiting, line.moment) == (1, 1, None)


def test_a_divided_package_says_its_moment_until_it_is_dealt_out():
    world = draw_world()
    [listing, other] = offers_to_ask_for(path=world.doors[0].path, now=NOW)[0].listings
    assert (listing.rule, listing.moment, listing.moment_at) == (Rule.DRAW, Moment.DRAW, DRAW_AT)
    assert other.moment is None
    order(world, world.doors[0], 2)
    deal_due(DRAW_AT)
    [listing, _] = offers_to_ask_for(path=world.doors[0].path, now=DRAW_AT)[0].listings
    assert (listing.moment, listing.sold_out) == (None, True)


def test_an_act_is_an_order_an_ask_or_both_under_one_number():
    world = draw_world()
    door = world.doors[0]
    asked = intent(world, door, 1, 2)
    both = order(world, door, key=asked.key, wishes=asked.wishes)
    act = act_of_number(household_id=door.pk, number=both.number, now=NOW)
    assert (act.order.id, act.ask.id, act.row) == (both.order_id, both.ask_id, act.order)
    assert act.is_same(asked.wishes)
    assert not act.is_same([Wish(world.listings[1].pk, 3)])
    assert act_of_key(household_id=door.pk, key=str(asked.key), now=NOW) == act
    assert act_of_key(household_id=door.pk, key="x", now=NOW) is None
    more = order(world, door, 1, on_existing=OnExisting.ADD)
    acts = acts_of_door(household_id=door.pk, now=NOW)
    assert {(act.number, bool(act.order), bool(act.ask)) for act in acts} == {
        (both.number, True, True),
        (more.number, False, True),
    }


def test_another_doors_act_is_not_there():
    world = draw_world()
    mine = order(world, world.doors[0], 1)
    other = world.doors[1].pk
    assert ask_of_number(household_id=other, number=mine.number, now=NOW) is None
    with pytest.raises(NotVisible):
        act_of_number(household_id=other, number=mine.number, now=NOW)
    far = make_world(name="F")
    args = {"roles": [Role.CLERK], "pk": mine.ask_id, "now": NOW}
    assert act_for(viewer=far.staff[Role.CLERK], **args) is None
    assert act_for(viewer=world.staff[Role.CLERK], **args).ask.id == mine.ask_id


def test_a_draw_tells_each_door_its_place_and_who_is_before_it():
    world = draw_world(stock=1)
    won, *lost = by_lot(world, [order(world, door, 1) for door in world.doors])
    deal_due(DRAW_AT)
    [share] = shares(won)
    assert (share.granted, share.supply, share.doors, share.asked, share.place) == (1, 1, 4, 4, 1)
    assert not share.enough
    got = Order.objects.get()
    assert share.order == got.number
    assert ask_behind(order_id=got.pk) == won.number
    assert [before(one) for one in (won, *lost)] == [[], [0], [1], [2]]
    assert [shares(one)[0].why for one in lost] == [ShareReason.RAN_OUT] * 3


def test_who_asked_before_the_opening_stands_by_lot_and_who_came_later_behind():
    world = make_world(stock=1)
    Round.objects.update(opens_at=NOW + HOUR)
    ahead = by_lot(world, [order(world, door, 1) for door in world.doors[:3]])
    deal_due(NOW + HOUR)
    Round.objects.update(opens_at=NOW - HOUR)
    late = order(world, world.doors[3], 1, waits=True, occurred_at=NOW + 2 * HOUR)
    assert [before(one) for one in (*ahead, late)] == [[], [0], [1], [2]]


def test_on_the_waiting_list_whoever_asked_first_is_first():
    world = make_world(stock=1)
    doors = world.doors
    had = order(world, doors[0], 1)
    waiting = [
        order(world, door, 1, waits=True, occurred_at=NOW + n * MINUTE)
        for n, door in enumerate(doors[1:])
    ]
    assert [before(one) for one in waiting] == [[0], [1], [2]]
    assert asked_by(doors[1]).stands_in_line
    cancel_order(order_id=had.order_id, actor=SYSTEM, now=NOW)
    deal_due(NOW + HOUR)
    assert [before(one) for one in waiting] == [[], [0], [1]]
    assert [(row.granted, row.ahead, row.late) for row in shares(waiting[1])] == [
        (0, False, False)
    ]


def test_priority_doors_stand_before_the_others():
    world = draw_world(Rule.PRIORITY, stock=1)
    decisions = [order(world, door, 1) for door in world.doors]
    deal_due(DRAW_AT)
    lines = sorted(before(one)[0] for one in decisions if before(one))
    assert lines == [0, 1, 2]


def test_an_ask_that_ended_waits_for_nothing():
    world = draw_world(stock=1)
    door = world.doors[0]
    taken_back = order(world, door, 1)
    assert asked_by(door).open
    assert asked_by(door).moment_at == DRAW_AT
    withdraw_ask(ask_id=taken_back.ask_id, actor=SYSTEM, now=NOW)
    ask = asked_by(door)
    assert (ask.stands, ask.open, ask.wishes) == (False, False, ())
    late = order(world, world.doors[1], 2)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW + MINUTE)
    ask = ask_of_number(household_id=world.doors[1].pk, number=late.number, now=NOW + HOUR)
    assert (ask.stands, ask.open) == (False, False)
    assert [(line.granted, line.waiting) for line in ask.lines] == [(1, 1)]


def test_reading_asks_takes_as_many_queries_for_one_as_for_many(django_assert_max_num_queries):
    world = draw_world()
    door = world.doors[0]
    for _ in range(3):
        order(world, door, 1, 1, on_existing=OnExisting.ADD)
    assert Ask.objects.count() == 3
    deal_due(DRAW_AT)
    with django_assert_max_num_queries(4):
        acts_of_door(household_id=door.pk, now=NOW)
    latest = asks_of_door(household_id=door.pk, now=NOW)[0]
    with django_assert_max_num_queries(4):
        shares_of_ask(ask_id=latest.id)
    with django_assert_max_num_queries(1):
        doors_before(ask_id=latest.id)
