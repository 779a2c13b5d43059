"""R13, R54, R63: the sums balance, and a row that is missing from any ledger shows."""

import pytest
from django.db import connection

from baogong.apps.custody.models import Handoff, HandoffUnit
from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Attempt, Proof, Reoffer, UnitReturn
from baogong.apps.delivery.queries import Whereabouts, order_track
from baogong.apps.delivery.services import offer_again
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.inventory.services import recall_lot
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import Sums
from baogong.apps.sorting.models import Bag, BagLine, ShortLine, Wave
from baogong.apps.sorting.services import take_out_recalled
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import Carried, accept, carried, close_crates, pack, receive, sums

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Two buildings with four doors each: given x 5, nobody home, refused, still out."""
    chain = carried(make_world(buildings=2))
    for bag in chain.bags[:5]:
        chain.tap(bag, Result.GIVEN)
    chain.tap(chain.bags[5], Result.NOBODY_HOME)
    chain.tap(chain.bags[6], Result.REFUSED)
    chain.take_back(chain.runs[1], counted=3)
    return chain


def test_each_figure_is_where_it_belongs(day):
    found = day.sums()
    expected = Sums(ordered=8, delivered=5, returned=3)
    assert (found.orders, found.bags) == (expected, expected)
    assert [(e.entrance, e.orders) for e in found.entrances] == [
        ("B1-1", Sums(ordered=4, delivered=4)),
        ("B2-1", Sums(ordered=4, delivered=1, returned=3)),
    ]
    assert {g.sku: g.sums for g in found.goods} == {
        "CAB": Sums(ordered=32000, delivered=20000, returned=12000),
        "EGG": Sums(ordered=160, delivered=100, returned=60),
    }
    assert found.balanced


def test_an_entrance_without_orders_has_its_line(day):
    world = make_world(buildings=3, name="F")
    order(world, world.doors[0], 1)
    assert [e.orders.ordered for e in sums(world).entrances] == [1, 0, 0]
    assert sums(world).balanced


def test_a_bag_that_a_recall_emptied_is_delivered_short_and_not_short_too():
    world = make_world(floors=1)
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    bag = pack(world, Bag.objects.get())
    boss, sorter = world.staff[Role.COMMANDER], world.staff[Role.SORTER]
    recall_lot(lot_id=Lot.objects.get().pk, reason="农残超标", actor=boss, now=NOW)
    take_out_recalled(bag_id=bag.pk, depot_id=bag.wave.depot_id, actor=sorter, now=NOW)
    assert (sums(world).bags, sums(world).balanced) == (Sums(ordered=1, open=1), True)
    assert tracked(bag) == [Whereabouts.AT_DEPOT]

    [crate] = close_crates(world)
    chain = Carried(world, [accept(world, crate)], [bag])
    chain.tap(bag, Result.GIVEN)

    found = chain.sums()
    assert found.bags == found.orders == Sums(ordered=1, delivered=1, delivered_short=1)
    assert found.balanced
    assert tracked(bag) == [Whereabouts.GIVEN]


def tracked(bag):
    return [track.where for track in order_track(order_id=bag.order_id).bags]


def test_short_lines_count_as_short_and_mark_the_order():
    world = make_world()
    for door in world.doors[:3]:
        order(world, door, 1)
    ripe_round(world)
    receive(world, CAB=4000)
    first, second, third = Bag.objects.order_by("pk")
    pack(world, first)
    pack(world, second, CAB=1000)
    pack(world, third, CAB=3000)
    third.refresh_from_db()
    assert third.unit is None

    found = sums(world)
    assert found.orders == Sums(ordered=3, open=2, short=1)
    assert found.goods[0].sums == Sums(ordered=9000, short=4000, open=5000)
    assert found.balanced


def test_a_delivered_order_with_something_missing_is_delivered_short():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    pack(world, Bag.objects.get(), CAB=500)
    [crate] = close_crates(world)
    chain = Carried(world, [accept(world, crate)], list(Bag.objects.all()))
    chain.tap(chain.bags[0], Result.GIVEN)
    found = chain.sums()
    assert found.orders == Sums(ordered=1, delivered=1, delivered_short=1)
    [cabbage] = found.goods
    assert cabbage.sums == Sums(ordered=3000, delivered=2500, delivered_short=2500, short=500)
    assert found.balanced


def delete_rows(day, model, pk):
    """Take one row out behind the application's back, with what hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [pk])
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.parametrize(
    ("model", "which"),
    [
        (Proof, lambda day: Proof.objects.first()),
        (UnitReturn, lambda day: UnitReturn.objects.first()),
        (HandoffUnit, lambda day: day.bags[0].unit.chain.order_by("pk").first()),
        (HandoffUnit, lambda day: day.bags[0].unit.chain.order_by("pk")[1]),
        (HandoffUnit, lambda day: day.bags[0].unit.chain.order_by("pk").last()),
        (HandoffUnit, lambda day: day.bags[7].unit.chain.order_by("pk").last()),
        (Handoff, lambda day: day.bags[0].unit.chain.order_by("pk").last().handoff),
        (Handoff, lambda day: day.runs[0].crate.unit.chain.order_by("pk").last().handoff),
        (Handoff, lambda day: day.runs[0].crate.unit.chain.order_by("pk").first().handoff),
        (StockEntry, lambda day: StockEntry.objects.filter(quantity__lt=0).first()),
        (BagLine, lambda day: BagLine.objects.first()),
        (Bag, lambda day: day.bags[0]),
    ],
)
def test_one_missing_row_unbalances_the_day(day, model, which):
    assert day.sums().balanced
    delete_rows(day, model, which(day).pk)
    assert not day.sums().balanced


def test_a_missing_short_row_unbalances_the_day():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    pack(world, Bag.objects.get(), CAB=500)
    assert sums(world).balanced
    delete_rows(None, ShortLine, ShortLine.objects.get().pk)
    assert not sums(world).balanced


def test_a_missing_reoffer_row_unbalances_the_day(day):
    offer_again(wave=Wave.objects.get(), actor=None, now=NOW)
    assert day.sums().bags == Sums(ordered=8, delivered=5, open=3)
    assert day.sums().balanced
    delete_rows(day, Reoffer, Reoffer.objects.first().pk)
    assert not day.sums().balanced


def test_a_missing_undo_row_unbalances_the_day(day):
    report, _ = day.tap(day.bags[0], Result.UNDONE, reverses=Attempt.objects.first().key)
    assert day.sums().bags == Sums(ordered=8, delivered=4, returned=3, open=1)
    assert day.sums().balanced
    delete_rows(day, Attempt, Attempt.objects.get(key=report.key).pk)
    assert not day.sums().balanced


def test_the_number_of_queries_does_not_grow(day, django_assert_num_queries):
    with django_assert_num_queries(3):
        day.sums()
