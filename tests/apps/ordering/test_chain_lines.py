"""R42: what people do with a chain's lines, and what a second day, chain or person brings."""

import pytest
from django.db import transaction

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.enums import Channel, LineKind, LineState, OnExisting
from baogong.apps.ordering.errors import LineEntered, kept_error
from baogong.apps.ordering.models import Chain, ChainLine, Order, Round, RoundGood
from baogong.apps.ordering.queries import chain_lines, doors_entered, lines_waiting
from baogong.apps.ordering.services import DoorAsk, Mended, look_again, mend_line
from baogong.apps.people.enums import Role
from baogong.plumbing import locks
from tests.factories import NOW, make_world, order
from tests.factories.chats import HEAD, enter, ordered, paste
from tests.factories.racing import race


def mend(world, line, *asks, kind=LineKind.ORDER, adds=False):
    """``asks``: (door, quantity of the first package)."""
    veg = world.listings[0].package_id
    doors = tuple(DoorAsk(door.pk, {veg: quantity}) for door, quantity in asks)
    clerk = world.staff[Role.CLERK]
    mend_line(Mended(kind, doors, adds=adds), line=line, actor=clerk, now=NOW)


def line_of(chain, number):
    return chain.lines.get(number=number)


@pytest.mark.django_db
def test_a_good_that_is_short_over_all_packages_is_told_with_what_is_left():
    world = make_world()
    RoundGood.objects.create(round=world.round, good=Good.objects.get(sku="CAB"), stock=4000)
    chain = paste(world, HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-102 蔬菜包1\n")

    assert enter(world, chain).refused == 1
    [reason] = line_of(chain, "1").reasons
    refusal = kept_error(**reason)
    assert (refusal.code, refusal.data["left"].quantity) == ("good_sold_out", 4000)


@pytest.mark.django_db
def test_who_signs_up_to_help_leaves_nothing_to_enter():
    world = make_world()
    chain = paste(world, "#志愿者报名接龙\n1. 李敏 B1 可以搬运\n2. 王强 B1 晚上有空\n")

    assert set(chain.lines.values_list("state", flat=True)) == {LineState.IGNORED}


@pytest.mark.django_db
def test_a_line_that_is_half_entered_keeps_what_is_entered():
    world = make_world()
    order(world, world.doors[1], 1)
    chain = paste(world, HEAD + "1. B1-1-101/102 蔬菜包各1\n")
    enter(world, chain)
    line, (first, second, third, _) = line_of(chain, "1"), world.doors
    assert (line.state, set(ordered(world))) == (LineState.REVIEW, {"B1-1-101", "B1-1-102"})

    with pytest.raises(LineEntered):
        mend(world, line, (first, 3))
    mend(world, line, (second, 1), (third, 2), adds=True)
    enter(world, chain)

    chains = Order.objects.live().filter(channel=Channel.CHAIN)
    assert set(chains.values_list("household__label", flat=True)) == {
        "B1-1-101",
        "B1-1-102",
        "B1-1-201",
    }
    [row] = chain_lines([line.pk], shown_on=chain)
    assert [ask.entered for ask in row.asks] == [True, True, True]


@pytest.mark.django_db
def test_a_cancel_drops_the_packages_that_it_names_whole():
    world = make_world()
    text = HEAD + "1. B1-1-101 蔬菜包2 鸡蛋蔬菜包1\n"
    enter(world, paste(world, text))
    chain = paste(world, text + "2. B1-1-909 蔬菜包\n")
    mend(world, line_of(chain, "2"), (world.doors[0], 2), kind=LineKind.CANCEL)
    enter(world, chain)

    assert ordered(world) == {"B1-1-101": {"EVG50": 1}}


@pytest.mark.django_db
def test_a_door_that_ordered_elsewhere_can_be_added_to_twice():
    world = make_world()
    elsewhere = order(world, world.doors[0], 1)
    first = HEAD + "1. B1-1-101 蔬菜包2\n"
    chain = paste(world, first)
    enter(world, chain)
    mend(world, line_of(chain, "1"), (world.doors[0], 2), adds=True)
    enter(world, chain)
    longer = paste(world, first + "2. B1-1-101 鸡蛋蔬菜包1\n")
    assert enter(world, longer).refused == 1
    mend(world, line_of(longer, "2"), (world.doors[0], 1), adds=True)

    assert enter(world, longer).refused == 0
    live = Order.objects.live().filter(household=world.doors[0])
    assert {row.pk: row.total_fen for row in live} == {
        elsewhere.order_id: 3500,
        live.get(channel=Channel.CHAIN).pk: 3 * 3500,
    }


@pytest.mark.django_db
def test_another_chat_never_changes_what_this_one_ordered():
    world = make_world()
    enter(world, paste(world, HEAD + "1. B1-1-101 蔬菜包2\n"))
    other = paste(world, "#二群接龙\n1. B1-1-101 鸡蛋蔬菜包1\n")

    assert enter(world, other).refused == 1
    assert line_of(other, "1").reasons[0]["code"] == "already_ordered"
    assert ordered(world) == {"B1-1-101": {"VEG35": 2}}


@pytest.mark.django_db
def test_the_list_for_the_chat_says_once_what_each_door_has_now():
    world = make_world()
    text = HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-102 蔬菜包1\n"
    enter(world, paste(world, text))
    chain = paste(world, text + "3. B1-1-101 蔬菜包改成3份\n4. 取消B1-1-102\n")
    enter(world, chain)

    assert [(row.door, row.packages) for row in doors_entered(chain)] == [
        ("B1-1-101", (("蔬菜包", 3),)),
        ("B1-1-102", ()),
    ]


@pytest.mark.django_db
def test_what_a_household_put_in_the_place_of_it_is_not_told_to_the_chat():
    world = make_world()
    chain = paste(world, HEAD + "1. B1-1-101 蔬菜包2\n2. B1-1-102 蔬菜包1\n")
    enter(world, chain)
    order(world, world.doors[0], 0, 1, on_existing=OnExisting.REPLACE)

    assert [row.door for row in doors_entered(chain)] == ["B1-1-102"]


@pytest.mark.django_db
def test_a_ready_line_can_be_taken_for_another_look_before_it_is_entered():
    world = make_world()
    chain = paste(world, HEAD + "1. B1-1-101 蔬菜包2\n")
    assert lines_waiting(round_ids=[world.round.pk]) == {world.round.pk: 1}
    line = line_of(chain, "1")
    look_again(line, actor=world.staff[Role.CLERK], now=NOW)

    assert enter(world, chain).doors == 0
    mend(world, line, (world.doors[0], 1))
    enter(world, chain)
    assert ordered(world) == {"B1-1-101": {"VEG35": 1}}
    assert lines_waiting(round_ids=[world.round.pk]) == {}


@pytest.mark.django_db(transaction=True)
def test_households_go_on_ordering_while_a_chain_is_read():
    world = make_world()
    with transaction.atomic():
        locks.lock_rows(Round.objects.all(), keys=[world.round.pk], shared=True)
        [chain] = race(lambda: paste(world))

    assert isinstance(chain, Chain)


@pytest.mark.django_db(transaction=True)
def test_a_line_is_not_mended_while_its_chain_is_being_entered():
    world = make_world()
    chain = paste(world)
    line = ChainLine.objects.get(number="1")
    with transaction.atomic():
        locks.lock_rows(Chain.objects.all(), keys=[chain.pk])
        [refused] = race(lambda: mend(world, line, (world.doors[0], 1)), waits_ms=50)

    assert isinstance(refused, locks.Busy)
    line.refresh_from_db()
    assert line.settled_by is None


def known(chain):
    """What was entered of the lines that an earlier copy has: raw line -> doors."""
    rows = chain_lines(list(chain.lines.values_list("pk", flat=True)), shown_on=chain)
    return {
        row.raw: [ask.door for ask in row.before] for row in rows if row.state == LineState.KNOWN
    }


@pytest.mark.django_db
def test_a_line_that_the_chat_numbered_anew_is_known_with_what_was_entered():
    world = make_world()
    head = "#接龙\n"
    lines = ("B1-1-101 蔬菜包2", "B1-1-102 蔬菜包1", "几点到")
    enter(world, paste(world, f"{head}1. {lines[0]}\n2. {lines[1]}\n{lines[2]}\n"))
    copy = paste(world, f"{head}1. B1-1-201 蔬菜包1\n2. {lines[0]}\n3. {lines[1]}\n{lines[2]}\n")

    assert known(copy) == {
        "#接龙": [],
        f"2. {lines[0]}": ["B1-1-101"],
        f"3. {lines[1]}": ["B1-1-102"],
        lines[2]: [],
    }


@pytest.mark.django_db
def test_no_number_stands_at_a_line_that_says_what_another_says():
    """Which of the two was entered, the words do not tell."""
    world = make_world()
    text = HEAD + "1. B1-1-101 蔬菜包1\n2. B1-1-101 蔬菜包1\n3. B1-1-102 蔬菜包1\n"
    chain = paste(world, text)
    mend(world, line_of(chain, "1"), (world.doors[0], 1))
    enter(world, chain)
    found = known(paste(world, text + "4. B1-1-201 蔬菜包1\n"))

    assert [found[line] for line in text.splitlines()[-3:]] == [[], [], ["B1-1-102"]]
