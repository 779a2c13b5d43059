"""C13.5: personal data goes when its time is over, and a proof stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.accounts.models import SecondFactor, User
from baogong.apps.people.enums import ErasureReason, PersonalField, PersonState, Role
from baogong.apps.people.errors import RowsChanged, StillActive
from baogong.apps.people.models import Assignment, DuplicatePerson, DutyEntry, Erasure, Person
from baogong.apps.people.queries import erasure_rows, kept_rows, rows_left
from baogong.apps.people.services import (
    activate,
    assign,
    end_assignment,
    erase_due,
    erase_now,
    erasure,
    log_household_read,
    log_read,
    send_cadre,
    stand_down,
)
from baogong.apps.people.services.erasure import nightly_due, order_erasure
from baogong.apps.places.models import CareFlag, HouseholdPhone
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import KEEP_ACCOUNT_DAYS, KEEP_HOUSEHOLD_DAYS, KEEP_READ_LOG_DAYS
from baogong.plumbing import locks
from baogong.plumbing.audit import Act, record
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.factories.racing import race

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


@pytest.fixture
def world():
    world = make_world()
    fill(world)
    return world


def fill(world, now=NOW):
    """One of each kind of personal data."""
    door = world.doors[0]
    HouseholdPhone.objects.create(
        household=door, number="13912341234", position=0, recorded_at=NOW
    )
    CareFlag.objects.create(household=door, kind="elderly_alone", recorded_at=NOW)
    people(world, helper(1), helper(2), now=now)
    entry = DutyEntry.objects.create(
        place=world.estate, duty="物资", society="street", holder="王芳", phone="13912341234"
    )
    record([Act("duty.written", entry, world.staff[Role.COMMANDER], now)])


def on_duty(world, *, begins=NOW, ends=None):
    boss = world.staff[Role.COMMANDER]
    activate(estate=world.estate, actor=boss, now=begins)
    if ends:
        stand_down(estate=world.estate, actor=boss, now=ends)


def counts(world, at=NOW):
    return {row.key: row.rows for row in kept_rows(estate=world.estate, now=at) if row.rows}


KNOWN = {"household_phones": 1, "care_flags": 1, "people": 2, "directory": 1}


def test_nothing_goes_while_the_estate_is_on_duty_or_never_was(world):
    later = NOW + 10 * MONTH
    assert erase_due(later) == 0
    on_duty(world)

    assert erase_due(later) == 0
    assert counts(world, later) == KNOWN


def test_after_the_stand_down_and_its_days_everything_goes_with_proofs(world):
    on_duty(world, ends=NOW + timedelta(hours=1))
    assert erase_due(NOW + timedelta(days=30)) == 0
    assert counts(world) == KNOWN

    assert erase_due(NOW + MONTH) == sum(KNOWN.values())
    assert counts(world, NOW + MONTH) == {}
    proofs = erasure_rows(estate=world.estate)
    assert {row.what: row.rows for row in proofs} == KNOWN
    assert not any(row.broken or row.by or row.reason for row in proofs)
    assert rows_left(estate=world.estate) == dict.fromkeys(KNOWN, 0)
    assert AuditEntry.objects.filter(action="data.erased", actor="system").count() == len(KNOWN)
    assert erase_due(NOW + MONTH) == 0


def test_another_estate_keeps_its_own(world):
    other = make_world(name="F")
    HouseholdPhone.objects.create(
        household=other.doors[0], number="13912341234", position=0, recorded_at=NOW
    )
    on_duty(world, ends=NOW)
    erase_due(NOW + MONTH)

    assert counts(other) == {"household_phones": 1}
    assert not Erasure.objects.filter(estate=other.estate).exists()


def test_the_days_are_a_dated_setting_of_the_place(world):
    on_duty(world, ends=NOW)
    boss = world.staff[Role.COMMANDER]
    set_setting(KEEP_HOUSEHOLD_DAYS, 90, place=world.estate, actor=boss, now=NOW)
    erase_due(NOW + MONTH)
    assert counts(world, NOW + MONTH) == {"household_phones": 1, "care_flags": 1}

    erase_due(NOW + 3 * MONTH)
    assert counts(world, NOW + 3 * MONTH) == {}


def test_a_new_activation_stops_the_clock(world):
    on_duty(world, ends=NOW)
    on_duty(world, begins=NOW + timedelta(days=20))

    assert erase_due(NOW + 10 * MONTH) == 0


def test_what_was_entered_after_the_stand_down_has_its_days_from_then(world):
    on_duty(world, ends=NOW)
    later = NOW + timedelta(days=20)
    people(world, helper(3), now=later)
    entry = DutyEntry.objects.create(
        place=world.estate, duty="电话", society="street", holder="李强", phone="13912341235"
    )
    record([Act("duty.written", entry, world.staff[Role.COMMANDER], later)])
    for model in (HouseholdPhone, CareFlag):
        model.objects.update(recorded_at=later)
    erase_due(NOW + MONTH)

    assert counts(world, NOW + MONTH) == {
        "household_phones": 1,
        "care_flags": 1,
        "people": 1,
        "directory": 1,
    }
    erase_due(later + MONTH)
    assert counts(world, later + MONTH) == {}


def test_a_cadre_sent_to_an_estate_that_stood_down_has_days_from_then(world):
    other, later = make_world(name="F"), NOW + timedelta(days=30)
    on_duty(other, ends=NOW)
    person, boss = Person.objects.first(), world.staff[Role.COMMANDER]
    send_cadre(person_id=person.pk, estate=other.estate, actor=boss, now=later)
    erase_due(NOW + MONTH)
    assert counts(other, NOW + MONTH) == {"people": 1}

    erase_due(later + MONTH)
    assert counts(other, later + MONTH) == {}


def test_people_who_were_declined_or_left_go_by_their_own_date(world):
    first, second = Person.objects.order_by("pk")
    Person.objects.filter(pk=first.pk).update(state=PersonState.DECLINED, decided_at=NOW)
    Person.objects.filter(pk=second.pk).update(state=PersonState.LEFT, decided_at=NOW + MONTH)
    on_duty(world)
    DuplicatePerson.objects.create(
        person=first, said={"phone": "1"}, digest="d", source="list", filed_at=NOW
    )

    assert erase_due(NOW + timedelta(days=7)) == 0
    assert erase_due(NOW + timedelta(days=9)) == 1
    assert list(Person.objects.all()) == [second]
    assert not DuplicatePerson.objects.exists()


def test_the_log_of_readings_goes_after_its_days_and_other_acts_stay(world):
    boss, person = world.staff[Role.COMMANDER], Person.objects.first()
    log_read(PersonalField.HEALTH, subjects=[person], actor=boss, now=NOW)
    log_household_read(PersonalField.CARE, households=[world.doors[0].pk], actor=boss, now=NOW)
    log_household_read(
        PersonalField.CARE, households=[world.doors[0].pk], actor=boss, now=NOW + 6 * MONTH
    )
    gone = Person(pk=person.pk + 1000)
    log_read(PersonalField.PHONES, subjects=[gone], actor=boss, now=NOW)
    others = AuditEntry.objects.exclude(action__endswith=".read").count()

    assert erase_due(NOW + 6 * MONTH) == 3
    assert AuditEntry.objects.filter(action__endswith=".read").count() == 1
    kept = AuditEntry.objects.exclude(action__endswith=".read").exclude(action="data.erased")
    assert kept.count() == others


def test_readings_of_people_who_are_gone_stay_as_long_as_any_estate_keeps_its_own(world):
    other, boss = make_world(name="F"), world.staff[Role.COMMANDER]
    set_setting(KEEP_READ_LOG_DAYS, 30, place=world.estate, actor=boss, now=NOW)
    [person] = people(other, helper(3))
    log_read(PersonalField.HEALTH, subjects=[person], actor=boss, now=NOW)
    person.delete()

    assert erase_due(NOW + 2 * MONTH) == 0
    assert erase_due(NOW + 6 * MONTH) == 1


def test_an_account_whose_last_role_ended_loses_its_name_and_no_other_does(world):
    clerk, sorter = world.staff[Role.CLERK], world.staff[Role.SORTER]
    boss = world.staff[Role.COMMANDER]
    SecondFactor.objects.create(user=clerk, sealed_secret="x", last_step=0, set_up_at=NOW)
    for held in Assignment.objects.filter(user__in=[clerk, sorter]):
        end_assignment(assignment=held, actor=boss, now=NOW)
    Assignment.objects.create(user=sorter, role=Role.GATE, place=world.estate, since=NOW)

    assert erase_due(NOW + timedelta(days=89)) == 0
    assert erase_due(NOW + timedelta(days=92)) == 1
    clerk.refresh_from_db()
    assert (clerk.name, clerk.username, clerk.is_active) == (f"#{clerk.pk}",) * 2 + (False,)
    assert not clerk.check_password("")
    assert not SecondFactor.objects.exists()
    assert User.objects.get(pk=sorter.pk).name == sorter.name


def test_an_account_goes_by_the_days_of_the_estate_where_it_worked_last(world):
    other, clerk = make_world(name="F"), world.staff[Role.CLERK]
    boss, later = world.staff[Role.COMMANDER], NOW + timedelta(days=1)
    set_setting(KEEP_ACCOUNT_DAYS, 365, place=other.estate, actor=boss, now=NOW)
    held = assign(user=clerk, role=Role.CLERK, place=other.estate, actor=boss, now=NOW)
    end_assignment(assignment=clerk.assignments.first(), actor=boss, now=NOW)
    end_assignment(assignment=held, actor=boss, now=later)

    assert erase_due(later + 4 * MONTH) == 0
    assert erase_due(later + 12 * MONTH) == 1


def test_an_activation_pressed_in_between_wins(world, monkeypatch):
    """Somebody activates after the night has begun and before it comes to the estate."""
    on_duty(world, ends=NOW)
    locked = erasure.locks.lock_one

    def press_first(rows, *, key):
        monkeypatch.setattr(erasure.locks, "lock_one", locked)
        on_duty(world, begins=NOW + MONTH)
        return locked(rows, key=key)

    monkeypatch.setattr(erasure.locks, "lock_one", press_first)
    assert erase_due(NOW + MONTH) == 0
    assert counts(world, NOW + MONTH) == KNOWN


def test_an_estate_that_fails_does_not_stop_the_others(world, monkeypatch):
    other = make_world(name="F")
    people(other, helper(3))
    for one in (world, other):
        on_duty(one, ends=NOW)
    erase_one = erasure._erase

    def fail(kept, *, estate, **rest):
        if estate == world.estate:
            raise locks.Busy
        return erase_one(kept, estate=estate, **rest)

    monkeypatch.setattr(erasure, "_erase", fail)
    with pytest.raises(ExceptionGroup):
        erase_due(NOW + MONTH)
    assert counts(world, NOW + MONTH) == KNOWN
    assert counts(other, NOW + MONTH) == {}


def erase(world, what="people", expected=2, now=NOW):
    return erase_now(
        what,
        estate=world.estate,
        expected=expected,
        reason=ErasureReason.ASKED,
        actor=world.staff[Role.COMMANDER],
        now=now,
    )


def test_the_person_in_charge_erases_at_once_with_a_reason(world):
    assert erase(world) == 2
    [proof] = erasure_rows(estate=world.estate)

    assert (proof.what, proof.rows, proof.reason) == ("people", 2, "asked")
    assert proof.by == world.staff[Role.COMMANDER].name
    assert "people" not in counts(world)


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_number_than_was_shown_erases_nothing(world, expected):
    with pytest.raises(RowsChanged):
        erase(world, expected=expected)

    assert counts(world) == KNOWN
    assert not Erasure.objects.exists()


def test_what_an_estate_on_duty_needs_cannot_go(world):
    on_duty(world)
    with pytest.raises(StillActive):
        erase(world)

    assert counts(world) == KNOWN


def test_a_kind_that_is_not_there_is_not_found(world):
    with pytest.raises(NotVisible):
        erase(world, what="orders")


def test_nobody_wipes_away_what_they_looked_at(world):
    boss = world.staff[Role.COMMANDER]
    log_household_read(PersonalField.CARE, households=[world.doors[0].pk], actor=boss, now=NOW)
    with pytest.raises(NotVisible):
        erase(world, what="reads", expected=1)

    assert AuditEntry.objects.filter(action="care.read").count() == 1


def test_proofs_say_nothing_about_people(world):
    erase(world)
    text = str([*Erasure.objects.values(), *AuditEntry.objects.values()])

    assert not any(word in text for word in ("人1", "13900000001", "王芳"))


def chain(world):
    for what, rows in KNOWN.items():
        erase(world, what=what, expected=rows)
    return list(Erasure.objects.order_by("pk"))


def broken(world):
    return [row.id for row in erasure_rows(estate=world.estate) if row.broken]


@pytest.mark.parametrize(
    "change",
    [
        {"rows": 1},
        {"what": "declined"},
        {"erased_by": "user:1"},
        {"reason": "ordered"},
        {"keys": "0" * 64},
        {"cutoff": NOW - MONTH},
        {"erased_at": NOW - MONTH},
    ],
)
def test_a_proof_that_was_changed_is_found(world, change):
    proofs = chain(world)
    assert broken(world) == []
    victim = next(row for row in proofs if row.rows == 2)
    Erasure.objects.filter(pk=victim.pk).update(**change)

    assert broken(world) == [victim.pk]


def test_a_proof_that_was_taken_out_is_found(world):
    proofs = chain(world)
    proofs[1].delete()

    assert broken(world) == [proofs[2].pk]


def test_rows_that_come_back_from_a_backup_are_seen(world):
    erase(world)
    people(world, helper(1))

    assert rows_left(estate=world.estate) == {"people": 1}


@pytest.mark.django_db(transaction=True)
def test_two_who_erase_at_once_leave_one_proof_and_one_line(world):
    answers = race(*[lambda: erase(world)] * 3)

    assert answers.count(2) == 1
    assert sum(isinstance(answer, RowsChanged) for answer in answers) == 2
    assert Erasure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_leave_a_chain_that_is_a_line(world):
    on_duty(world, ends=NOW)
    answers = race(*[lambda: erase_due(NOW + MONTH)] * 3)

    assert sum(answers) == sum(KNOWN.values())
    assert broken(world) == []


def test_one_erasure_is_queued_for_each_night():
    three, five = (timezone.localtime(NOW).replace(hour=hour) for hour in (3, 5))
    assert nightly_due(five) - nightly_due(three) == timedelta(days=1)
    for now in (three, three, five, five):
        order_erasure(now)

    assert ProcrastinateJob.objects.filter(task_name="people.erase_due").count() == 2
