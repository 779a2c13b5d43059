"""Two people at one table: each race is shown with the locks off, then on."""

from datetime import timedelta
from threading import Event as Signal
from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.custody.models import Unit
from baogong.apps.inventory.errors import StockShort
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.inventory.services import stock
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.services import close_round
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Crate, CrateUnit
from baogong.apps.sorting.services import close_crate, plan_wave
from baogong.apps.sorting.services import crates as crates_module
from baogong.plumbing import audit, locks
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.racing import RACERS, race
from tests.factories.tickets import answer, report
from tests.factories.world import CABBAGE_GRAMS

pytestmark = pytest.mark.django_db(transaction=True)


def ready_to_pack(doors, **missing):
    """One bag for each door, at entrances of their own so that nothing but stock is shared."""
    world = make_world(buildings=doors, floors=1)
    for door in world.doors[::2]:
        order(world, door, 1)
    ripe_round(world)
    receive(world, **missing)
    return world, list(Bag.objects.order_by("pk"))


def pack_all(world, bags):
    return race(*[lambda bag=bag: pack(world, bag) for bag in bags])


def test_with_locks_the_last_goods_go_into_exactly_as_many_bags():
    world, bags = ready_to_pack(RACERS, CAB=4 * CABBAGE_GRAMS)
    answers = pack_all(world, bags)
    assert [type(answer) for answer in answers].count(StockShort) == RACERS - 2
    assert Lot.objects.get().on_hand == 0
    assert Unit.objects.count() == 2


def test_without_locks_more_is_packed_than_there_was(locks_off):
    world, bags = ready_to_pack(RACERS, CAB=4 * CABBAGE_GRAMS)
    locks_off(stock, "_locked_lots", racers=RACERS)
    pack_all(world, bags)
    lot = Lot.objects.get()
    assert sum(entry.quantity for entry in StockEntry.objects.all()) < lot.on_hand


def test_two_packers_of_one_bag_pack_it_once():
    world, bags = ready_to_pack(2)
    pack_all(world, [bags[0]] * RACERS)
    assert Unit.objects.count() == 1
    assert Lot.objects.get().on_hand == CABBAGE_GRAMS


def test_without_locks_the_database_itself_stops_a_second_label(locks_off):
    world, bags = ready_to_pack(2)
    locks_off(stock, "_locked_lots")
    answers = pack_all(world, [bags[0]] * 2)
    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert Unit.objects.count() == 1


def test_packers_of_one_entrance_fill_one_crate():
    world = make_world(floors=3)
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    receive(world)
    pack_all(world, list(Bag.objects.all()))
    assert Crate.objects.get().contents.count() == 6


def test_a_bag_that_waits_for_a_crate_that_is_being_closed_goes_into_the_next(monkeypatch):
    world = make_world()
    for door in world.doors[:2]:
        order(world, door, 1)
    ripe_round(world)
    receive(world)
    first, second = Bag.objects.order_by("pk")
    pack(world, first)
    crate, lock_one, open_units = Crate.objects.get(), locks.lock_one, crates_module.open_units
    closing, found_open = Signal(), Signal()

    def announce(rows, *, key):
        if rows.model is Crate and closing.is_set():
            found_open.set()
        return lock_one(rows, key=key)

    def write_slowly(labels, *, exchange):
        """The closer holds the crate's lock until the packer has seen it open and waits."""
        closing.set()
        found_open.wait(10)
        return open_units(labels, exchange=exchange)

    def close():
        sorter = world.staff[Role.SORTER]
        return close_crate(key=uuid4(), crate_id=crate.pk, counted=1, actor=sorter, now=NOW)

    def pack_second():
        closing.wait(10)
        return pack(world, second)

    monkeypatch.setattr(locks, "lock_one", announce)
    monkeypatch.setattr(crates_module, "open_units", write_slowly)
    race(close, pack_second)
    crate.refresh_from_db()
    assert crate.closed_at is not None
    assert [row.unit.bag for row in crate.contents.all()] == [first]
    assert CrateUnit.objects.get(unit__bag=second).crate.number == 2


def test_two_workers_plan_a_wave_once():
    world = make_world()
    for door in world.doors:
        order(world, door, 1)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    answers = race(*[lambda: plan_wave(round_id=world.round.pk, now=NOW)] * RACERS)
    assert sum(answer is not None for answer in answers) == 1
    assert Bag.objects.count() == 4


def answer_while_packing():
    """The desk pays for all that an order lacks while somebody packs its bag without it."""
    world, [bag] = ready_to_pack(1)
    ticket = report(bag.order, "CAB", now=NOW + timedelta(days=2))
    race(
        lambda: pack(world, bag, CAB=CABBAGE_GRAMS),
        lambda: answer(world, ticket, "refund", fen=bag.order.total_fen),
    )
    return household_balances([bag.household_id])[bag.household_id]


def test_what_is_missing_is_paid_back_by_the_desk_or_by_packing():
    assert answer_while_packing() == 0


def test_without_locks_both_pay_it_back(locks_off):
    locks_off(audit, "record", before=True)
    assert answer_while_packing() < 0
