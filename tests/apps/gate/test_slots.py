"""R55: no two trucks stand in one slot of a gate."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from baogong.apps.gate.enums import SlotState
from baogong.apps.gate.errors import SlotOver, SlotTaken, TruckIsHere, TruckNotHere
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.gate.queries import free_slots, gates_of, slots_of
from baogong.apps.gate.services import cancel_slot, mark_arrived, mark_left
from baogong.apps.gate.services import slots as slots_module
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ARRIVAL_SLOT_MINUTES
from tests.factories import NOW, make_world
from tests.factories.gate import book_truck
from tests.factories.racing import RACERS, race

SLOT = timedelta(minutes=20)


class Hut:
    """A gate with a guard."""

    def __init__(self):
        self.world = make_world()
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)

    def book(self, at=NOW, **changes):
        return book_truck(self.gate, self.guard, begins=at, **({"now": NOW} | changes))

    def act(self, do, slot, *, at=NOW):
        do(slot_id=slot.pk, actor=self.guard, now=at)

    def rows(self, *, at=NOW):
        [gate] = gates_of(viewer=self.guard)
        return slots_of(gate, now=at)


@pytest.fixture
def hut(db):
    return Hut()


def test_six_platforms_get_six_slots_and_their_boxes_are_known(hut):
    for n in range(6):
        hut.book(NOW + n * SLOT)

    assert [row.begins_at for row in hut.rows()] == [NOW + n * SLOT for n in range(6)]
    assert sum(row.boxes for row in hut.rows()) == 360


@pytest.mark.parametrize("shift", [timedelta(), SLOT / 2, -SLOT / 2])
def test_a_second_truck_in_a_slot_is_told_who_has_it(hut, shift):
    hut.book(NOW + SLOT)

    with pytest.raises(SlotTaken) as refused:
        hut.book(NOW + SLOT + shift)
    assert refused.value.data == {"who": "平台甲", "at": NOW + SLOT}
    assert ArrivalSlot.objects.count() == 1


def test_slots_of_another_length_do_not_overlap_either(hut):
    hut.book(NOW)
    set_setting(ARRIVAL_SLOT_MINUTES, 15, place=hut.gate, actor=hut.guard, now=NOW)

    with pytest.raises(SlotTaken):
        hut.book(NOW + timedelta(minutes=15))
    [gate] = gates_of(viewer=hut.guard)
    assert free_slots(gate, now=NOW)[0] == NOW + timedelta(minutes=30)


def test_a_slot_that_was_given_back_is_free_again(hut):
    hut.act(cancel_slot, hut.book())
    hut.book()

    assert ArrivalSlot.objects.live().count() == 1


def test_a_repeated_booking_is_the_same_slot(hut):
    key = uuid4()

    assert hut.book(key=key) == hut.book(key=key)
    assert ArrivalSlot.objects.count() == 1


def test_a_slot_that_is_over_is_not_given(hut):
    with pytest.raises(SlotOver):
        hut.book(NOW - SLOT)
    assert not ArrivalSlot.objects.exists()


def test_a_truck_is_due_late_here_and_gone(hut):
    slot = hut.book()
    states = [hut.rows()[0].state, hut.rows(at=NOW + SLOT)[0].state]
    hut.act(mark_arrived, slot, at=NOW + SLOT)
    states.append(hut.rows(at=NOW + SLOT)[0].state)
    hut.act(mark_left, slot, at=NOW + 2 * SLOT)
    states.append(hut.rows(at=NOW + 2 * SLOT)[0].state)

    assert states == [SlotState.DUE, SlotState.LATE, SlotState.HERE, SlotState.GONE]


def test_a_second_tap_keeps_the_first_time(hut):
    slot = hut.book()
    hut.act(mark_arrived, slot)
    hut.act(mark_arrived, slot, at=NOW + SLOT)

    assert hut.rows()[0].arrived_at == NOW


def test_who_is_not_here_does_not_leave_and_who_is_here_is_not_canceled(hut):
    slot = hut.book()
    with pytest.raises(TruckNotHere):
        hut.act(mark_left, slot)
    hut.act(mark_arrived, slot)
    with pytest.raises(TruckIsHere):
        hut.act(cancel_slot, slot)

    slot.refresh_from_db()
    assert (slot.left_at, slot.canceled_at) == (None, None)


def test_no_slot_begins_within_one_that_is_taken(hut):
    hut.book(NOW)
    [gate] = gates_of(viewer=hut.guard)

    free = free_slots(gate, now=NOW + timedelta(minutes=5))
    assert free[0] == NOW + SLOT
    assert len(free) == 24 * 3


def book_at_once(hut):
    return race(*[hut.book] * RACERS)


@pytest.mark.django_db(transaction=True)
def test_of_guards_who_book_one_slot_at_once_one_gets_it(transactional_db):
    hut = Hut()
    answers = book_at_once(hut)

    assert sum(isinstance(answer, SlotTaken) for answer in answers) == RACERS - 1
    assert ArrivalSlot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_itself_refuses_the_second_truck(locks_off):
    hut = Hut()
    locks_off(slots_module, "check_free", racers=RACERS)
    answers = book_at_once(hut)

    assert sum(isinstance(answer, IntegrityError) for answer in answers) == RACERS - 1
    assert ArrivalSlot.objects.count() == 1
