"""R1, R5: every entrance lies in one grid of the plan that holds; plans follow each other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from baogong.apps.places import policies
from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.errors import (
    EmptyPlan,
    GridNameTaken,
    OrphanEntrances,
    PlanChanged,
    PlanNotDraft,
    TooManyGrids,
)
from baogong.apps.places.models import GridPart, GridPlan, Place, walking_key
from baogong.apps.places.queries import (
    grid_of,
    grid_plans,
    grid_totals,
    grids_at,
    grids_of,
    live_orphans,
    live_plan,
    plan_difference,
    plan_parts,
    plan_version,
)
from baogong.apps.places.services import (
    add_grids,
    assign_parts,
    discard_plan,
    draw_plan,
    load_doors,
    rename_grid,
)
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.readers.doors import DoorLine
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.grids import approve, building, draft, grid, live_grids
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Buildings B1 to B3 with one entrance each, and B4 with two."""
    world = make_world(buildings=3)
    lines = [
        DoorLine(door=f"B4-{e}-101", building="B4", entrance=e, floor=1, room="101", people=2)
        for e in ("1", "2")
    ]
    load_doors(lines, estate=world.estate, actor=SYSTEM, now=NOW)
    return world


def give(plan, grid_of):
    assign_parts(plan_id=plan.pk, grid_of=grid_of, actor=SYSTEM, now=NOW)
    plan.refresh_from_db()


def standing(world, plan):
    """Entrance -> number of its grid in the plan."""
    parts = plan_parts(estate=world.estate, plan_id=plan.pk)
    return {part.label: part.grid.number if part.grid else None for part in parts}


def counts():
    return GridPlan.objects.count(), GridPart.objects.count(), AuditEntry.objects.count()


def test_a_building_means_all_its_entrances(world):
    plan = draft(world, ["B1", "B2"], ["B3", "B4"])

    assert standing(world, plan) == {
        "B1-1": 1, "B2-1": 1, "B3-1": 2, "B4-1": 2, "B4-2": 2,
    }  # fmt: skip


def test_a_single_entrance_goes_to_another_grid_than_its_building(world):
    plan = draft(world, ["B1"], ["B3"])
    first, second = building(world, "B4").children.order_by("sort_key")
    give(plan, {building(world, "B4").pk: grid(world, 1).pk, second.pk: grid(world, 2).pk})

    assert (standing(world, plan)["B4-1"], standing(world, plan)["B4-2"]) == (1, 2)
    give(plan, {first.pk: None})
    assert standing(world, plan)["B4-1"] is None


