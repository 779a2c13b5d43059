"""R42: a pasted chain becomes orders; what is not certain waits, and nothing is entered twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.ordering.enums import Channel, LineKind, LineState
from baogong.apps.ordering.errors import CutoffPassed, EmptyOrder, LineEntered, NoChain
from baogong.apps.ordering.models import Chain, ChainLine, Order
from baogong.apps.ordering.services import (
    DoorAsk,
    Mended,
    chain_entry,
    leave_line_out,
    mend_line,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from tests.factories import NOW, make_world
from tests.factories.chats import CHAIN, HEAD, enter, ordered, paste
from tests.factories.racing import race
from tests.factories.seasonings import BROKEN, SEASONING_CHAIN, SOME, seasoning_world
from tests.factories.world import order

LONGER = CHAIN + "5. B1-1-201 蔬菜包1 鸡蛋蔬菜包1\n6. B1-1-101 再加一份蔬菜包\n7. 取消B1-1-102\n"


def states(chain):
    unread = (LineState.IGNORED, LineState.KNOWN)
    lines = chain.lines.exclude(state__in=unread).order_by("position")
    return dict(lines.values_list("number", "state"))


@pytest.mark.django_db
def test_what_is_clear_is_ready_and_everything_else_stays_on_a_list():
    world = make_world()
    chain = paste(world)

    assert states(chain) == {"1": "ready", "2": "ready", "3": "review"}
    assert ChainLine.objects.get(number="3").reasons[0]["code"] == "no_such_door"
    assert {line.raw for line in chain.lines.all()} >= {"4. 几点能到", "#接龙"}
    assert ordered(world) == {}


@pytest.mark.django_db
def test_phone_numbers_are_masked_before_a_chain_is_kept():
    world = make_world()
    chain = paste(world)

    assert "13900001234" not in chain.text
    assert "139****1234" in chain.text
    assert "139****1234" in ChainLine.objects.get(number="2").raw


@pytest.mark.django_db
def test_entering_makes_orders_and_a_second_run_makes_none():
    world = make_world()
    chain = paste(world)

    assert enter(world, chain).doors == 2
    assert enter(world, chain).doors == 0
    assert ordered(world) == {"B1-1-101": {"VEG35": 2}, "B1-1-102": {"EVG50": 1}}
    assert states(chain) == {"1": "entered", "2": "entered", "3": "review"}
    assert set(Order.objects.values_list("channel", "placed_by")) == {
        (Channel.CHAIN, world.staff[Role.CLERK].pk)
    }


@pytest.mark.django_db
def test_the_same_text_again_is_the_same_chain():
    world = make_world()

    assert paste(world) == paste(world, f"\n{CHAIN}\n")
    assert Chain.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("entered_before", [True, False])
def test_a_longer_copy_adds_only_the_difference(entered_before):
    world = make_world()
    chain = paste(world)
    if entered_before:
        enter(world, chain)
    longer = paste(world, LONGER)

    assert longer.continues == chain
    assert states(longer) == {"5": "ready", "6": "ready", "7": "ready"}
    enter(world, longer)
    assert ordered(world) == {
        "B1-1-101": {"VEG35": 3},
        "B1-1-201": {"VEG35": 1, "EVG50": 1},
    }
    assert set(states(chain).values()) == {"entered", "review"}


@pytest.mark.django_db
def test_an_entry_that_a_longer_copy_lacks_waits_for_a_person():
    world = make_world()
    text = HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-102 蔬菜包1\n3. B1-1-201 蔬菜包1\n"
    enter(world, paste(world, text))
    without = HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-201 蔬菜包1\n3. B1-1-202 蔬菜包1\n"
    longer = paste(world, without)

    [line] = longer.lines.filter(state=LineState.REVIEW)
    assert [reason["code"] for reason in line.reasons] == ["withdrawn"]
    assert ordered(world)["B1-1-102"] == {"VEG35": 1}


@pytest.mark.django_db
def test_a_person_mends_a_line_and_it_is_entered():
    world = make_world()
    chain = paste(world)
    veg = world.listings[0].package_id
    clerk = world.staff[Role.CLERK]
    line = ChainLine.objects.get(number="3")
    with pytest.raises(EmptyOrder):
        mend_line(Mended(LineKind.ORDER, ()), line=line, actor=clerk, now=NOW)
    asks = (DoorAsk(world.doors[3].pk, {veg: 1}),)
    mend_line(Mended(LineKind.ORDER, asks), line=line, actor=clerk, now=NOW)
    enter(world, chain)

    assert ordered(world)[world.doors[3].label] == {"VEG35": 1}
    line.refresh_from_db()
    assert (line.state, line.settled_by) == (LineState.ENTERED, clerk)
    with pytest.raises(LineEntered):
        leave_line_out(line, actor=clerk, now=NOW)


@pytest.mark.django_db
def test_a_line_that_is_left_out_is_never_entered():
    world = make_world()
    chain = paste(world)
    line = ChainLine.objects.get(number="1")
    leave_line_out(line, actor=world.staff[Role.CLERK], now=NOW)
    enter(world, chain)

    assert ordered(world) == {"B1-1-102": {"EVG50": 1}}


@pytest.mark.django_db
def test_a_door_that_ordered_elsewhere_comes_back_until_somebody_says_to_add():
    world = make_world()
    order(world, world.doors[0], 1)
    chain = paste(world)

    assert enter(world, chain).refused == 1
    line = ChainLine.objects.get(number="1")
    assert (line.state, line.reasons[0]["code"]) == (LineState.REVIEW, "already_ordered")
    asks = (DoorAsk(world.doors[0].pk, {world.listings[0].package_id: 2}),)
    mended = Mended(LineKind.ORDER, asks, adds=True)
    mend_line(mended, line=line, actor=world.staff[Role.CLERK], now=NOW)
    enter(world, chain)
    orders = Order.objects.live().filter(household=world.doors[0])
    assert sorted(orders.values_list("channel", flat=True)) == [Channel.CHAIN, Channel.PAGE]


@pytest.mark.django_db
def test_what_is_sold_out_comes_back_and_the_others_are_entered():
    world = make_world(stock=1)
    chain = paste(world)
    entered = enter(world, chain)

    assert (entered.doors, entered.refused) == (1, 1)
    assert ordered(world) == {"B1-1-102": {"EVG50": 1}}
    reason = ChainLine.objects.get(number="1").reasons[0]
    assert reason == {"code": "sold_out", "refused": {"name": "蔬菜包", "left": 1}}


@pytest.mark.django_db
def test_after_the_cut_off_nothing_is_entered_and_the_lines_stay_ready():
    world = make_world()
    chain = paste(world)
    with pytest.raises(CutoffPassed):
        enter(world, chain, now=NOW + timedelta(days=1))

    assert ordered(world) == {}
    assert states(chain)["1"] == LineState.READY


@pytest.mark.django_db
def test_an_empty_text_is_refused():
    world = make_world()
    with pytest.raises(NoChain):
        paste(world, " \n ")
    assert Chain.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [False, True])
def test_two_people_who_enter_the_same_chain_order_once(locks_off, locked):
    world = make_world()
    chain = paste(world)
    if not locked:
        locks_off(chain_entry, "usual_by_estate", racers=4)
    answers = race(*[lambda: enter(world, chain) for _ in range(4)])

    failed = [answer for answer in answers if isinstance(answer, Exception)]
    entered = sum(answer.doors for answer in answers if answer not in failed)
    assert (not failed and entered == 2) is locked
    assert Order.objects.live().count() == 2  # an order's key holds without any lock


@pytest.mark.django_db
def test_sixty_entries_of_which_five_are_broken_give_55_orders_and_5_lines_to_mend():
    """D6: each in other words, some in several lines, with chatter and changes between them."""
    world = seasoning_world()
    chain = paste(world, SEASONING_CHAIN)
    entered = enter(world, chain)

    assert (entered.doors, entered.refused) == (55, 0)
    assert Order.objects.live().count() == 55
    found = [line for line, state in states(chain).items() if state == "review"]
    assert found == BROKEN
    assert {door: ordered(world)[door] for door in SOME} == SOME


@pytest.mark.django_db
def test_entering_costs_the_same_number_of_queries_for_two_doors_and_for_55(
    django_assert_max_num_queries,
):
    small, world = make_world(name="F"), seasoning_world()
    few, many = paste(small), paste(world, SEASONING_CHAIN)
    with CaptureQueriesContext(connection) as two:
        enter(small, few)
    with django_assert_max_num_queries(len(two)):
        enter(world, many)


@pytest.mark.django_db
def test_the_text_goes_after_two_weeks_and_what_was_ordered_stays():
    world = make_world()
    chain = paste(world)
    enter(world, chain)
    erase_due(NOW + timedelta(days=13))
    chain.refresh_from_db()
    assert chain.text

    erase_due(NOW + timedelta(days=15))
    chain.refresh_from_db()
    assert chain.text == ""
    assert {line.raw for line in chain.lines.all()} == {""}
    assert ordered(world)["B1-1-101"] == {"VEG35": 2}
