"""R64: nothing of a batch leaves while it is sprayed, nor before its rest is over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.errors import LotsInBatch, NothingToSpray
from baogong.apps.gate.models import SprayBatch, SprayedLot
from baogong.apps.gate.queries import batches_of, gates_of, lots_to_spray
from baogong.apps.gate.services import end_batch, start_batch
from baogong.apps.inventory.errors import StockHeld, StockResting
from baogong.apps.inventory.models import Lot
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import REST_MINUTES
from baogong.apps.sorting.models import Bag
from baogong.apps.sorting.services import pack_bag
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.gate import spray
from tests.factories.racing import RACERS, race


class Hut:
    """A gate; a truck came with goods for one bag."""

    def __init__(self):
        self.world = make_world()
        order(self.world, self.world.doors[0], 1)
        ripe_round(self.world)
        receive(self.world)
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        [self.row] = gates_of(viewer=self.guard)

    def spray(self, **changes):
        return spray(self.gate, self.guard, **({"now": NOW} | changes))

    def end(self, batch, *, at=NOW):
        return end_batch(batch_id=batch.pk, actor=self.guard, now=at)

    def dispatch(self, *, minutes):
        sorter, at = self.world.staff[Role.SORTER], NOW + timedelta(minutes=minutes)
        return pack_bag(bag_id=Bag.objects.get().pk, short={}, actor=sorter, now=at)


@pytest.fixture
def hut(db):
    return Hut()


def test_sprayed_at_14_00_with_30_minutes_of_rest_nothing_leaves_before_14_30(hut):
    hut.end(hut.spray())

    with pytest.raises(StockResting) as refused:
        hut.dispatch(minutes=20)
    assert refused.value.data["until"] == NOW + timedelta(minutes=30)
    assert Bag.objects.get().done_at is None

    assert hut.dispatch(minutes=30).done_at == NOW + timedelta(minutes=30)


def test_while_it_is_sprayed_nothing_leaves_however_long_it_takes(hut):
    hut.spray()

    with pytest.raises(StockHeld):
        hut.dispatch(minutes=600)
    assert Bag.objects.get().done_at is None


def test_ending_twice_does_not_start_the_clock_again(hut):
    batch = hut.spray()
    hut.end(batch)
    again = hut.end(batch, at=NOW + timedelta(minutes=10))

    assert again.release_at == NOW + timedelta(minutes=30)


def test_the_rest_is_what_is_set_for_the_gate(hut):
    set_setting(REST_MINUTES, 10, place=hut.gate, actor=hut.guard, now=NOW)

    assert hut.end(hut.spray()).release_at == NOW + timedelta(minutes=10)


def test_a_repeated_start_is_the_same_batch(hut):
    key = uuid4()

    assert hut.spray(key=key) == hut.spray(key=key)
    assert SprayedLot.objects.count() == 1


def test_an_empty_batch_and_lots_of_another_estate_are_refused(hut):
    other = make_world(name="F")
    gate = site_of(other.estate, PlaceKind.GATE)
    for lots in ([], [Lot.objects.get().pk]):
        with pytest.raises(NothingToSpray):
            start_batch(key=uuid4(), gate_id=gate.pk, lot_ids=lots, actor=hut.guard, now=NOW)

    assert not SprayBatch.objects.exists()
    assert Lot.objects.get().hold_until is None


def test_what_was_sprayed_is_not_offered_again_and_the_next_release_stands_before_free_ones(hut):
    assert [lot.good for lot in lots_to_spray(hut.row)] == ["白菜"]
    hut.end(hut.spray())

    assert lots_to_spray(hut.row) == []
    for minutes, state in ((0, BatchState.RESTING), (30, BatchState.FREE)):
        [row] = batches_of(hut.row, now=NOW + timedelta(minutes=minutes))
        assert row.state is state


@pytest.mark.django_db(transaction=True)
def test_of_guards_who_spray_the_same_goods_at_once_one_starts_the_batch(transactional_db):
    answers = race(*[Hut().spray] * RACERS)

    assert sum(isinstance(answer, LotsInBatch) for answer in answers) == RACERS - 1
    assert SprayBatch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_refuses_a_second_batch(locks_off):
    hut = Hut()
    locks_off(SprayBatch.objects, "create")
    answers = race(*[hut.spray] * 2)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert SprayBatch.objects.count() == SprayedLot.objects.count() == 1
