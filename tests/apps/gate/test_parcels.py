"""R93: parcels that we never sold get a holder and a door, once each, and go the same road."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.custody.enums import HolderKind, UnitKind
from baogong.apps.custody.models import Discrepancy, Handoff, Unit
from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import record_reports, take_back
from baogong.apps.gate.errors import DoorElsewhere, NoWave, ParcelUnknown
from baogong.apps.gate.manifests import told_by
from baogong.apps.gate.models import Parcel
from baogong.apps.gate.queries import gates_of, parcel_balance, parcels_to_review
from baogong.apps.gate.retention import KINDS
from baogong.apps.gate.services import announce_parcels, crate_parcels, parcels, settle_door
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import site_of
from baogong.apps.sorting.models import Bag, Crate
from baogong.plumbing import locks
from baogong.readers.manifests import ManifestLine
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, close_crates, pack, receive
from tests.factories.gate import bring
from tests.factories.racing import RACERS, race


class Hut:
    """A gate of an estate with as many doors as asked for."""

    def __init__(self, *, buildings=1, floors=2):
        self.world = make_world(buildings=buildings, floors=floors)
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        [self.row] = gates_of(viewer=self.guard)
        self.door = self.world.doors[0]

    def bring(self, tracking="SF1234", **changes):
        return bring(self.gate, self.guard, tracking, **({"door": self.door} | changes))

    def announce(self, *lines):
        """(tracking, address) each."""
        rows = [ManifestLine(n, *line, "1234") for n, line in enumerate(lines, start=2)]
        told = told_by(rows, gate=self.row, platform="平台甲")
        return announce_parcels(told, gate_id=self.gate.pk, actor=self.guard, now=NOW)

    def crate(self, *, counted, key=None, at=NOW):
        """The page was shown at NOW."""
        return crate_parcels(
            key=key or uuid4(),
            gate_id=self.gate.pk,
            counted=counted,
            shown_at=NOW,
            actor=self.guard,
            now=at,
        )

    def balance(self):
        return parcel_balance(self.row)


@pytest.fixture
def hut(db):
    return Hut()


def test_of_300_parcels_280_match_a_manifest_and_20_are_typed_and_all_have_holder_and_door(db):
    hut = Hut(buildings=5, floors=3)
    doors = hut.world.doors
    lines = [(f"SF{n:05}", doors[n % 30].label) for n in range(280)]
    assert hut.announce(*lines, ("SF99999", "看不清")) == 281
    for tracking, _ in lines:
        hut.bring(tracking, door=None, address="")
    for n in range(20):
        hut.bring(f"YT{n:05}", door=doors[n])

    units = Unit.objects.filter(kind=UnitKind.PARCEL, destination__kind=PlaceKind.HOUSEHOLD)
    assert units.filter(holder__kind=HolderKind.SITE, holder__place=hut.gate).count() == 300
    assert [row.tracking for row in parcels_to_review(hut.row)] == ["SF99999"]
    assert (hut.balance().received, hut.balance().announced, hut.balance().is_even) == (
        300,
        1,
        True,
    )


def test_a_manifest_that_is_sent_twice_adds_nothing(hut):
    assert [hut.announce(("SF1234", hut.door.label)) for _ in range(2)] == [1, 0]


def test_a_doubtful_address_is_never_guessed(hut):
    hut.announce(("SF1234", "101"), ("SF1235", "B9-1-101"), ("SF1236", ""))
    found = dict(Parcel.objects.values_list("tracking", "door__label"))

    assert found["SF1235"] is found["SF1236"] is None


def test_the_same_number_again_is_the_same_parcel(hut):
    first, again = hut.bring(), hut.bring(key=uuid4())

    assert (first.is_new, again.is_new) == (True, False)
    assert first.parcel == again.parcel
    assert Unit.objects.count() == 1


def test_a_parcel_without_a_number_is_known_by_its_key(hut):
    key = uuid4()
    hut.bring("", key=key)
    hut.bring("", key=key)
    hut.bring("")

    assert Parcel.objects.count() == 2


def test_a_number_that_no_manifest_has_needs_a_door(hut):
    with pytest.raises(ParcelUnknown):
        hut.bring(door=None, address="")
    assert not Parcel.objects.exists()


def test_a_door_of_another_estate_is_refused(hut):
    foreign = make_world(name="F").doors[0]
    with pytest.raises(DoorElsewhere):
        hut.bring(door=foreign)
    assert not Parcel.objects.exists()


def test_a_parcel_on_the_review_list_gets_its_label_with_its_door_and_keeps_the_first(hut):
    parcel = hut.bring(door=None).parcel
    assert (parcel.unit, hut.balance().without_door) == (None, 1)
    for door in hut.world.doors[:2]:
        settle_door(parcel_id=parcel.pk, door_id=door.pk, actor=hut.guard, now=NOW)

    parcel.refresh_from_db()
    assert (parcel.door, parcel.unit.destination) == (hut.door, hut.door)
    assert Handoff.objects.count() == 1


def test_who_finds_a_door_waits_for_the_gate_like_who_receives(hut, monkeypatch):
    parcel, locked = hut.bring(door=None).parcel, []
    lock_rows = locks.lock_rows

    def seen(rows, **keys):
        locked.append(rows.model)
        return lock_rows(rows, **keys)

    monkeypatch.setattr(locks, "lock_rows", seen)
    settle_door(parcel_id=parcel.pk, door_id=hut.door.pk, actor=hut.guard, now=NOW)
    assert locked[:2] == [Place, Parcel]


def test_an_announced_parcel_has_a_door_before_it_has_a_label(hut):
    hut.announce(("SF1234", "看不清"))
    parcel = Parcel.objects.get()
    settle_door(parcel_id=parcel.pk, door_id=hut.door.pk, actor=hut.guard, now=NOW)
    parcel.refresh_from_db()
    assert (parcel.door, parcel.unit) == (hut.door, None)

    assert hut.bring(door=None, address="").parcel.unit.destination == hut.door


def wave(hut):
    """Every door's bag is packed into the open crate of the one entrance."""
    for door in hut.world.doors:
        order(hut.world, door, 1)
    ripe_round(hut.world)
    receive(hut.world)
    for bag in Bag.objects.all():
        pack(hut.world, bag)


