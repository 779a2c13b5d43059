"""R3, R58: a role for a grid opens what the live plan puts into it, and nothing else."""

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import (
    covers,
    estate_around_for,
    estates_of,
    grids_worked_in,
    place_choices,
    place_for,
)
from baogong.apps.people.services import assign, end_assignment, hire
from baogong.apps.places.models import Place
from baogong.apps.places.services import rename_grid
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.grids import building, draft, grid, live_grids
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
LEADER = {Role.GRID_LEADER}


@pytest.fixture
def world():
    world = make_world(buildings=3, floors=1)
    live_grids(world, ["B1"], ["B2", "B3"])
    return world


@pytest.fixture
def leader(world):
    """Of grid 2."""
    return holder(grid(world, 2))


def holder(place, role=Role.GRID_LEADER, name="leader"):
    user = hire(username=name, name=name, password=PASSWORD, actor=SYSTEM, now=NOW)
    assign(user=user, role=role, place=place, actor=SYSTEM, now=NOW)
    return user


def seen_by(viewer, roles=LEADER, path="path"):
    places = Place.objects.filter(covers(viewer=viewer, roles=roles, path=path))
    return {place.label for place in places}


def test_a_leader_sees_the_grid_its_entrances_and_their_doors(leader):
    assert seen_by(leader) == {
        "网格 2", "B2-1", "B2-1-101", "B2-1-102", "B3-1", "B3-1-101", "B3-1-102",
    }  # fmt: skip
    assert seen_by(leader, {Role.CLERK}) == set()


def test_a_new_version_moves_what_is_seen_and_a_draft_does_not(world, leader):
    plan = draft(world, ["B3"], ["B2"])
    assert "B3-1" in seen_by(leader)
    live_grids(world, ["B3"], ["B2"])

    assert plan.pk
    assert "B3-1" not in seen_by(leader)
    assert "B2-1" in seen_by(leader)


def test_a_role_that_ended_opens_nothing(leader):
    end_assignment(assignment=leader.assignments.get(), actor=SYSTEM, now=NOW)
    assert seen_by(leader) == set()


def test_an_estates_page_opens_by_a_part_of_it(world, leader):
    other = make_world(name="F")

    assert estates_of(viewer=leader, roles=LEADER) == [world.estate]
    found = estate_around_for(viewer=leader, roles=LEADER, pk=world.estate.pk)
    assert found == world.estate
    for estate in (other.estate, world.town):
        with pytest.raises(NotVisible):
            estate_around_for(viewer=leader, roles=LEADER, pk=estate.pk)
    with pytest.raises(NotVisible):
        place_for(viewer=leader, roles=LEADER, pk=world.estate.pk)


def test_grids_are_offered_by_their_names(world):
    rename_grid(grid=grid(world, 2), label="东区", actor=SYSTEM, now=NOW)
    boss = world.staff[Role.COMMANDER]
    choices = place_choices(viewer=boss, roles={Role.COMMANDER})

    assert [(c.label, c.group) for c in choices if c.label in {"网格 1", "东区"}] == [
        ("网格 1", "E"),
        ("东区", "E"),
    ]


def test_ones_own_grids_are_those_of_ones_buildings_entrances_and_grids(world):
    entrance = building(world, "B3").children.get()
    for number, (place, own) in enumerate(
        [
            (grid(world, 1), [1]),
            (building(world, "B2"), [2]),
            (entrance, [2]),
            (world.doors[0], [1]),
            (world.estate, []),
            (world.town, []),
        ]
    ):
        user = holder(place, Role.OFFICER, f"officer-{number}")
        found = grids_worked_in(viewer=user, role=Role.OFFICER)
        assert [row.number for row in found] == own, place
        assert grids_worked_in(viewer=user, role=Role.GRID_LEADER) == []
