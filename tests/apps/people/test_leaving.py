"""Who leaves loses turns and roles in the same moment."""

import pytest
from django.db import transaction

from baogong.apps.people.enums import PersonState, Role
from baogong.apps.people.errors import LastCommander
from baogong.apps.people.models import Assignment, ShiftDuty
from baogong.apps.people.queries import roles_of
from baogong.apps.people.services import activate, assign, fill_gaps, is_away, leave
from baogong.apps.people.services.health import person_of
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return world.staff[Role.COMMANDER]


def go(user, boss):
    return leave(person_id=person_of(user, now=NOW).pk, actor=boss, now=NOW)


def test_every_role_of_the_account_ends_and_the_log_says_so(world, boss):
    officer = world.staff[Role.OFFICER]
    assign(user=officer, role=Role.SORTER, place=world.doors[0], actor=boss, now=NOW)
    held = list(officer.assignments.filter(ended_at=None).values_list("pk", flat=True))
    left = go(officer, boss)

    assert roles_of(officer) == set()
    assert left.roles == len(held) == 2
    ended = AuditEntry.objects.filter(action="role.ended", subject_id__in=held)
    assert list(ended.values_list("actor", flat=True)) == [boss.audit_name] * 2


def test_a_role_beyond_the_commanders_places_is_left_alone(world, boss):
    other, officer = make_world(name="F"), world.staff[Role.OFFICER]
    assign(user=officer, role=Role.COMMANDER, place=other.estate, actor=boss, now=NOW)
    assign(user=officer, role=Role.SORTER, place=world.town, actor=boss, now=NOW)

    assert go(officer, boss).roles == 1
    assert roles_of(officer) == {Role.COMMANDER, Role.SORTER}


def test_a_commander_of_the_town_ends_roles_in_all_its_estates(world, boss):
    other, officer = make_world(name="F"), world.staff[Role.OFFICER]
    assign(user=officer, role=Role.CLERK, place=other.estate, actor=boss, now=NOW)
    assign(user=boss, role=Role.COMMANDER, place=world.town, actor=boss, now=NOW)

    assert go(officer, boss).roles == 2
    assert roles_of(officer) == set()


def test_roles_of_others_and_people_without_an_account_are_left_alone(world, boss):
    [person] = people(world, helper(1))
    live = Assignment.objects.filter(ended_at=None).count()
    assert leave(person_id=person.pk, actor=boss, now=NOW).roles == 0
    assert Assignment.objects.filter(ended_at=None).count() == live


def test_the_last_commander_cannot_leave_and_nothing_moves(world, boss):
    activate(estate=world.estate, actor=boss, now=NOW)
    person = person_of(boss, now=NOW)
    person.team = world.estate.teams.get(kind="supply")
    person.save(update_fields=["team"])
    assign(user=boss, role=Role.CLERK, place=world.estate, actor=boss, now=NOW)
    fill_gaps(estate=world.estate, actor=boss, now=NOW)
    turns = ShiftDuty.objects.filter(person=person, freed_at=None).count()
    with pytest.raises(LastCommander):
        go(boss, boss)

    person.refresh_from_db()
    assert person.state == PersonState.APPROVED
    assert roles_of(boss) == {Role.COMMANDER, Role.CLERK}
    assert ShiftDuty.objects.filter(person=person, freed_at=None).count() == turns > 0
    assert not AuditEntry.objects.filter(action__in=("role.ended", "person.left")).exists()


def test_leaving_twice_is_the_same_as_once(world, boss):
    officer = world.staff[Role.OFFICER]
    go(officer, boss)
    again = go(officer, boss)
    assert (again.turns, again.roles) == (0, 0)
    assert AuditEntry.objects.filter(action="person.left").count() == 1


def test_whoever_left_and_is_given_a_role_again_may_work_again(world, boss):
    officer = world.staff[Role.OFFICER]
    go(officer, boss)
    with transaction.atomic():
        assert is_away(officer)
    assign(user=officer, role=Role.OFFICER, place=world.estate, actor=boss, now=NOW)
    with transaction.atomic():
        assert not is_away(officer)