def test_without_a_wave_parcels_stay_at_the_gate(hut):
    hut.bring()
    with pytest.raises(NoWave):
        hut.crate(counted=1)
    assert Unit.objects.get().holder.place == hut.gate


def test_a_parcel_goes_with_the_bags_of_its_entrance_to_the_door_or_comes_back(hut):
    wave(hut)
    given, back = hut.bring().parcel, hut.bring("SF1235").parcel
    assert hut.crate(counted=2) == 2
    assert hut.crate(counted=0) == 0
    [crate] = close_crates(hut.world)
    assert crate.contents.filter(unit__parcel__isnull=False).count() == 2
    run, officer = accept(hut.world, crate), hut.world.staff[Role.OFFICER]
    fields = {"run_id": run.pk, "occurred_at": NOW, "result": Result.GIVEN}
    codes = [given.unit.code, *Bag.objects.values_list("code", flat=True)]
    reports = [DoorReport(key=uuid4(), bag_code=code, **fields) for code in codes]
    record_reports(reports, officer=officer, now=NOW)
    take_back(key=uuid4(), run_id=run.pk, counted=1, actor=hut.world.staff[Role.SORTER], now=NOW)

    balance = hut.balance()
    assert (balance.received, balance.delivered, balance.returned, balance.open) == (2, 1, 1, 0)
    back.unit.refresh_from_db()
    assert back.unit.holder.kind == HolderKind.RETURNS


def test_another_count_at_the_depot_opens_a_discrepancy(hut):
    wave(hut)
    hut.bring()
    hut.crate(counted=0)

    assert Discrepancy.objects.values_list("expected", "counted").get() == (1, 0)
    assert Crate.objects.get().contents.filter(unit__parcel__isnull=False).count() == 1


def test_a_parcel_that_came_after_the_page_was_shown_stays_at_the_gate(hut):
    wave(hut)
    hut.bring()
    late = hut.bring("SF1235", now=NOW + timedelta(seconds=1)).parcel

    assert hut.crate(counted=1, at=NOW + timedelta(minutes=1)) == 1
    assert late.unit.holder.place == hut.gate
    assert not Discrepancy.objects.exists()


def test_a_repeated_send_tells_how_many_went_with_the_first(hut):
    wave(hut)
    key = uuid4()
    hut.bring()
    assert hut.crate(counted=1, key=key) == 1
    hut.bring("SF1235")

    assert hut.crate(counted=1, key=key) == 1
    assert Crate.objects.get().contents.filter(unit__parcel__isnull=False).count() == 1


def test_what_is_known_of_people_goes_and_the_balance_stays(hut):
    hut.bring()
    [kept] = KINDS
    assert not kept.rows(hut.world.estate, NOW - timedelta(days=1)).exists()
    kept.forget(kept.rows(hut.world.estate, NOW))

    parcel = Parcel.objects.get()
    assert (parcel.tracking, parcel.phone_tail, parcel.address) == ("", "", "")
    assert not kept.rows(hut.world.estate, NOW).exists()
    assert hut.balance().received == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_type_the_same_number_at_once_receive_one_parcel(transactional_db):
    answers = race(*[Hut().bring] * RACERS)

    assert [answer.is_new for answer in answers].count(True) == 1
    assert Parcel.objects.count() == Unit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_refuses_the_second_parcel(locks_off):
    hut = Hut()
    locks_off(parcels, "_known")
    answers = race(*[hut.bring] * 2)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert Parcel.objects.count() == Unit.objects.count() == 1
