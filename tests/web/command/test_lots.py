"""Where a lot went, door by door, and calling it back (recall drill: 1,000 portions, 530 out)."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from baogong.apps.delivery.enums import Result
from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.models import Lot, Recall, RecallAnswer
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import Carried, carried, pack, receive
from tests.factories.tickets import delivered, rate

pytestmark = pytest.mark.django_db


def lot_of(day: Carried) -> Lot:
    return Lot.objects.get(good__sku="CAB", place__path__startswith=day.world.estate.path)


def page(client, world, lot, role=Role.COMMANDER, **query):
    client.force_login(world.staff[role])
    return client.get(reverse("command:lot", args=[lot.pk]), query)


def test_every_bag_of_the_lot_is_listed_with_who_has_it(client):
    day = carried(make_world())
    day.tap(day.bags[0], Result.GIVEN)
    trace = page(client, day.world, lot_of(day)).context["trace"]

    assert [bag.door for bag in trace.bags] == [door.label for door in day.world.doors]
    assert [bag.holder_kind for bag in trace.bags] == ["door", "person", "person", "person"]
    assert {bag.quantity for bag in trace.bags} == {4000}
    assert (trace.out, trace.on_the_way, trace.at_depot, trace.lot.left) == (16000, 12000, 0, 0)


def test_the_figures_of_a_lot_add_up_while_half_of_it_is_still_here(client):
    world = make_world(floors=3)
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    receive(world)
    for bag in world.round.wave.bags.order_by("household__sort_key")[:4]:
        pack(world, bag)
    lot = Lot.objects.get()
    trace = page(client, world, lot).context["trace"]

    assert (trace.lot.received, trace.lot.left, trace.at_depot) == (18000, 6000, 12000)
    assert (trace.out, trace.gone_otherwise, trace.doors) == (0, 0, 0)


def test_a_recall_tells_why_and_keeps_the_rest_on_the_shelf(client):
    day = carried(make_world())
    lot = lot_of(day)
    page(client, day.world, lot)
    answer = client.post(reverse("command:lot_recall", args=[lot.pk]), {"reason": "有异味"})

    assert answer.status_code == 302
    assert Recall.objects.get().reason == "有异味"
    assert "有异味" in page(client, day.world, lot).content.decode()


def test_without_a_reason_nothing_is_called_back(client):
    day = carried(make_world())
    lot = lot_of(day)
    page(client, day.world, lot)
    answer = client.post(reverse("command:lot_recall", args=[lot.pk]), {"reason": " "})

    assert answer.status_code == 422
    assert not Recall.objects.exists()


def called_back(day: Carried) -> Lot:
    lot = lot_of(day)
    boss = day.world.staff[Role.COMMANDER]
    Recall.objects.create(lot=lot, reason="R", called_by=boss, called_at=NOW)
    return lot


def say(client, lot, door, outcome, key=None):
    form = {"key": key or uuid4(), "door": door.pk, "outcome": outcome}
    return client.post(reverse("command:lot_answer", args=[lot.pk]), form)


def test_a_clerk_writes_down_what_each_door_said_and_the_latest_counts(client):
    day = carried(make_world())
    lot, door = called_back(day), day.world.doors[0]
    page(client, day.world, lot, Role.CLERK)
    for outcome in (RecallOutcome.NOBODY, RecallOutcome.TAKEN_BACK):
        say(client, lot, door, outcome)
    trace = page(client, day.world, lot, Role.CLERK).context["trace"]

    assert trace.bags[0].outcome == RecallOutcome.TAKEN_BACK
    assert (trace.doors, trace.doors_asked) == (4, 1)


@pytest.mark.parametrize("form", [{}, {"outcome": "eaten"}, {"outcome": "x", "door": "1"}])
def test_nonsense_is_not_written_down(client, form):
    day = carried(make_world())
    lot = called_back(day)
    page(client, day.world, lot)
    client.post(reverse("command:lot_answer", args=[lot.pk]), form)

    assert not RecallAnswer.objects.exists()


def test_a_door_that_has_nothing_of_the_lot_is_not_asked(client):
    day = carried(make_world())
    lot, stranger = called_back(day), make_world(name="F").doors[0]
    page(client, day.world, lot)
    say(client, lot, stranger, RecallOutcome.EATEN)

    assert not RecallAnswer.objects.exists()


def test_lots_are_found_by_good_or_supplier(client):
    day = carried(make_world())
    client.force_login(day.world.staff[Role.CLERK])

    def found(text):
        answer = client.get(reverse("command:lots"), {"q": text})
        return [row.good for row in answer.context["rows"]]

    assert sorted(found("")) == ["白菜", "鸡蛋"]
    assert found("鸡") == ["鸡蛋"]
    assert sorted(found("S-E")) == ["白菜", "鸡蛋"]
    assert found("nothing") == []


def test_the_doors_leave_as_csv_workbook_and_paper(client):
    day = carried(make_world())
    lot = lot_of(day)
    page(client, day.world, lot)
    url = reverse("command:lot_export", args=[lot.pk])
    csv = client.get(url).content.decode("utf-8-sig").splitlines()
    book = load_workbook(BytesIO(client.get(url, {"as": "xlsx"}).content))
    paper = client.get(reverse("command:lot_print", args=[lot.pk])).content.decode()

    assert len(csv) == 2 + len(day.world.doors)
    assert book.worksheets[0].max_row == 2 + len(day.world.doors)
    assert all(door.label in paper for door in day.world.doors)


def test_the_page_asks_as_many_queries_for_one_bag_as_for_many(client):
    few, many = carried(make_world(floors=1)), carried(make_world(name="F", floors=6))
    counts = []
    for day in (few, many):
        client.force_login(day.world.staff[Role.COMMANDER])
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("command:lot", args=[lot_of(day).pk]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_lot_says_at_how_many_doors_it_was_not_fresh(client):
    """R34: what a household says of its goods goes to the lot that they came from."""
    world = make_world()
    rate(delivered(world)[0], "bad", "good", "CAB")
    client.force_login(world.staff[Role.CLERK])
    lots = client.get(reverse("command:lots"))

    assert {row.good: row.stale_doors for row in lots.context["rows"]} == {"白菜": 1, "鸡蛋": 0}
    [stale] = [row.id for row in lots.context["rows"] if row.stale_doors]
    assert "1 户说不新鲜" in lots.text
    assert "1 户说不新鲜" in client.get(reverse("command:lot", args=[stale])).text