def test_an_entrance_is_never_in_two_grids(world):
    """R1: giving it again moves it, and the database refuses a second row."""
    plan = draft(world, ["B1"], ["B1"])

    assert GridPart.objects.filter(plan=plan).count() == 1
    part = GridPart.objects.get(plan=plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        GridPart.objects.create(plan=plan, grid=grid(world, 2), place_id=part.place_id)


def test_a_house_without_a_building_is_a_part_itself(world):
    path = f"{world.estate.path}19/"
    house = Place.objects.create(
        kind=PlaceKind.HOUSEHOLD, parent=world.estate, code="19", path=path, label="19",
        sort_key=walking_key(path), people=4,
    )  # fmt: skip
    plan = draft(world, ["B1"])
    give(plan, {house.pk: grid(world, 1).pk})

    [part] = [p for p in plan_parts(estate=world.estate, plan_id=plan.pk) if p.id == house.pk]
    assert (part.grid.number, part.doors, part.people, part.building) == (1, 1, 4, "19")
    approve(world, plan, note="x")
    assert grid_of(house, at=NOW).number == 1


def test_a_building_with_doors_of_its_own_takes_its_entrances_along(world):
    b4 = building(world, "B4")
    path = f"{b4.path}9/"
    Place.objects.create(
        kind=PlaceKind.HOUSEHOLD, parent=b4, code="9", path=path, label="B4-9",
        sort_key=walking_key(path),
    )  # fmt: skip
    plan = draft(world, ["B4"], [])
    give(plan, {b4.pk: grid(world, 1).pk, b4.children.get(label="B4-2").pk: grid(world, 2).pk})

    moved = {label: n for label, n in standing(world, plan).items() if label.startswith("B4")}
    assert moved == {"B4": 1, "B4-1": 1, "B4-2": 2}


@pytest.mark.parametrize("what", ["door", "gate", "foreign building", "foreign grid"])
def test_what_is_no_entrance_or_grid_of_the_estate_is_refused(world, what):
    other = make_world(name="F")
    foreign = draft(other, ["B1"])
    plan = draft(world, ["B1"])
    before = counts(), standing(world, plan)
    own, own_grid = building(world, "B2").pk, grid(world, 1).pk
    wrong = {
        "door": {world.doors[0].pk: own_grid},
        "gate": {world.estate.children.get(kind=PlaceKind.GATE).pk: own_grid},
        "foreign building": {own: own_grid, building(other, "B1").pk: own_grid},
        "foreign grid": {own: grid(other, 1).pk},
    }[what]

    with pytest.raises(NotVisible), transaction.atomic():
        give(plan, wrong)
    assert (counts(), standing(world, plan)) == before
    assert standing(other, foreign) == {"B1-1": 1}


def test_a_draft_begins_as_the_live_plan_and_there_is_one(world):
    live = live_grids(world, ["B1", "B2"], ["B3", "B4"])
    second = draw_plan(estate=world.estate, actor=SYSTEM, now=NOW)

    assert (second.version, standing(world, second)) == (2, standing(world, live))
    assert draw_plan(estate=world.estate, actor=SYSTEM, now=NOW) == second


def test_approving_replaces_the_live_plan_and_its_version_is_told(world):
    """R5."""
    assert live_plan(estate_id=world.estate.pk) is None
    assert plan_version(path=world.estate.path) == ""
    live_grids(world, ["B1", "B2"], ["B3", "B4"])
    second = draft(world, ["B1"], ["B2"])
    assert plan_version(path=world.doors[0].path) == "网格方案 v1"
    approve(world, second)

    assert plan_version(path=world.doors[0].path) == "网格方案 v2"
    with translation.override("en"):
        assert plan_version(path=world.doors[0].path) == "grid plan v2"
    rows = grid_plans(estate_id=world.estate.pk)
    assert [(row.version, row.status) for row in rows] == [
        (2, PlanStatus.APPROVED),
        (1, PlanStatus.SUPERSEDED),
    ]
    assert (rows[0].parts, rows[0].grids, rows[0].is_live) == (5, 2, True)


def test_another_estates_plan_is_not_ones_own(world):
    other = make_world(name="E2")
    live_grids(world, ["B1"])

    assert plan_version(path=other.estate.path) == ""
    assert plan_version(path=world.town.path) == ""


def test_a_plan_without_parts_is_refused(world):
    plan = draw_plan(estate=world.estate, actor=SYSTEM, now=NOW)
    before = counts()
    with pytest.raises(EmptyPlan):
        approve(world, plan, note="x")
    assert counts() == before
    assert live_plan(estate_id=world.estate.pk) is None


def test_orphans_stay_outside_only_with_a_reason(world):
    """R1: orphan doors are listed, and approved only with a reason that is kept."""
    plan = draft(world, ["B1", "B2"], ["B3"])
    with pytest.raises(OrphanEntrances) as refusal:
        approve(world, plan)
    assert refusal.value.data == {"orphans": 2}
    assert live_plan(estate_id=world.estate.pk) is None
    approve(world, plan, note="B4 空置")

    assert live_plan(estate_id=world.estate.pk).note == "B4 空置"
    assert live_orphans(estate=world.estate) == 2
    said = AuditEntry.objects.get(action="grid_plan.approved")
    assert said.data == {"version": 1, "orphans": 2}


def test_what_is_loaded_later_is_an_orphan_of_the_live_plan(world):
    assert live_orphans(estate=world.estate) is None
    live_grids(world, ["B1", "B2"], ["B3", "B4"])
    assert live_orphans(estate=world.estate) == 0
    late = DoorLine(door="B9-1-101", building="B9", entrance="1", floor=1, room="101", people=1)
    load_doors([late], estate=world.estate, actor=SYSTEM, now=NOW)

    assert live_orphans(estate=world.estate) == 1


def test_nobody_approves_what_changed_under_their_eyes(world):
    plan = draft(world, ["B1", "B2", "B3", "B4"])
    looked_at = GridPlan.objects.get(pk=plan.pk)
    give(plan, {building(world, "B1").pk: None})
    with pytest.raises(PlanChanged):
        approve(world, looked_at, note="x")
    assert live_plan(estate_id=world.estate.pk) is None


def test_what_is_approved_or_thrown_away_changes_no_more(world):
    live = live_grids(world, ["B1", "B2", "B3", "B4"])
    second = draft(world, ["B1"])
    discard_plan(plan_id=second.pk, actor=SYSTEM, now=NOW)
    before = counts()
    for plan in (live, second):
        for act in (
            lambda plan=plan: give(plan, {building(world, "B1").pk: None}),
            lambda plan=plan: approve(world, plan, note="x"),
            lambda plan=plan: discard_plan(plan_id=plan.pk, actor=SYSTEM, now=NOW),
        ):
            with pytest.raises(PlanNotDraft):
                act()
    assert counts() == before
    assert draw_plan(estate=world.estate, actor=SYSTEM, now=NOW).version == 3


def test_the_difference_tells_what_moved_came_and_went(world):
    """R5: the diff from v1 is viewable."""
    first = live_grids(world, ["B1", "B2"], ["B3"])
    second = draft(world, ["B1"], ["B2", "B4"])
    give(second, {building(world, "B3").pk: None})
    moves = plan_difference(estate=world.estate, before=first.pk, after=second.pk)

    assert [
        (m.part.label, m.before and m.before.number, m.after and m.after.number) for m in moves
    ] == [("B2-1", 1, 2), ("B3-1", 2, None), ("B4-1", None, 2), ("B4-2", None, 2)]
    assert moves[0].part.doors == 4
    assert plan_difference(estate=world.estate, before=None, after=first.pk)[0].before is None


def test_totals_count_doors_and_people_and_end_with_the_orphans(world):
    plan = draft(world, ["B1", "B2"], [], ["B4"])
    parts = plan_parts(estate=world.estate, plan_id=plan.pk)
    totals = grid_totals(parts, grids_of(estate_id=world.estate.pk))

    assert [
        (t.grid and t.grid.number, t.buildings, t.entrances, t.doors, t.people) for t in totals
    ] == [(1, 2, 2, 8, 24), (2, 0, 0, 0, 0), (3, 1, 2, 2, 4), (None, 1, 1, 4, 12)]


def test_a_place_lies_in_the_grid_of_the_plan_that_held_then(world):
    live_grids(world, ["B1"], ["B2"], now=NOW)
    later = NOW + timedelta(days=1)
    live_grids(world, [], ["B1"], now=later)
    door, before = world.doors[0], NOW - timedelta(minutes=1)

    found = grids_at([(door, before), (door, NOW), (door, later)])
    assert [row and row.number for row in found] == [None, 1, 2]
    assert grid_of(building(world, "B1"), at=later).number == 2
    assert grid_of(world.estate, at=later) is None
    assert grid_of(grid(world, 1), at=later).number == 1


def test_a_building_in_two_grids_is_in_none(world):
    plan = draft(world, ["B4"], [])
    give(plan, {building(world, "B4").children.first().pk: grid(world, 2).pk})
    approve(world, plan, note="x")

    assert grid_of(building(world, "B4"), at=NOW) is None


def test_grids_are_numbered_on_and_have_names_of_their_own(world):
    add_grids(estate=world.estate, count=11, actor=SYSTEM, now=NOW)
    rename_grid(grid=grid(world, 3), label="东区", actor=SYSTEM, now=NOW)
    names = [row.label for row in grids_of(estate_id=world.estate.pk)]

    assert names[:4] == ["网格 1", "网格 2", "东区", "网格 4"]
    assert [row.number for row in grids_of(estate_id=world.estate.pk)] == list(range(1, 12))
    with pytest.raises(GridNameTaken):
        rename_grid(grid=grid(world, 4), label="东区", actor=SYSTEM, now=NOW)
    with pytest.raises(TooManyGrids):
        add_grids(estate=world.estate, count=89, actor=SYSTEM, now=NOW)
    assert len(grids_of(estate_id=world.estate.pk)) == 11


def test_the_number_of_statements_does_not_grow_with_the_estate(world, django_assert_num_queries):
    small, big = world, make_world(name="F", buildings=12)
    for each, groups in ((small, [["B1"]]), (big, [["B1", "B2"], ["B3", "B4", "B5"]])):
        plan = draft(each, *groups)
        approve(each, plan, note="x")
        doors = each.doors
        with django_assert_num_queries(5):
            plan_parts(estate=each.estate, plan_id=plan.pk)
            grids_at([(door, NOW) for door in doors])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_wins():
    world = make_world(buildings=2, floors=1)
    plan = draft(world, ["B1"], ["B2"])
    answers = race(*[lambda: approve(world, plan)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["GridPlan", "PlanNotDraft"]
    assert AuditEntry.objects.filter(action="grid_plan.approved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_plan_is_approved_twice(locks_off):
    world = make_world(buildings=2, floors=1)
    plan = draft(world, ["B1"], ["B2"])
    locks_off(policies, "check_can_approve")
    answers = race(*[lambda: approve(world, plan)] * 2)

    assert [type(answer).__name__ for answer in answers] == ["GridPlan", "GridPlan"]
    assert AuditEntry.objects.filter(action="grid_plan.approved").count() == 2


@pytest.mark.django_db(transaction=True)
def test_people_who_draw_at_once_share_one_draft_and_its_grids():
    world = make_world(floors=1)

    def draw():
        return draw_plan(estate=world.estate, grids=3, actor=SYSTEM, now=NOW)

    assert len({plan.pk for plan in race(*[draw] * 4)}) == 1
    assert len(grids_of(estate_id=world.estate.pk)) == 3
