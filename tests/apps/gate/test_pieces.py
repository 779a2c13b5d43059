"""R93: one row of a manifest may stand for several pieces; each is a parcel of its own."""

from dataclasses import replace
from uuid import uuid4

import pytest

from baogong.apps.custody.models import Unit
from baogong.apps.gate.manifests import told_by
from baogong.apps.gate.models import Parcel
from baogong.apps.gate.queries import gates_of, parcel_balance, parcels_at
from baogong.apps.gate.services import announce_parcels, settle_door
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.readers.manifests import ManifestLine
from tests.factories import NOW, make_world
from tests.factories.gate import bring
from tests.factories.racing import race


class Hut:
    """A gate to which ``pieces`` under one number were announced."""

    def __init__(self, *, world=None, address=None, scanned=(), pieces=3):
        """``scanned``: with which doors pieces were received before the manifest came."""
        self.world = world or make_world()
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        [self.row] = gates_of(viewer=self.guard)
        self.door = self.world.doors[0]
        self.line = ManifestLine(2, "SF1234", address or self.door.label, "1234", pieces=pieces)
        self.first = [self.scan(door=door, address="看不清").parcel for door in scanned]
        self.announced = self.announce()

    def announce(self):
        told = told_by([self.line], gate=self.row, platform="平台甲")
        return announce_parcels(told, gate_id=self.gate.pk, actor=self.guard, now=NOW)

    def scan(self, *, key=None, door=None, address=""):
        return bring(self.gate, self.guard, "SF1234", door=door, address=address, key=key)


@pytest.fixture
def hut(db):
    return Hut()


def test_one_row_is_three_parcels_and_the_same_file_again_adds_none(hut):
    assert (hut.announced, hut.announce()) == (3, 0)
    assert parcel_balance(hut.row).announced == 3


def test_each_scan_receives_the_next_piece_and_a_fourth_is_told(hut):
    scans = [hut.scan() for _ in range(4)]

    assert [scan.is_new for scan in scans] == [True, True, True, False]
    assert [scan.parcel.piece for scan in scans[:3]] == [1, 2, 3]
    assert Unit.objects.filter(destination=hut.door).count() == 3
    balance = parcel_balance(hut.row)
    assert (balance.announced, balance.received, balance.open, balance.is_even) == (0, 3, 3, True)
    assert sorted((row.piece, row.pieces) for row in parcels_at(hut.row)) == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


def test_a_scan_that_is_sent_twice_receives_one_piece(hut):
    key = uuid4()

    assert [hut.scan(key=key).is_new for _ in range(2)] == [True, False]
    assert parcel_balance(hut.row).received == 1


def test_the_door_that_is_found_for_one_piece_is_the_door_of_all(db):
    hut = Hut(address="看不清")
    first = hut.scan().parcel
    assert parcel_balance(hut.row).without_door == 3
    settle_door(parcel_id=first.pk, door_id=hut.door.pk, actor=hut.guard, now=NOW)

    assert parcel_balance(hut.row).without_door == 0
    assert Unit.objects.count() == 1  # the others are not here yet
    assert hut.scan().parcel.unit.destination == hut.door


def test_a_door_that_is_typed_with_one_piece_is_the_door_of_all_that_are_here(db):
    hut = Hut(address="看不清")
    hut.scan()
    hut.scan(door=hut.door)

    assert Unit.objects.filter(destination=hut.door).count() == 2
    assert not Parcel.objects.without_door().exists()


def test_a_manifest_that_comes_after_the_first_scan_adds_the_other_pieces(db):
    world = make_world()
    hut = Hut(world=world, scanned=[world.doors[1]])

    assert (hut.announced, hut.announce()) == (2, 0)
    scans = [hut.scan() for _ in range(3)]
    assert [scan.is_new for scan in scans] == [True, True, False]
    pieces = Parcel.objects.order_by("piece").values_list("piece", "pieces")
    assert list(pieces) == [(1, 3), (2, 3), (3, 3)]
    assert Unit.objects.filter(destination=world.doors[1]).count() == 3


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_door_of_a_late_manifest_is_the_door_of_the_piece_that_waits_too(db, pieces):
    hut = Hut(scanned=[None], pieces=pieces)

    hut.first[0].refresh_from_db()
    assert hut.first[0].unit.destination == hut.door
    assert not Parcel.objects.without_door().exists()


def test_a_mended_manifest_names_the_door_of_what_was_announced_without_one(db):
    hut = Hut(address="看不清")
    hut.scan()
    hut.line = replace(hut.line, address=hut.door.label)

    assert hut.announce() == 0
    assert Unit.objects.get().destination == hut.door
    assert not Parcel.objects.without_door().exists()


@pytest.mark.django_db(transaction=True)
def test_guards_who_scan_one_number_at_once_receive_a_piece_each(transactional_db):
    hut = Hut()
    answers = race(*[hut.scan] * 4)

    assert [answer.is_new for answer in answers].count(True) == 3
    assert Parcel.objects.filter(unit__isnull=False).count() == Unit.objects.count() == 3
