"""Roles are held for places, and open those and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from baogong.apps.people.enums import Role
from baogong.apps.people.errors import LastCommander, UsernameTaken
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries import covers, estates_of, only_visible, roles_of
from baogong.apps.people.services import assign, end_assignment, hire
from baogong.apps.places.models import Place
from baogong.apps.places.services import add_estate, load_doors
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.racing import race
from tests.factories.world import PASSWORD, door_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(buildings=2)


def new_user(name="new"):
    return hire(username=name, name=name, password=PASSWORD, actor=SYSTEM, now=NOW)


def give(user, role, place):
    return assign(user=user, role=role, place=place, actor=SYSTEM, now=NOW)


def end(assignment):
    end_assignment(assignment=assignment, actor=SYSTEM, now=NOW)


def seen_by(viewer, *roles):
    doors = Place.objects.doors().filter(covers(viewer=viewer, roles=roles, path="path"))
    return {door.label for door in doors}


def test_a_role_for_a_building_opens_its_doors_only(world):
    user = new_user()
    building = world.doors[0].parent.parent
    give(user, Role.OFFICER, building)
    assert seen_by(user, Role.OFFICER) == {d.label for d in world.doors if "B1" in d.label}
    assert seen_by(user, Role.CLERK) == set()
    inside = covers(viewer=user, roles={Role.OFFICER}, path="path")
    with pytest.raises(NotVisible):
        only_visible(Place.objects.filter(inside), pk=world.doors[-1].pk)


def test_an_estate_whose_name_begins_alike_is_another_place(world):
    """``/t/e/`` is no prefix of ``/t/e2/``, and wildcards in codes are plain characters."""
    for code in ("e2", "%", "_"):
        other = add_estate(town=world.town, code=code, name=code, actor=SYSTEM, now=NOW)
        load_doors(door_lines(1, 1), estate=other, actor=SYSTEM, now=NOW)
    assert len(seen_by(world.staff[Role.CLERK], Role.CLERK)) == len(world.doors)
    wild = new_user()
    give(wild, Role.CLERK, Place.objects.get(path="/t/%/"))
    assert len(seen_by(wild, Role.CLERK)) == 2


def test_an_ended_role_opens_nothing_and_can_be_given_again(world):
    user = new_user()
    assignment = give(user, Role.CLERK, world.estate)
    end(assignment)
    assert seen_by(user, Role.CLERK) == set()
    assert roles_of(user) == set()
    assert estates_of(viewer=user, roles=set(Role)) == []
    again = give(user, Role.CLERK, world.estate)
    assert again.pk != assignment.pk
    assert len(seen_by(user, Role.CLERK)) == len(world.doors)


def test_a_stranger_sees_nothing(world):
    assert seen_by(AnonymousUser(), *Role) == set()
    assert roles_of(AnonymousUser()) == set()
    assert estates_of(viewer=AnonymousUser(), roles=set(Role)) == []


def test_an_estate_is_seen_from_above_and_from_a_part_of_it(world):
    above, part = new_user("above"), new_user("part")
    give(above, Role.COMMANDER, world.town)
    give(part, Role.GATE, world.doors[0])
    add_estate(town=world.town, code="other", name="Other", actor=SYSTEM, now=NOW)
    assert len(estates_of(viewer=above, roles={Role.COMMANDER})) == 2
    assert estates_of(viewer=part, roles={Role.GATE}) == [world.estate]
    assert estates_of(viewer=part, roles={Role.CLERK}) == []


def test_giving_and_ending_twice_is_the_same_as_once(world):
    user = new_user()
    first = give(user, Role.CLERK, world.estate)
    assert give(user, Role.CLERK, world.estate) == first
    end(first)
    end(first)
    assert AuditEntry.objects.filter(subject_id=first.pk, action="role.given").count() == 1
    assert AuditEntry.objects.filter(subject_id=first.pk, action="role.ended").count() == 1


def test_a_place_keeps_its_last_commander(world):
    last = Assignment.objects.get(role=Role.COMMANDER, place=world.estate)
    with pytest.raises(LastCommander):
        end(last)
    last.refresh_from_db()
    assert last.ended_at is None
    give(new_user(), Role.COMMANDER, world.town)
    end(last)


def test_a_name_is_given_once(world):
    new_user("a")
    with pytest.raises(UsernameTaken):
        new_user("a")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_give_the_same_role_at_once_give_it_once():
    world = make_world(floors=1)
    user = new_user()
    answers = race(*[lambda: give(user, Role.CLERK, world.estate)] * 4)
    assert len({answer.pk for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_commanders_who_end_each_other_leave_one():
    world = make_world(floors=1)
    give(new_user(), Role.COMMANDER, world.estate)
    held = list(Assignment.objects.filter(role=Role.COMMANDER, place=world.estate))
    answers = race(*[lambda one=one: end(one) for one in held])
    assert [type(answer) for answer in answers].count(LastCommander) == 1
    assert Assignment.objects.filter(role=Role.COMMANDER, ended_at=None).count() == 1
