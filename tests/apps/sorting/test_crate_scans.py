"""C6.4, X7: labels are read into a crate; a bag of another entrance cannot leave in it."""

from uuid import uuid4

import pytest

from baogong.apps.custody.enums import Evidence
from baogong.apps.people.enums import Role
from baogong.apps.sorting.errors import (
    CrateClosed,
    CrateCountDiffers,
    CrateHalfScanned,
    NotInCrate,
    OtherEntrance,
)
from baogong.apps.sorting.models import Bag, Crate, CrateUnit
from baogong.apps.sorting.queries import crate_row
from baogong.apps.sorting.services import close_crate, scan_into_crate
from baogong.values.codes import BadCode, random_code
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two bags each for two entrances are packed, a third of the first one is not."""
    made = make_world(buildings=2, floors=3)
    for door in (*made.doors[:3], *made.doors[-2:]):
        order(made, door, 1)
    ripe_round(made)
    receive(made)
    for bag in bags_of(made, 0)[:2] + bags_of(made, -1):
        pack(made, bag)
    return made


def bags_of(world, door):
    entrance = world.doors[door].parent_id
    return list(Bag.objects.filter(household__parent=entrance).order_by("household__sort_key"))


@pytest.fixture
def crate(world):
    return Crate.objects.get(entrance=world.doors[0].parent_id)


def scan(crate, code, *, now=NOW):
    return scan_into_crate(crate_id=crate.pk, code=code, now=now)


def close(world, crate, counted):
    sorter = world.staff[Role.SORTER]
    return close_crate(key=uuid4(), crate_id=crate.pk, counted=counted, actor=sorter, now=NOW)


def scanned():
    return CrateUnit.objects.exclude(scanned_at=None).count()


def test_each_label_counts_once_however_often_it_is_read(world, crate):
    bag = bags_of(world, 0)[0]
    scan(crate, f"https://bg.example.org/b/{bag.code}")
    scan(crate, bag.code)

    assert crate_row(crate_id=crate.pk).scanned == scanned() == 1


def test_a_bag_of_another_entrance_is_refused_and_told_where_it_goes(world, crate):
    stranger = bags_of(world, -1)[0]

    with pytest.raises(OtherEntrance) as refused:
        scan(crate, stranger.code)

    assert world.doors[-1].parent.label in str(refused.value)
    assert scanned() == 0


def test_what_was_not_packed_for_the_crate_or_is_no_code_is_refused(world, crate):
    unpacked = bags_of(world, 0)[2]

    for code in (unpacked.code, random_code()):
        with pytest.raises(NotInCrate):
            scan(crate, code)
    assert scanned() == 0


def test_a_slip_of_the_finger_is_no_beginning_of_scanning(world, crate):
    with pytest.raises(BadCode):
        scan(crate, "what")

    assert close(world, crate, 2).closed_at == NOW


def test_two_bags_mixed_up_keep_a_crate_open_though_the_count_agrees(world, crate):
    mine, other = bags_of(world, 0)[:2]
    scan(crate, mine.code)

    with pytest.raises(CrateHalfScanned):
        close(world, crate, 2)
    crate.refresh_from_db()
    assert crate.closed_at is None

    scan(crate, other.code)
    closed = close(world, crate, 2)
    assert closed.unit.chain.get().handoff.evidence == Evidence.SCAN


def test_a_crate_in_which_only_a_strangers_bag_was_read_stays_open(world, crate):
    with pytest.raises(OtherEntrance):
        scan(crate, bags_of(world, -1)[0].code)

    with pytest.raises(CrateHalfScanned):
        close(world, crate, 2)
    crate.refresh_from_db()
    assert crate.closed_at is None


def test_a_crate_that_nobody_scanned_is_closed_by_count_alone(world, crate):
    with pytest.raises(CrateCountDiffers):
        close(world, crate, 3)

    assert close(world, crate, 2).unit.chain.get().handoff.evidence == Evidence.COUNT


def test_nothing_is_scanned_into_a_closed_crate(world, crate):
    close(world, crate, 2)

    with pytest.raises(CrateClosed):
        scan(crate, bags_of(world, 0)[0].code)
    assert scanned() == 0
