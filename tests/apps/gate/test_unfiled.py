"""C8 job 5: what nobody ordered is filed, held, and decided by two; nobody destroys it alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.catalog.models import Good
from baogong.apps.custody.enums import HolderKind, UnitKind
from baogong.apps.custody.models import Unit
from baogong.apps.gate.enums import UnfiledOutcome, UnfiledState
from baogong.apps.gate.errors import (
    DoorElsewhere,
    SecondPersonNeeded,
    TooManyForDoor,
    UnfiledDecided,
    UnfiledProposed,
)
from baogong.apps.gate.models import Parcel, UnfiledGoods, UnfiledProposal
from baogong.apps.gate.queries import (
    unfiled_count,
    unfiled_decided,
    unfiled_for,
    unfiled_goods,
)
from baogong.apps.gate.services import Wish, agree, propose, refuse, unfiled
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Photo
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import UNFILED_HOURS
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.gate import file_boxes
from tests.factories.racing import RACERS, race


class Hut:
    """A gate at which three boxes stand that nobody ordered."""

    def __init__(self, **changes):
        self.world = make_world()
        self.guard, self.clerk, self.boss = (
            self.world.staff[role] for role in (Role.GATE, Role.CLERK, Role.COMMANDER)
        )
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        self.goods = file_boxes(self.gate, self.guard, **changes)
        self.door = self.world.doors[0]

    def propose(self, outcome=UnfiledOutcome.DESTROY, *, actor=None, key=None, **changes):
        wish = Wish(key or uuid4(), outcome, "纸箱破损", **changes)
        return propose(wish, goods_id=self.goods.pk, actor=actor or self.guard, now=NOW)

    def to_depot(self):
        good = Good.objects.get(sku="CAB").pk
        return self.propose(UnfiledOutcome.DEPOT, good_id=good, quantity=5000)

    def agree(self, proposal, *, actor=None):
        return agree(proposal_id=proposal.pk, actor=actor or self.clerk, now=NOW)

    def row(self):
        return unfiled_for(viewer=self.guard, pk=self.goods.pk)


@pytest.fixture
def hut(db):
    return Hut()


def test_what_is_filed_is_held_and_becomes_overdue_after_the_hours_of_its_gate(hut):
    [row] = unfiled_goods(viewer=hut.guard)
    assert (row.what, row.count, row.state) == ("不明纸箱", 3, UnfiledState.HELD)
    assert row.due_at == NOW + timedelta(hours=24)

    set_setting(UNFILED_HOURS, 2, place=hut.gate, actor=hut.boss, now=NOW)
    later = file_boxes(hut.gate, hut.guard)
    assert later.due_at == NOW + timedelta(hours=2)
    assert unfiled_count(viewer=hut.guard) == 2


def test_the_same_form_again_files_it_once(hut):
    key = uuid4()

    assert file_boxes(hut.gate, hut.guard, key=key) == file_boxes(hut.gate, hut.guard, key=key)
    assert UnfiledGoods.objects.count() == 2


@pytest.mark.parametrize("outcome", [UnfiledOutcome.DESTROY, UnfiledOutcome.SENDER])
def test_nobody_decides_alone(hut, outcome):
    proposal = hut.propose(outcome)
    with pytest.raises(SecondPersonNeeded):
        hut.agree(proposal, actor=hut.guard)
    assert hut.row().state is UnfiledState.PROPOSED

    hut.agree(proposal)
    row = hut.row()
    assert (row.state, row.live.outcome, row.live.answered_by) == (
        UnfiledState.DECIDED,
        outcome,
        hut.clerk.name,
    )
    assert (unfiled_goods(viewer=hut.guard), len(unfiled_decided(viewer=hut.guard))) == ([], 1)


def test_the_database_itself_refuses_that_one_person_agrees_with_themselves(hut):
    proposal = hut.propose()
    proposal.agreed, proposal.answered_by, proposal.answered_at = True, hut.guard, NOW
    with pytest.raises(IntegrityError, match="unfiled_agreed_by_another"), transaction.atomic():
        proposal.save()


def test_what_goes_to_the_depot_becomes_a_lot_of_who_brought_it(hut):
    proposal = hut.to_depot()
    assert not Lot.objects.exists()
    lot = hut.agree(proposal).lot

    assert (lot.good.sku, lot.on_hand, lot.supplier.name) == ("CAB", 5000, "爱心单位")
    assert lot.place == site_of(hut.world.estate, PlaceKind.DEPOT)
    entry = StockEntry.objects.get()
    assert (entry.quantity, entry.source_type, entry.source_id) == (
        5000,
        "gate.unfiledproposal",
        proposal.pk,
    )


def test_what_goes_to_a_door_becomes_a_parcel_for_each_piece(hut):
    hut.agree(hut.propose(UnfiledOutcome.DOOR, door_id=hut.door.pk))

    units = Unit.objects.filter(kind=UnitKind.PARCEL, destination=hut.door)
    assert units.filter(holder__kind=HolderKind.SITE, holder__place=hut.gate).count() == 3
    assert set(Parcel.objects.values_list("platform", flat=True)) == {"爱心单位"}


def test_a_foreign_door_and_too_many_pieces_for_one_are_refused(hut):
    foreign = make_world(name="F").doors[0]
    with pytest.raises(DoorElsewhere):
        hut.propose(UnfiledOutcome.DOOR, door_id=foreign.pk)
    UnfiledGoods.objects.update(count=51)
    with pytest.raises(TooManyForDoor):
        hut.propose(UnfiledOutcome.DOOR, door_id=hut.door.pk)

    assert not UnfiledProposal.objects.exists()


def test_one_proposal_waits_at_a_time_and_a_refused_one_stays_on_record(hut):
    key = uuid4()
    first = hut.propose(key=key)
    assert hut.propose(key=key) == first
    with pytest.raises(UnfiledProposed) as refused:
        hut.propose(UnfiledOutcome.SENDER, actor=hut.clerk)
    assert refused.value.data == {"who": hut.guard.name}

    refuse(proposal_id=first.pk, actor=hut.boss, now=NOW)
    assert hut.row().state is UnfiledState.HELD
    hut.agree(hut.propose(UnfiledOutcome.SENDER))
    assert [row.agreed for row in hut.row().proposals] == [True, False]


def test_what_was_decided_stays_decided(hut):
    proposal = hut.propose()
    hut.agree(proposal)
    for again in (
        lambda: hut.agree(proposal, actor=hut.boss),
        lambda: refuse(proposal_id=proposal.pk, actor=hut.boss, now=NOW),
        lambda: hut.propose(UnfiledOutcome.SENDER),
    ):
        with pytest.raises(UnfiledDecided):
            again()

    assert hut.row().live.answered_by == hut.clerk.name
    assert UnfiledProposal.objects.count() == 1


def test_another_estates_goods_are_not_there(hut):
    stranger = make_world(name="F").staff[Role.COMMANDER]

    assert unfiled_goods(viewer=stranger) == []
    with pytest.raises(NotVisible):
        unfiled_for(viewer=stranger, pk=hut.goods.pk)


def test_the_goods_stay_on_record_without_their_photo(db):
    hut = Hut(photo=b"jpeg")
    assert hut.row().photo_id
    Photo.objects.all().delete()

    assert hut.row().photo_id is None


@pytest.mark.django_db(transaction=True)
def test_of_those_who_agree_at_once_one_puts_the_goods_on_the_shelf(transactional_db):
    hut = Hut()
    proposal = hut.to_depot()
    seconds = [hut.clerk, hut.boss] * (RACERS // 2)
    answers = race(*[lambda by=by: hut.agree(proposal, actor=by) for by in seconds])

    assert sum(isinstance(answer, UnfiledDecided) for answer in answers) == RACERS - 1
    assert Lot.objects.count() == StockEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_those_who_propose_at_once_one_is_heard(transactional_db):
    hut = Hut()
    answers = race(*[hut.propose] * RACERS)

    assert sum(isinstance(answer, UnfiledProposed) for answer in answers) == RACERS - 1
    assert UnfiledProposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_refuses_a_second_proposal(locks_off):
    hut = Hut()
    locks_off(unfiled, "_check_possible")
    answers = race(*[hut.propose] * 2)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert UnfiledProposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_goods_would_come_onto_the_shelf_twice(locks_off):
    hut = Hut()
    proposal = hut.to_depot()
    locks_off(unfiled.policies, "check_unanswered")
    race(*[lambda by=by: hut.agree(proposal, actor=by) for by in (hut.clerk, hut.boss)])

    assert Lot.objects.count() == 2
