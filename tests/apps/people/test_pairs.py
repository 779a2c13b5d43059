"""R47: every household in need of help has a named helper; those without stand first."""

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.errors import NobodyChosen, NotAHelper
from baogong.apps.people.models import Assignment, BuddyPair
from baogong.apps.people.queries import pair_rows, paired_door_for, paired_doors
from baogong.apps.people.services import assign, end_assignment, end_pair, hire, pair_up
from baogong.apps.places.models import CareFlag
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world(buildings=2)
    for door, kind in ((0, "elderly_alone"), (0, "dialysis"), (1, "infant"), (4, "disabled")):
        CareFlag.objects.create(household=world.doors[door], kind=kind, recorded_at=NOW)
    CareFlag.objects.create(household=world.doors[5], kind="away", recorded_at=NOW)
    return world


def helper(world, name="H"):
    username = f"{name}-{world.estate.code}"
    user = hire(username=username, name=name, password="x", actor=SYSTEM, now=NOW)
    assign(user=user, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    return user


def pair(world, user, *places):
    return pair_up(
        helper_id=user.pk,
        place_ids=[place.pk for place in places],
        estate=world.estate,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )


def named(world):
    return [(row.door, row.helper, row.of) for row in pair_rows(estate=world.estate)]


def test_households_without_a_helper_stand_first_and_each_once(world):
    assert named(world) == [("B1-1-101", "", ""), ("B1-1-102", "", ""), ("B2-1-101", "", "")]
    pair(world, helper(world), world.doors[0])

    assert named(world) == [
        ("B1-1-102", "", ""),
        ("B2-1-101", "", ""),
        ("B1-1-101", "H", "B1-1-101"),
    ]


def test_a_buildings_helper_looks_after_its_doors_and_a_doors_own_helper_comes_first(world):
    pair(world, helper(world, "B"), world.doors[0].parent.parent)
    pair(world, helper(world, "D"), world.doors[1])

    assert named(world)[1:] == [("B1-1-101", "B", "B1"), ("B1-1-102", "D", "B1-1-102")]


def test_a_new_helper_takes_the_place_of_the_old_one_and_both_stand_in_the_log(world):
    first, second = helper(world, "1"), helper(world, "2")
    pair(world, first, world.doors[0])
    assert pair(world, second, *world.doors[:2]) == 2
    assert pair(world, second, *world.doors[:2]) == 0

    live = BuddyPair.objects.filter(ended_at=None)
    assert {row.user for row in live} == {second}
    actions = AuditEntry.objects.filter(action__startswith="pair.").order_by("pk")
    assert [entry.action for entry in actions] == [
        "pair.made",
        "pair.ended",
        "pair.made",
        "pair.made",
    ]


def test_who_is_no_officer_here_is_not_named(world):
    foreign = make_world(name="F")

    with pytest.raises(NotAHelper):
        pair(world, world.staff[Role.CLERK], world.doors[0])
    with pytest.raises(NobodyChosen):
        pair(world, helper(world), foreign.doors[0])
    assert not BuddyPair.objects.exists()


def test_a_helper_whose_role_ended_looks_after_nobody(world):
    user = helper(world)
    pair(world, user, world.doors[0])
    end_assignment(assignment=Assignment.objects.get(user=user), actor=SYSTEM, now=NOW)

    assert [row.helper for row in pair_rows(estate=world.estate)] == ["", "", ""]
    assert paired_doors(viewer=user) == []


def test_a_pair_that_ended_counts_no_more(world):
    user = helper(world)
    pair(world, user, world.doors[0])
    for _ in range(2):
        end_pair(pair_id=BuddyPair.objects.get().pk, actor=SYSTEM, now=NOW)

    assert paired_doors(viewer=user) == []
    assert AuditEntry.objects.filter(action="pair.ended").count() == 1


def test_a_helper_reaches_the_doors_that_they_are_named_for_and_no_other(world):
    user = helper(world)
    pair(world, user, world.doors[0].parent.parent, world.doors[4])

    assert [row.label for row in paired_doors(viewer=user)] == [
        door.label for door in world.doors[:5]
    ]
    assert paired_door_for(viewer=user, pk=world.doors[4].pk).estate == "E"
    with pytest.raises(NotVisible):
        paired_door_for(viewer=user, pk=world.doors[5].pk)
    with pytest.raises(NotVisible):
        paired_door_for(viewer=world.staff[Role.OFFICER], pk=world.doors[0].pk)


def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries):
    user = helper(world)
    pair(world, user, world.doors[0].parent.parent, world.doors[4])
    with django_assert_num_queries(2):
        pair_rows(estate=world.estate)
    with django_assert_num_queries(2):
        paired_doors(viewer=user)


def rush(world):
    """Several commanders name a helper of their own for the same door at once."""
    users = [helper(world, f"H{n}") for n in range(RACERS)]
    door = world.doors[0]
    return race(*[lambda user=user: pair(world, user, door) for user in users])


@pytest.mark.django_db(transaction=True)
def test_of_those_named_at_once_the_last_one_stays_and_nothing_crashes():
    world = make_world()

    assert rush(world) == [1] * RACERS
    assert BuddyPair.objects.filter(ended_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_somebody_would_meet_a_crash(locks_off):
    locks_off(BuddyPair.objects, "bulk_create", before=True, racers=RACERS)
    world = make_world()

    assert any(isinstance(answer, Exception) for answer in rush(world))
