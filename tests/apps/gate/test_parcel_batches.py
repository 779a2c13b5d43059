"""R64, R93: parcels are disinfected in batches too, and stay at the gate until they are free."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.custody.enums import HolderKind
from baogong.apps.custody.models import Unit
from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.errors import ParcelsHeld, ParcelsInBatch, ParcelsResting
from baogong.apps.gate.models import Parcel, SprayBatch, SprayedParcel
from baogong.apps.gate.queries import (
    batches_of,
    gates_of,
    parcels_in_batch,
    parcels_scanned,
    parcels_since,
    parcels_waiting,
    unsprayed_parcels,
)
from baogong.apps.gate.services import crate_parcels, end_batch, start_batch
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.apps.sorting.models import CrateUnit
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.gate import bring
from tests.factories.racing import RACERS, race

REST = timedelta(minutes=30)


class Hut:
    """A gate with two parcels, and a wave whose crates are open."""

    def __init__(self):
        self.world = make_world()
        order(self.world, self.world.doors[0], 1)
        ripe_round(self.world)
        receive(self.world)
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        [self.row] = gates_of(viewer=self.guard)
        self.first, self.second = (self.bring(f"SF000{n}") for n in range(2))

    def bring(self, tracking, **changes):
        given = {"door": self.world.doors[0]} | changes
        return bring(self.gate, self.guard, tracking, **given).parcel

    def spray(self, *parcels, key=None):
        return start_batch(
            key=key or uuid4(),
            gate_id=self.gate.pk,
            parcel_ids=[parcel.pk for parcel in parcels],
            actor=self.guard,
            now=NOW,
        )

    def end(self, batch):
        return end_batch(batch_id=batch.pk, actor=self.guard, now=NOW)

    def crate(self, *, counted, at=NOW, shown_at=None):
        return crate_parcels(
            key=uuid4(),
            gate_id=self.gate.pk,
            counted=counted,
            shown_at=shown_at or at,
            actor=self.guard,
            now=at,
        )


@pytest.fixture
def hut(db):
    return Hut()


def at_the_gate():
    return Unit.objects.filter(holder__kind=HolderKind.SITE, holder__place__kind="gate").count()


def test_a_parcel_that_rests_is_refused_with_its_time_and_goes_after_it(hut):
    hut.end(hut.spray(hut.first, hut.second))

    with pytest.raises(ParcelsResting) as refused:
        hut.crate(counted=2, at=NOW + REST - timedelta(minutes=1))
    assert refused.value.data["until"] == NOW + REST
    assert (at_the_gate(), CrateUnit.objects.count()) == (2, 0)

    assert hut.crate(counted=2, at=NOW + REST) == 2
    assert (at_the_gate(), CrateUnit.objects.count()) == (0, 2)


def test_while_it_is_sprayed_no_parcel_leaves(hut):
    hut.spray(hut.first, hut.second)

    with pytest.raises(ParcelsHeld):
        hut.crate(counted=2, at=NOW + timedelta(days=1))
    assert (at_the_gate(), CrateUnit.objects.count()) == (2, 0)


def test_what_is_free_goes_and_what_rests_stays(hut):
    batch = hut.end(hut.spray(hut.first))
    waiting = parcels_waiting(hut.row, now=NOW)
    assert (waiting.free, waiting.held, waiting.until) == (1, 1, batch.release_at)

    assert hut.crate(counted=1) == 1
    assert CrateUnit.objects.get().unit == hut.second.unit
    assert hut.crate(counted=1, at=NOW + REST) == 1


def test_what_became_free_after_the_page_was_shown_stays_and_no_page_is_from_later(hut):
    hut.end(hut.spray(hut.first))
    assert hut.crate(counted=1, at=NOW + REST, shown_at=NOW) == 1
    assert CrateUnit.objects.get().unit == hut.second.unit

    with pytest.raises(ParcelsResting):
        hut.crate(counted=1, shown_at=NOW + REST)
    assert at_the_gate() == 1


def test_a_batch_names_lots_and_parcels_and_nothing_is_offered_twice(hut):
    nowhere = hut.bring("SF0009", door=None)
    assert unsprayed_parcels(hut.row).count == 3
    hut.spray(nowhere, hut.first)

    [row] = batches_of(hut.row, now=NOW)
    assert (row.state, row.parcel_count, row.lots) == (BatchState.SPRAYING, 2, ())
    assert [parcel.tracking for parcel in parcels_in_batch(row.id)] == ["SF0000", "SF0009"]
    assert parcels_since(hut.row, since=NOW) == [hut.second.pk]


def test_scans_are_labels_their_addresses_or_waybills(hut):
    code, tracking = hut.first.unit.code, "sf0001"
    scans = [f"https://example.org/b/{code}", code.lower(), tracking, "SF9999", "?"]

    found, unknown = parcels_scanned(hut.row, scans)
    assert (sorted(found), unknown) == ([hut.first.pk, hut.second.pk], ["SF9999", "?"])


def test_parcels_that_were_sprayed_or_carried_off_are_refused_and_none_is_held(hut):
    hut.end(hut.spray(hut.first))
    with pytest.raises(ParcelsInBatch) as refused:
        hut.spray(hut.first, hut.second)
    assert refused.value.data == {"count": 1}

    hut.crate(counted=1)
    with pytest.raises(ParcelsInBatch):
        hut.spray(hut.second)
    assert SprayBatch.objects.count() == SprayedParcel.objects.count() == 1


def test_parcels_of_another_gate_are_refused(hut):
    other = make_world(name="F")
    with pytest.raises(ParcelsInBatch):
        start_batch(
            key=uuid4(),
            gate_id=site_of(other.estate, PlaceKind.GATE).pk,
            parcel_ids=[hut.first.pk],
            actor=hut.guard,
            now=NOW,
        )
    assert not SprayBatch.objects.exists()


def test_a_repeated_start_is_the_same_batch(hut):
    key = uuid4()

    assert hut.spray(hut.first, key=key) == hut.spray(hut.first, key=key)
    assert SprayedParcel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_guards_who_spray_the_same_parcels_at_once_one_starts_the_batch(transactional_db):
    hut = Hut()
    answers = race(*[lambda: hut.spray(hut.first, hut.second)] * RACERS)

    assert sum(isinstance(answer, ParcelsInBatch) for answer in answers) == RACERS - 1
    assert (SprayBatch.objects.count(), SprayedParcel.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_refuses_a_parcel_in_two_batches(locks_off):
    hut = Hut()
    locks_off(SprayBatch.objects, "create")
    answers = race(*[lambda: hut.spray(hut.first)] * 2)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert SprayBatch.objects.count() == SprayedParcel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_parcel_is_sprayed_or_carried_off_and_never_both(transactional_db):
    hut = Hut()
    race(lambda: hut.spray(hut.first, hut.second), lambda: hut.crate(counted=2))

    assert not Parcel.objects.filter(sprayed__isnull=False, unit__crates__isnull=False).exists()
    assert at_the_gate() in {0, 2}
