"""A lot that is called back leaves the shelf no more (C10.4, the recall drill)."""

from threading import Event as Signal
from types import SimpleNamespace
from uuid import uuid4

import pytest

from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.errors import RecalledAlready, StockShort
from baogong.apps.inventory.models import Lot, Recall, RecallAnswer
from baogong.apps.inventory.services import answer_recall, recall_lot, recalls
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag
from baogong.plumbing import audit, locks
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.racing import race, without_row_locks


def cabbage(world) -> Lot:
    return Lot.objects.get(good__sku="CAB", place__path__startswith=world.estate.path)


def received_world():
    """Each door ordered vegetables; the truck came, nothing is packed."""
    world = make_world()
    for door in world.doors:
        order(world, door, 1)
    ripe_round(world)
    receive(world)
    return world


def recall(world, lot: Lot):
    boss = world.staff[Role.COMMANDER]
    return recall_lot(lot_id=lot.pk, reason="smells", actor=boss, now=NOW)


@pytest.mark.django_db
def test_nothing_of_a_recalled_lot_is_packed():
    world = received_world()
    lot = cabbage(world)
    recall(world, lot)

    with pytest.raises(StockShort):
        pack(world, Bag.objects.first())

    lot.refresh_from_db()
    assert lot.on_hand == 3000 * len(world.doors)
    assert not Bag.objects.exclude(done_at=None).exists()


@pytest.mark.django_db
def test_a_lot_is_called_back_once():
    world = received_world()
    recall(world, cabbage(world))

    with pytest.raises(RecalledAlready):
        recall(world, cabbage(world))


@pytest.mark.django_db
def test_an_answer_that_is_sent_twice_is_written_once():
    world = received_world()
    called, key = recall(world, cabbage(world)), uuid4()
    for _ in range(2):
        answer_recall(
            key=key,
            recall=called,
            household_id=world.doors[0].pk,
            outcome=RecallOutcome.TAKEN_BACK,
            actor=world.staff[Role.CLERK],
            now=NOW,
        )

    assert RecallAnswer.objects.count() == 1


def pack_while_recalling(world, monkeypatch, *, for_seconds):
    """A bag is packed between the recall's write and its commit, which waits ``for_seconds`` at
    most; the packer's answer."""
    written, packed = Signal(), Signal()

    def record_slowly(acts):
        written.set()
        packed.wait(for_seconds)
        audit.record(acts)

    slow = SimpleNamespace(record=record_slowly, Act=audit.Act)
    monkeypatch.setattr(recalls, "audit", slow)

    def pack_one():
        written.wait(20)
        try:
            return pack(world, Bag.objects.first())
        finally:
            packed.set()

    return race(lambda: recall(world, cabbage(world)), pack_one)[1]


@pytest.mark.django_db(transaction=True)
def test_who_packs_during_a_recall_waits_and_finds_the_shelf_empty(monkeypatch):
    answer = pack_while_recalling(received_world(), monkeypatch, for_seconds=1)

    assert isinstance(answer, StockShort)
    assert not Bag.objects.exclude(done_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_without_locks_a_bag_is_packed_from_a_lot_that_is_being_called_back(monkeypatch):
    world = received_world()
    monkeypatch.setattr(locks, "lock_rows", without_row_locks)

    assert isinstance(pack_while_recalling(world, monkeypatch, for_seconds=20), Bag)
    assert Recall.objects.exists()
