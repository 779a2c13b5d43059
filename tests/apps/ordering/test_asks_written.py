"""X3, R42, R48, R28: chains, group-buy files and slips ask for what is divided as pages do."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.ordering.enums import Channel, LineState
from baogong.apps.ordering.errors import AskGivenOut
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    ChainAsk,
    ChainLine,
    Deal,
    GroupBuyOrder,
    Listing,
    Order,
    Round,
    SlipCheck,
)
from baogong.apps.ordering.queries import (
    DoorAsks,
    DoorEntered,
    door_slips,
    doors_entered,
    doors_for_slips,
    group_buy_doors,
    next_slip,
    slip_counts,
    slip_differences,
    slip_progress,
)
from baogong.apps.ordering.services import (
    TypedSlip,
    check_slip,
    deal_due,
    enter_slips,
    settle_slip,
    withdraw_ask,
)
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.chats import HEAD, enter, ordered, paste
from tests.factories.deals import recompute, to_divide
from tests.factories.group_buys import bought, enter_bought, table

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DRAW_AT = NOW + HOUR
TEXT = HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-102 蔬菜包1 鸡蛋蔬菜包1\n"


def drawn_world(stock=9, **terms):
    world = make_world(**terms)
    to_divide(world, stock=stock)
    return world


def standing():
    """Door -> what it asks for and still waits for, ask by ask."""
    lines = AskLine.objects.filter(ask__withdrawn_at=None, waiting__gt=0).order_by("pk")
    found = {}
    for door, waiting in lines.values_list("ask__household__label", "waiting"):
        found.setdefault(door, []).append(waiting)
    return found


# Chains


def test_a_chain_asks_for_what_is_divided_and_orders_the_rest():
    world = drawn_world()
    chain = paste(world, TEXT)

    entered = enter(world, chain)

    assert (entered.doors, entered.asks, entered.refused) == (2, 2, 0)
    assert standing() == {"B1-1-101": [2], "B1-1-102": [1]}
    assert ordered(world) == {"B1-1-102": {"EVG50": 1}}
    assert set(Ask.objects.values_list("channel", "placed_by", "consent")) == {
        (Channel.CHAIN, world.staff[Role.CLERK].pk, "chat")
    }
    first, second = Ask.objects.order_by("pk")
    assert Order.objects.get().pk == second.pk
    assert ChainAsk.objects.get(ask=first).order is None
    assert set(ChainLine.objects.filter(asks__ask=first).values_list("state", flat=True)) == {
        LineState.ENTERED
    }
    assert doors_entered(chain) == [
        DoorEntered("B1-1-101", (), (DoorAsks(first.number, (("蔬菜包", 2),)),)),
        DoorEntered(
            "B1-1-102", (("鸡蛋蔬菜包", 1),), (DoorAsks(second.number, (("蔬菜包", 1),)),)
        ),
    ]


def test_entering_a_chain_twice_asks_once():
    world = drawn_world()
    chain = paste(world, TEXT)
    enter(world, chain)
    assert enter(world, chain).doors == 0
    assert Ask.objects.count() == 2


def test_a_chain_takes_part_in_the_draw_as_everybody():
    world = drawn_world(stock=3)
    enter(world, paste(world, TEXT))
    for door in world.doors[2:]:
        order(world, door, 1)
    deal_due(DRAW_AT)
    deal = Deal.objects.get()
    assert (deal.late, deal.shares.count(), recompute(deal)) == (False, 4, [])
    assert AskLine.objects.filter(waiting__gt=0).count() > 0


def test_a_chain_before_the_opening_asks_ahead():
    world = make_world(stock=9)
    Round.objects.update(opens_at=NOW + HOUR)
    enter(world, paste(world, TEXT))
    assert not Order.objects.exists()
    deal_due(NOW + HOUR)
    assert ordered(world) == {"B1-1-101": {"VEG35": 2}, "B1-1-102": {"VEG35": 1, "EVG50": 1}}
    assert {share.asked_at for deal in Deal.objects.all() for share in deal.shares.all()} == {
        NOW + HOUR
    }


def test_after_the_draw_a_chain_waits_behind_those_who_asked_in_time():
    """Also where its text was pasted before: nobody comes in once the lots are known."""
    world = drawn_world(stock=1)
    for door in world.doors[2:]:
        order(world, door, 1)
    chain = paste(world, TEXT)
    deal_due(DRAW_AT)
    entered = enter(world, chain, now=DRAW_AT + MINUTE)
    assert (entered.asks, entered.refused) == (2, 0)
    assert set(
        Ask.objects.filter(channel=Channel.CHAIN).values_list("occurred_at", flat=True)
    ) == {DRAW_AT + MINUTE}
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=2)
    deal_due(DRAW_AT + HOUR)
    assert {
        order.household for order in Order.objects.filter(lines__listing=world.listings[0])
    } == {*world.doors[2:]}


def test_what_is_sold_out_without_a_rule_still_comes_back_for_review():
    world = make_world(stock=1)
    order(world, world.doors[3], 1)
    entered = enter(world, paste(world, TEXT))
    assert (entered.asks, entered.refused) == (0, 2)
    assert not Ask.objects.exists()


def test_a_longer_copy_asks_only_for_the_difference():
    world = drawn_world()
    enter(world, paste(world, TEXT))
    before = set(Ask.objects.values_list("pk", "occurred_at"))
    kept_order = Order.objects.get().pk
    longer = TEXT + "3. B1-1-102 再加一份蔬菜包\n4. B1-1-201 蔬菜包1\n"

    entered = enter(world, paste(world, longer), now=NOW + MINUTE)

    assert (entered.doors, entered.asks) == (2, 2)
    assert standing() == {"B1-1-101": [2], "B1-1-102": [1, 1], "B1-1-201": [1]}
    assert before <= set(Ask.objects.standing().values_list("pk", "occurred_at"))
    assert Order.objects.live().get().pk == kept_order


def test_a_longer_copy_after_the_draw_leaves_what_came_of_the_first():
    world = drawn_world()
    enter(world, paste(world, TEXT))
    deal_due(DRAW_AT)
    had = set(Order.objects.values_list("pk", flat=True))
    longer = TEXT + "3. B1-1-102 再加一份蔬菜包\n"
    enter(world, paste(world, longer), now=DRAW_AT + MINUTE)
    assert had <= set(Order.objects.live().values_list("pk", flat=True))
    assert ordered(world)["B1-1-101"] == {"VEG35": 2}
    [listing] = Listing.objects.filter(pk=world.listings[0].pk)
    assert (listing.taken, listing.waiting) == (4, 0)


def test_who_wants_fewer_asks_anew_and_who_cancels_asks_for_nothing():
    world = drawn_world()
    enter(world, paste(world, TEXT))
    longer = TEXT + "3. B1-1-101 改成1份蔬菜包\n4. 取消B1-1-102\n"
    entered = enter(world, paste(world, longer), now=NOW + MINUTE)
    assert entered.doors == 2
    assert standing() == {"B1-1-101": [1]}
    assert ordered(world) == {}
    assert Listing.objects.get(pk=world.listings[0].pk).waiting == 1


def test_a_door_that_asked_on_its_page_comes_back_for_review():
    world = drawn_world()
    mine = order(world, world.doors[0], 1)
    entered = enter(world, paste(world, TEXT))
    assert (entered.doors, entered.refused) == (1, 1)
    [line] = ChainLine.objects.filter(state=LineState.REVIEW)
    assert line.reasons == [{"code": "already_ordered", "refused": {"numbers": mine.number}}]
    ChainLine.objects.filter(pk=line.pk).update(state=LineState.READY, adds=True)
    enter(world, paste(world, TEXT), now=NOW + MINUTE)
    assert standing()["B1-1-101"] == [1, 2]


def test_an_ask_that_was_taken_back_meanwhile_is_no_matter_of_the_chat():
    world = drawn_world()
    chain = paste(world, TEXT)
    enter(world, chain)
    withdraw_ask(ask_id=Ask.objects.order_by("pk")[0].pk, actor=SYSTEM, now=NOW)
    assert doors_entered(chain)[0] == DoorEntered("B1-1-101", ())


# Group-buy files


def test_a_file_asks_for_what_is_divided_and_two_numbers_of_a_door_are_two_asks():
    world = drawn_world()
    rows = (
        "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,待发货,",
        "K002,张阿姨,13900001234,B1-1-101,蔬菜包,1,待发货,",
        "K003,李敏,13900005678,B1-1-102,鸡蛋蔬菜包,1,待发货,",
    )
    file = bought(world, table(*rows))

    entered = enter_bought(world, file)

    assert (entered.orders, entered.asks, entered.refused) == (3, 2, 0)
    assert standing() == {"B1-1-101": [2, 1]}
    assert GroupBuyOrder.objects.filter(state=LineState.ENTERED).count() == 3
    first, second = Ask.objects.order_by("pk")
    assert group_buy_doors(file) == [
        DoorEntered(
            "B1-1-101",
            (),
            (DoorAsks(first.number, (("蔬菜包", 2),)), DoorAsks(second.number, (("蔬菜包", 1),))),
        ),
        DoorEntered("B1-1-102", (("鸡蛋蔬菜包", 1),)),
    ]
    again = bought(world, table(*rows, "K005,王强,13900004321,B1-1-201,蔬菜包,1,待发货,"))
    assert enter_bought(world, again).asks == 1
    deal_due(DRAW_AT)
    assert ordered(world)["B1-1-201"] == {"VEG35": 1}
    assert group_buy_doors(file)[0].asks == ()


# Slips


def type_slip(world, door, *quantities, now=NOW, **fields):
    packages = {
        listing.package_id: n for listing, n in zip(world.listings, quantities, strict=False) if n
    }
    slip = TypedSlip(key=uuid4(), household_id=door.pk, packages=packages, **fields)
    actor = world.staff[Role.CLERK]
    [decision] = enter_slips([slip], round_id=world.round.pk, actor=actor, now=now)
    return decision


def read(world, decision, *quantities, now=NOW):
    wishes = [
        Wish(listing.pk, n) for listing, n in zip(world.listings, quantities, strict=False) if n
    ]
    return check_slip(
        act_id=decision.order_id or decision.ask_id,
        key=uuid4(),
        wishes=wishes,
        actor=world.staff[Role.COMMANDER],
        now=now,
    )


def settle(world, decision, *, second, now=NOW):
    settle_slip(
        act_id=decision.order_id or decision.ask_id,
        second=second,
        reason="看错",
        actor=world.staff[Role.COMMANDER],
        now=now,
    )


def counts(world):
    found = slip_counts(round_id=world.round.pk)
    return found.typed, found.unread, found.differing


def test_a_slip_asks_and_its_second_reader_reads_all_of_it():
    world = drawn_world()
    both = type_slip(world, world.doors[0], 2, 1)
    alone = type_slip(world, world.doors[1], 1)
    assert (both.order_id, alone.order_id) == (both.ask_id, None)
    assert counts(world) == (2, 2, 0)
    reader = world.staff[Role.COMMANDER].pk
    assert next_slip(round_id=world.round.pk, reader_id=reader).id == both.ask_id

    assert read(world, both, 2, 1).same
    row = next_slip(round_id=world.round.pk, reader_id=reader)
    assert (row.id, row.asked) == (alone.ask_id, True)
    assert read(world, alone, 1).same

    assert counts(world) == (2, 0, 0)
    assert not Order.objects.filter(waits_for_check=True).exists()
    deal_due(DRAW_AT)
    assert ordered(world) == {"B1-1-101": {"VEG35": 2, "EVG50": 1}, "B1-1-102": {"VEG35": 1}}
    assert not Order.objects.filter(waits_for_check=True).exists()


def test_what_came_of_a_slip_that_nobody_read_again_waits_with_it():
    world = drawn_world()
    asked = type_slip(world, world.doors[0], 2)
    deal_due(DRAW_AT)
    given = Order.objects.get()
    assert given.waits_for_check
    assert counts(world) == (1, 1, 0)
    assert read(world, asked, 2, now=DRAW_AT).same
    given.refresh_from_db()
    assert not given.waits_for_check


def test_a_slip_that_was_read_differently_asks_as_the_second_reader_says():
    world = drawn_world()
    other = type_slip(world, world.doors[0], 1)
    asked = type_slip(world, world.doors[0], 2, 1, adds=True)
    assert not read(world, asked, 1, 1).same
    assert counts(world) == (2, 1, 1)
    [row] = slip_differences(round_id=world.round.pk)
    assert row.lines == (("蔬菜包", 2, 1),)

    settle(world, asked, second=True)

    assert standing() == {"B1-1-101": [1, 1]}
    assert Ask.objects.get(pk=other.ask_id).withdrawn_at is None
    assert ordered(world) == {"B1-1-101": {"EVG50": 1}}
    assert counts(world) == (2, 1, 0)


def test_once_it_took_part_in_a_draw_a_person_puts_a_misread_slip_right():
    world = drawn_world()
    asked = type_slip(world, world.doors[0], 2)
    assert not read(world, asked, 1).same
    deal_due(DRAW_AT)
    with pytest.raises(AskGivenOut):
        settle(world, asked, second=True, now=DRAW_AT)
    assert SlipCheck.objects.get().settled_at is None
    settle(world, asked, second=False, now=DRAW_AT)
    assert not Order.objects.get().waits_for_check


def test_a_door_that_asked_is_no_door_without_an_order():
    world = drawn_world()
    order(world, world.doors[0], 1)
    type_slip(world, world.doors[1], 1)
    place = world.round.estate
    left = doors_for_slips(round_id=world.round.pk, place=place, only_without_order=True)
    assert {pk for pk, _door, _entrance in left} == {door.pk for door in world.doors[2:]}
    [row] = slip_progress(round_id=world.round.pk, place=place)
    assert (row.ordered, row.typed) == (2, 1)
    [slip] = door_slips(round_=world.round, door_ids=[world.doors[1].pk])
    [act] = slip.acts
    assert (act.channel, act.asked) == (Channel.SHEET, True)
