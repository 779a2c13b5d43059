"""R8, C12: the line says how far, how old, how fast and with whom, on the page and on the wall."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder, Receipt
from baogong.apps.reporting.enums import Stage
from baogong.apps.reporting.queries import line_of, stuck_longest
from baogong.apps.sorting.models import Bag, Wave
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive
from tests.web.command.days import commander_of, play_day

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)


def url(world, name="wall"):
    return reverse(f"command:{name}", args=[world.estate.pk, world.round.delivery_date])


def figures(world, *, now=LATER):
    """(done, total) by stage."""
    rows = line_of(round_ids=[world.round.pk], now=now)
    return {row.stage.value: (row.done, row.total) for row in rows}


def test_each_stage_counts_its_own_rows_as_the_day_goes_on():
    world = make_world(floors=3)
    for door in world.doors:
        order(world, door, 1)
    assert figures(world) == {
        "ask": (0, 6), "buy": (0, 0), "arrive": (0, 0),
        "make_up": (0, 0), "carry": (0, 0), "close": (0, 0),
    }  # fmt: skip
    ripe_round(world)
    receive(world)
    for bag in Bag.objects.order_by("pk")[:4]:
        pack(world, bag)
    [crate] = close_crates(world)
    accept(world, crate)

    assert figures(world) == {
        "ask": (6, 6), "buy": (1, 1), "arrive": (1, 1),
        "make_up": (4, 6), "carry": (4, 6), "close": (0, 6),
    }  # fmt: skip


def test_what_waits_is_named_with_whom_and_since_when():
    world = make_world(floors=2)
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    [stuck] = stuck_longest(round_ids=[world.round.pk], most=5)[:1]
    assert (stuck.stage, stuck.who, stuck.since) == (Stage.BUY, "S-E", NOW)

    receive(world)
    for bag in Bag.objects.order_by("pk")[:3]:
        pack(world, bag)
    [crate] = close_crates(world)
    accept(world, crate)
    found = {(row.stage, row.entrance, row.who, row.count) for row in _stuck(world)}

    assert found == {(Stage.MAKE_UP, "", "E分拣点", 1), (Stage.CLOSE, "B1-1", "officer", 3)}


def test_unread_slips_and_bags_that_nobody_fetched_are_named_with_whom_they_wait(client):
    """R28: what waits for a second reading holds the day up as much as a late truck."""
    world = make_world(floors=3)
    for door in world.doors[:2]:
        order(world, door, 1)
    clerk = world.staff[Role.CLERK]
    slip = order(world, world.doors[2], 1, channel=Channel.SHEET, placed_by_id=clerk.pk)
    ripe_round(world)
    receive(world)
    for bag in Bag.objects.exclude(order=slip.order_id):
        pack(world, bag)
    lines = commander_of(world, client).get(url(world, "day")).context["stuck"]

    assert {(line.stage, line.what, line.who) for line in lines} == {
        ("下单", "1 单", "待第二人复核"),
        ("装袋", "1 袋", "E分拣点"),
        ("出发", "B1-1 · 2 袋", "E分拣点"),
    }


def _stuck(world):
    return stuck_longest(round_ids=[world.round.pk], most=9)


def test_a_day_that_is_done_has_nothing_stuck_and_nothing_that_waits():
    world = make_world(floors=2)
    play_day(world, doors=4, given=4)

    assert _stuck(world) == []
    assert all(row.oldest_at is None for row in line_of(round_ids=[world.round.pk], now=LATER))


def test_a_bag_that_is_short_of_everything_is_not_waited_for():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    pack(world, Bag.objects.get(), CAB=3000)

    assert figures(world)["carry"] == (0, 0)
    assert figures(world)["close"] == (1, 1)


def test_the_oldest_is_counted_from_when_it_could_have_gone_on(client):
    world = make_world(floors=2)
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    Wave.objects.update(planned_at=timezone.now() - timedelta(minutes=47))
    PurchaseOrder.objects.update(sent_at=timezone.now() - timedelta(minutes=95))
    cards = commander_of(world, client).get(url(world, "day")).context["stages"]

    assert {card.stage: card.age for card in cards if card.age} == {Stage.BUY: 95}

    receive(world)
    Receipt.objects.update(occurred_at=timezone.now() - timedelta(minutes=12))
    cards = client.get(url(world, "day")).context["stages"]
    assert {card.stage: card.age for card in cards if card.age} == {Stage.MAKE_UP: 12}


@pytest.mark.parametrize("name", ["day", "wall"])
def test_the_stage_that_holds_the_day_up_is_said_in_a_sentence(client, name):
    world = make_world(floors=2)
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    commander_of(world, client)
    assert "采购：还在等 1 张采购单" in client.get(url(world, name)).content.decode()

    receive(world)
    page = client.get(url(world, name)).content.decode()

    assert "装袋停住了：还剩 4 袋" in page


def test_the_wall_answers_nothing_while_nothing_moved(client):
    world = make_world(floors=2)
    order(world, world.doors[0], 1)
    commander_of(world, client)
    seen = client.get(url(world)).context["version"]
    live = url(world, "wall_live")
    assert client.get(live, {"v": seen}).status_code == 204

    order(world, world.doors[1], 1)
    assert client.get(live, {"v": seen}).status_code == 200


def test_the_town_shows_every_estate_of_the_viewer_that_has_orders_that_day(client):
    world, other = make_world(), make_world(name="F")
    order(world, world.doors[0], 1)
    order(other, other.doors[0], 1)
    commander_of(world, client)
    page = client.get(reverse("command:town", args=[world.round.delivery_date]))

    assert [day.estate for day, _, _ in page.context["rows"]] == ["E"]


def test_a_day_on_which_nothing_is_supplied_says_so(client):
    world = make_world()
    page = commander_of(world, client).get(reverse("command:town", args=[date(2020, 1, 1)]))

    assert page.context["rows"] == []
    assert "这一天还没有人下单" in page.content.decode()


@pytest.mark.parametrize("name", ["wall", "day"])
def test_the_line_asks_as_many_queries_for_one_order_as_for_many(client, name):
    few, many = make_world(), make_world(name="F", floors=6)
    play_day(few, doors=1, given=1)
    play_day(many, doors=12, given=7)
    counts = []
    for world in (few, many):
        client.force_login(world.staff[Role.COMMANDER])
        with CaptureQueriesContext(connection) as asked:
            client.get(url(world, name))
        counts.append(len(asked))

    assert counts[0] == counts[1]
