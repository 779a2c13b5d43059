"""X3: neighbours racing for the last package. Each race is shown with the locks off, then on."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import IntegrityError
from django.utils import timezone

from baogong.apps.ordering.enums import Channel, OnExisting, Rule
from baogong.apps.ordering.models import Ask, Deal, Listing, Order, OrderLine, Round
from baogong.apps.ordering.services import cancel as cancel_module
from baogong.apps.ordering.services import (
    cancel_order,
    close_round,
    committer,
    deal_round,
    decide_order,
    decide_orders,
    withdraw_ask,
)
from baogong.apps.ordering.services import deal as deal_module
from baogong.apps.ordering.services import decide as decide_module
from baogong.apps.ordering.services import group as group_module
from baogong.apps.ordering.services.committer import Intake
from baogong.apps.procurement.models import PurchaseOrderLine
from baogong.apps.procurement.services import order_goods
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import Event as WrittenEvent
from baogong.values.errors import DomainError
from tests.factories import NOW, make_world, order
from tests.factories.limits import by_channel, round_on
from tests.factories.racing import RACERS, race, without_row_locks
from tests.factories.world import CABBAGE_GRAMS, announce, intent

pytestmark = pytest.mark.django_db(transaction=True)


def limit_race(world):
    door = world.doors[0]
    intents = [intent(world, door, 1, on_existing=OnExisting.ADD) for _ in range(RACERS)]
    return race(*[lambda asked=asked: decide_order(asked, now=NOW) for asked in intents])


def channel_race(world):
    """One door asks by every channel at once, each in a round of its own: six rounds in six days,
    of which only the door is locked by all."""
    door, rounds = world.doors[0], [round_on(world, n, limit=1, days=6) for n in range(RACERS)]
    intents = [
        by_channel(world, round_, door, channel, 1)
        for round_, channel in zip(rounds, Channel, strict=True)
    ]
    return race(*[lambda asked=asked: decide_order(asked, now=NOW) for asked in intents])


def stock_race(world):
    intents = [intent(world, door, 1) for door in world.doors[:RACERS]]
    return race(*[lambda asked=asked: decide_order(asked, now=NOW) for asked in intents])


def test_without_locks_a_household_gets_more_than_its_limit(locks_off):
    world = make_world(limit=1)
    locks_off(decide_module, "lock_group", racers=RACERS)
    limit_race(world)
    assert Order.objects.count() > 1


def test_with_locks_a_household_gets_its_limit():
    world = make_world(limit=1)
    answers = limit_race(world)
    assert Order.objects.count() == 1
    assert sum(isinstance(answer, DomainError) for answer in answers) == RACERS - 1


def test_without_locks_channels_together_pass_a_limit_over_days(locks_off):
    world = make_world()
    locks_off(decide_module, "lock_group", racers=RACERS)
    channel_race(world)
    assert Order.objects.count() > 1


def test_with_locks_channels_together_keep_a_limit_over_days():
    answers = channel_race(make_world())
    assert Order.objects.count() == 1
    refusals = [type(answer).__name__ for answer in answers if isinstance(answer, DomainError)]
    assert refusals == ["WindowLimitReached"] * (RACERS - 1)


def test_without_locks_the_database_itself_stops_the_oversell(locks_off):
    world = make_world(floors=4, stock=3)
    locks_off(decide_module, "lock_group", racers=RACERS)
    answers = stock_race(world)
    assert any(isinstance(answer, IntegrityError) for answer in answers)
    assert Order.objects.count() <= 3


def test_with_locks_exactly_the_stock_is_sold_and_the_rest_is_told():
    world = make_world(floors=4, stock=3)
    answers = stock_race(world)
    assert [type(a).__name__ for a in answers].count("Decision") == 3
    assert [type(a).__name__ for a in answers].count("SoldOut") == RACERS - 3
    assert world.listings[0].taken == 3


def test_a_double_tap_at_the_same_moment_is_one_order():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    answers = race(*[lambda: decide_order(asked, now=NOW)] * RACERS)
    assert len({answer.order_id for answer in answers}) == 1
    assert Order.objects.count() == 1


def test_groups_that_share_goods_and_doors_never_deadlock_and_keep_the_sums():
    world = make_world(floors=4, stock=30)
    doors = world.doors
    groups = [
        [
            intent(world, doors[(i + k) % len(doors)], 1, 1, on_existing=OnExisting.ADD)
            for k in range(6)
        ][:: (1 if i % 2 else -1)]
        for i in range(RACERS)
    ]
    answers = race(*[lambda g=g: decide_orders(g, now=NOW) for g in groups])
    accepted = [d for group in answers for d in group if d.order_id]
    assert len(accepted) == 30
    assert_taken_is_sum_of_lines()


def test_cancel_against_replace_gives_back_once():
    world = make_world(stock=5)
    for door in world.doors:
        first = order(world, door, 1)
        second = intent(world, door, 1, on_existing=OnExisting.REPLACE)
        race(
            lambda pk=first.order_id: cancel_order(order_id=pk, actor=SYSTEM, now=NOW),
            lambda asked=second: decide_order(asked, now=NOW),
        )
    assert_taken_is_sum_of_lines()
    assert Order.objects.live().count() == len(world.doors)


def cancel_race(world):
    """Two phones of a household cancel one order, beside the order of a neighbour that stays."""
    order(world, world.doors[1], 1)
    mine = order(world, world.doors[0], 1)
    return race(*[lambda: cancel_order(order_id=mine.order_id, actor=SYSTEM, now=NOW)] * 2)


def test_without_locks_the_ledger_stops_a_second_cancel(locks_off):
    world = make_world(stock=5)
    locks_off(cancel_module.policies, "check_round_takes_orders")
    assert sorted(type(answer).__name__ for answer in cancel_race(world)) == [
        "IntegrityError",
        "NoneType",
    ]
    assert world.listings[0].taken == 1


def test_with_locks_a_canceled_order_is_given_back_once():
    world = make_world(stock=5)
    assert cancel_race(world) == [None, None]
    assert world.listings[0].taken == 1


def test_without_locks_an_order_comes_into_a_round_that_is_closed(monkeypatch):
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    counted, closed = Event(), Event()
    lock_group = group_module.lock_group

    def late(intents):
        found = lock_group(intents)
        counted.set()
        assert closed.wait(timeout=20)
        return found

    def close():
        assert counted.wait(timeout=20)
        close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
        order_goods(round_id=world.round.pk, now=NOW)
        closed.set()

    monkeypatch.setattr(locks, "lock_rows", without_row_locks)
    monkeypatch.setattr(decide_module, "lock_group", late)
    race(lambda: decide_order(asked, now=NOW), close)
    assert Order.objects.count() == 1
    assert not PurchaseOrderLine.objects.exists()


def draw_race(world):
    """Two machines sweep at the moment of a draw for which six doors have asked."""
    Round.objects.update(draws_at=NOW)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=Rule.DRAW)
    for door in world.doors[:RACERS]:
        order(world, door, 1, occurred_at=NOW - timedelta(minutes=1))
    return race(*[lambda: deal_round(round_id=world.round.pk, now=NOW)] * 2)


def test_without_locks_the_keys_of_orders_stop_a_second_draw(locks_off):
    world = make_world(floors=4, stock=3)
    locks_off(deal_module, "lock_group")
    answers = draw_race(world)
    assert [type(answer) for answer in answers].count(IntegrityError) == 1
    assert Order.objects.count() == 3


def test_with_locks_a_draw_is_held_once():
    world = make_world(floors=4, stock=3)
    assert draw_race(world) == [False, False]
    assert Deal.objects.count() == 1
    assert (Order.objects.count(), world.listings[0].waiting) == (3, RACERS - 3)


def test_taking_an_ask_back_while_lots_are_drawn_ends_in_one_of_the_two():
    world = make_world(floors=4, stock=RACERS)
    Round.objects.update(draws_at=NOW)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=Rule.DRAW)
    before = NOW - timedelta(minutes=1)
    asks = [order(world, door, 1, occurred_at=before).ask_id for door in world.doors[:RACERS]]
    race(
        *[lambda pk=pk: withdraw_ask(ask_id=pk, actor=SYSTEM, now=NOW) for pk in asks[:3]],
        lambda: deal_round(round_id=world.round.pk, now=NOW),
    )
    taken_back = Ask.objects.exclude(withdrawn_at=None).count()
    assert Order.objects.count() + taken_back == RACERS
    assert (world.listings[0].taken, world.listings[0].waiting) == (RACERS - taken_back, 0)


def test_the_same_form_in_two_web_processes_is_one_order(monkeypatch):
    monkeypatch.setattr(committer, "IDLE_SECONDS", 0.05)
    world = make_world()
    announce(world, now=timezone.now())
    asked, intakes = intent(world, world.doors[0], 1), [Intake(), Intake()]
    answers = race(*[lambda intake=intake: intake.ask(asked) for intake in intakes * 3])
    for intake in intakes:
        while thread := intake._committer:
            thread.join(timeout=20)
    assert len({answer.order_id for answer in answers}) == 1
    assert sum(not answer.repeated for answer in answers) == 1
    assert Order.objects.count() == 1


def test_two_people_close_a_round_once():
    world = make_world()
    answers = race(*[lambda: close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)] * RACERS)
    assert sorted(answers) == [False] * (RACERS - 1) + [True]
    assert WrittenEvent.objects.filter(name="RoundClosed").count() == 1


def test_every_order_that_was_accepted_while_the_round_closed_is_in_its_purchase_order():
    world = make_world(floors=4)
    intents = [intent(world, door, 1) for door in world.doors]
    acts = [lambda asked=asked: decide_order(asked, now=NOW) for asked in intents]

    def close_and_buy():
        close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
        return order_goods(round_id=world.round.pk, now=NOW)

    answers = race(*acts[:4], close_and_buy, *acts[4:])
    accepted = [a for a in answers if getattr(a, "order_id", None)]
    bought = sum(line.quantity for line in PurchaseOrderLine.objects.all())
    assert Order.objects.count() == len(accepted)
    assert bought == len(accepted) * CABBAGE_GRAMS


def assert_taken_is_sum_of_lines():
    for listing in Listing.objects.all():
        lines = OrderLine.objects.filter(listing=listing, order__canceled_at=None)
        assert listing.taken == sum(line.quantity for line in lines)
