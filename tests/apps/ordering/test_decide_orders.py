"""R19, R38, R39, R50: what decide_orders accepts, refuses and repeats."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baogong.apps.catalog.enums import Unit
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.enums import Channel, OnExisting
from baogong.apps.ordering.errors import (
    AlreadyOrdered,
    CardRevoked,
    CutoffPassed,
    EmptyOrder,
    KeyReused,
    LimitExceeded,
    NotADoor,
    NotOnOffer,
    OrderClosed,
    ReadBackMissing,
    SoldOut,
    TooMany,
)
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Listing, Order, OrderLine
from baogong.apps.ordering.services import cancel_order, decide_order, decide_orders
from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.services import reissue_card
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry, Event
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.world import announce_pieces, intent

pytestmark = pytest.mark.django_db


def taken(world):
    return [listing.taken for listing in world.listings]


def snapshot():
    return Order.objects.count(), OrderLine.objects.count(), Event.objects.count()


def test_the_total_is_the_sum_in_fen():
    world = make_world()
    assert order(world, world.doors[0], 2, 1).total_fen == 2 * 3500 + 5000
    assert taken(world) == [2, 1]


def test_one_two_none_and_one_of_the_four_packages_cost_190_yuan():
    """R19: packages of 20, 35, 50 and 100 yuan; the order, its lines and what the door owes."""
    world = make_world()
    names = ("主食包", "蔬菜包", "鸡蛋蔬菜包", "蔬果组合")
    prices = (2000, 3500, 5000, 10_000)
    named = zip(names, prices, strict=True)
    announce_pieces(world, {f"P{fen}": (name, fen, Unit.PORTION) for name, fen in named})
    decision = order(world, world.doors[0], 1, 2, 0, 1)
    made = Order.objects.get(pk=decision.order_id)
    lines = made.lines.order_by("listing").values_list("quantity", "price_fen")

    assert (decision.total_fen, made.total_fen) == (19_000, 19_000)
    assert list(lines) == [(1, 2000), (2, 3500), (1, 10_000)]
    assert all(isinstance(number, int) for line in lines for number in line)
    assert household_balances([world.doors[0].pk]) == {world.doors[0].pk: 19_000}


def test_the_same_key_twice_is_one_order_and_the_same_answer():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    first = decide_order(asked, now=NOW)
    again = decide_order(asked, now=NOW + timedelta(seconds=5))
    assert (again.order_id, again.total_fen) == (first.order_id, first.total_fen)
    assert again.repeated
    assert not first.repeated
    assert Order.objects.count() == 1


def test_the_same_key_within_one_group_is_one_order():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    first, again = decide_orders([asked, asked], now=NOW)
    assert first.order_id == again.order_id
    assert again.repeated
    assert taken(world) == [1, 0]


def test_nobody_orders_without_a_card_for_a_door_that_has_none():
    world = make_world()
    asked = intent(world, world.doors[0], 1, card_epoch=None)
    HouseholdCard.objects.all().delete()
    with pytest.raises(CardRevoked):
        decide_order(asked, now=NOW)
    assert not Order.objects.exists()


def test_a_group_without_intents_decides_nothing():
    before = snapshot()
    assert decide_orders([], now=NOW) == []
    assert snapshot() == before


def test_a_repeat_after_the_cutoff_still_gets_its_receipt():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    first = decide_order(asked, now=NOW)
    assert decide_order(asked, now=NOW + timedelta(days=1)).order_id == first.order_id


def test_a_key_of_another_household_is_refused():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    decide_order(asked, now=NOW)
    stolen = intent(world, world.doors[1], 1, key=asked.key)
    with pytest.raises(KeyReused):
        decide_order(stolen, now=NOW)


@pytest.mark.parametrize("hours", [8, 9])
def test_after_its_cutoff_a_round_takes_nothing(hours):
    world = make_world()
    before, clerk = snapshot(), world.staff[Role.CLERK].pk
    asked = intent(world, world.doors[0], 1, channel=Channel.CHAIN, placed_by_id=clerk)
    with pytest.raises(CutoffPassed):
        decide_order(asked, now=NOW + timedelta(hours=hours))
    assert snapshot() == before
    assert taken(world) == [0, 0]


def test_one_second_before_the_cutoff_is_in_time():
    world = make_world()
    at = NOW + timedelta(hours=8) - timedelta(seconds=1)
    assert decide_order(intent(world, world.doors[0], 1), now=at).order_id


def test_a_second_order_of_a_door_is_asked_about():
    world = make_world()
    first = order(world, world.doors[0], 1)
    number = Order.objects.get(pk=first.order_id).number
    with pytest.raises(AlreadyOrdered) as refused:
        order(world, world.doors[0], 1)
    assert refused.value.data == {"numbers": number}
    assert taken(world) == [1, 0]


def test_adding_keeps_both_and_replacing_cancels_the_first():
    world = make_world(stock=3)
    order(world, world.doors[0], 1)
    order(world, world.doors[0], 1, on_existing=OnExisting.ADD)
    assert (Order.objects.live().count(), taken(world)) == (2, [2, 0])
    order(world, world.doors[0], 3, on_existing=OnExisting.REPLACE)
    assert (Order.objects.live().count(), taken(world)) == (1, [3, 0])
    assert AuditEntry.objects.filter(action="order.replaced").count() == 2


def test_a_refused_replacement_leaves_the_first_order_alone():
    world = make_world(stock=2)
    order(world, world.doors[0], 1)
    with pytest.raises(SoldOut):
        order(world, world.doors[0], 3, on_existing=OnExisting.REPLACE)
    assert (Order.objects.live().count(), taken(world)) == (1, [1, 0])


def test_the_last_package_goes_to_the_first_of_a_group():
    world = make_world(stock=2)
    doors = world.doors
    decisions = decide_orders([intent(world, door, 1) for door in doors[:3]], now=NOW)
    assert [type(d.refusal) for d in decisions] == [type(None), type(None), SoldOut]
    assert decisions[2].refusal.data == {"name": "蔬菜包", "left": 0}
    assert taken(world) == [2, 0]


def test_a_household_limit_is_summed_over_its_orders():
    world = make_world(limit=2)
    order(world, world.doors[0], 2)
    with pytest.raises(LimitExceeded):
        order(world, world.doors[0], 1, on_existing=OnExisting.ADD)
    assert order(world, world.doors[0], 0, 1, on_existing=OnExisting.ADD).order_id
    assert order(world, world.doors[1], 2).order_id


def test_a_canceled_order_gives_back_what_it_took_once():
    world = make_world(stock=1)
    first = order(world, world.doors[0], 1)
    for _ in range(2):
        cancel_order(order_id=first.order_id, actor=SYSTEM, now=NOW)
    assert taken(world) == [0, 0]
    assert order(world, world.doors[1], 1).order_id


def test_after_the_round_closed_nothing_can_be_canceled():
    world = make_world()
    first = order(world, world.doors[0], 1)
    ripe_round(world)
    with pytest.raises(OrderClosed):
        cancel_order(order_id=first.order_id, actor=SYSTEM, now=NOW)
    assert Order.objects.live().count() == 1


def test_a_revoked_card_cannot_order():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    card = HouseholdCard.objects.get(household=world.doors[0])
    reissue_card(card_id=card.pk, actor=world.staff[Role.COMMANDER], now=NOW)
    with pytest.raises(CardRevoked):
        decide_order(asked, now=NOW)
    assert Order.objects.count() == 0


def test_an_order_by_phone_needs_its_read_back():
    world = make_world()
    by_phone = intent(
        world,
        world.doors[0],
        1,
        channel=Channel.PHONE,
        placed_by_id=world.staff[Role.CLERK].pk,
        card_epoch=None,
    )
    with pytest.raises(ReadBackMissing):
        decide_order(by_phone, now=NOW)
    assert decide_order(replace(by_phone, read_back=True), now=NOW).order_id


def test_what_cannot_be_asked_is_refused_and_nothing_moves():
    world, other = make_world(), make_world(name="F")
    door = world.doors[0]
    bad = [
        (intent(world, door), EmptyOrder),
        (replace(intent(world, door, 1), wishes=(Wish(world.listings[0].pk, -1),)), EmptyOrder),
        (intent(world, door, 100), TooMany),
        (intent(world, door, 10**12), TooMany),
        (replace(intent(world, door, 1), wishes=(Wish(10**9, 1),)), NotOnOffer),
        (replace(intent(world, door, 1), round_id=10**9), NotOnOffer),
        (replace(intent(world, door, 1), wishes=intent(other, door, 1).wishes), NotOnOffer),
        (replace(intent(world, door, 1), wishes=intent(world, door, 1).wishes * 2), NotOnOffer),
        (intent(world, other.doors[0], 1), NotADoor),
        (replace(intent(world, door, 1), household_id=world.estate.pk), NotADoor),
    ]
    before = snapshot()
    decisions = decide_orders([asked for asked, _ in bad], now=NOW)
    assert [type(d.refusal) for d in decisions] == [refusal for _, refusal in bad]
    assert snapshot() == before


def test_one_refused_intent_does_not_sink_its_group():
    world = make_world()
    good, empty = intent(world, world.doors[0], 1), intent(world, world.doors[1])
    decisions = decide_orders([empty, good], now=NOW)
    assert [bool(d.order_id) for d in decisions] == [False, True]


def test_the_number_of_statements_does_not_grow_with_the_group(django_assert_num_queries):
    world = make_world(floors=20)
    intents = [intent(world, door, 1, 1) for door in world.doors]
    for group in (intents[:1], intents[1:]):
        with django_assert_num_queries(26):
            decide_orders(group, now=NOW)


def test_taken_is_the_sum_of_live_lines():
    world = make_world(floors=5)
    for i, door in enumerate(world.doors):
        order(world, door, 1 + i % 2, i % 3)
    for placed in Order.objects.all()[:3]:
        cancel_order(order_id=placed.pk, actor=SYSTEM, now=NOW)
    for listing in Listing.objects.all():
        lines = listing.lines.filter(order__canceled_at=None)
        assert listing.taken == sum(line.quantity for line in lines)
