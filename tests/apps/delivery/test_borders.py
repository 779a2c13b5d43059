"""R2, R58: who belongs to another grid carries nothing into one that a rule has closed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.control.enums import MovementRule
from baogong.apps.control.services import Basis, change_rule, reverse_change
from baogong.apps.custody.models import Handoff
from baogong.apps.delivery.errors import (
    CrateGone,
    LeaveReasonMissing,
    OtherGrid,
    OutsideGrid,
)
from baogong.apps.delivery.models import CrateLeave, Run
from baogong.apps.delivery.queries import (
    border_of,
    crate_for,
    crates_to_fetch,
    leaves_of,
    takeover_for,
    takeovers_for,
    waiting_crates,
)
from baogong.apps.delivery.services import give_leave, offer_runs_of, take_over
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, hire
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, walking_key
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates, take
from tests.factories.grids import building, grid, live_grids
from tests.factories.racing import race
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Grids 1 to 4 of one building each; B5 lies in none. Every building has a crate."""
    world = make_world(buildings=5, floors=1)
    live_grids(world, ["B1"], ["B2"], ["B3"], ["B4"], now=NOW - timedelta(days=9))
    return world


@pytest.fixture
def crates(world):
    """By building."""
    closed = close_crates(world, world.doors)
    return {crate.entrance.parent.label: crate for crate in closed}


def let_hold(world, rule=MovementRule.STAY_IN_GRID, *, place=None, at=NOW - timedelta(days=1)):
    boss, basis = world.staff[Role.COMMANDER], Basis(at, "区指挥部")
    place = place or world.estate
    return change_rule(place=place, rule=rule, basis=basis, actor=boss, now=NOW)


def officer_of(*places, name="volunteer"):
    user = hire(username=name, name=name, password=PASSWORD, actor=SYSTEM, now=NOW)
    for place in places:
        assign(user=user, role=Role.OFFICER, place=place, actor=SYSTEM, now=NOW)
    return user


def let_in(world, crate, officer, reason="四网格缺人"):
    leader = world.staff[Role.GRID_LEADER]
    return give_leave(
        crate_id=crate.pk, officer_id=officer.pk, reason=reason, actor=leader, now=NOW
    )


def counts():
    return Run.objects.count(), Handoff.objects.count(), CrateLeave.objects.count()


def test_a_volunteer_of_grid_3_gets_no_task_of_grid_4(world, crates):
    """R2: refused, and the hand-over at the border is proposed instead."""
    let_hold(world)
    path = f"{world.estate.path}@border/"
    Place.objects.create(
        kind=PlaceKind.BORDER_POINT, parent=world.estate, code="@border", path=path, label="东门",
        sort_key=walking_key(path),
    )  # fmt: skip
    volunteer = officer_of(grid(world, 3))
    before = counts()
    with pytest.raises(OtherGrid) as refusal:
        take(crates["B4"], officer=volunteer)

    assert refusal.value.data == {"own": "网格 3", "grid": "网格 4", "points": " (东门)"}
    assert counts() == before
    assert take(crates["B3"], officer=volunteer).officer == volunteer


def test_where_people_move_freely_grids_close_nothing(world, crates):
    assert take(crates["B4"], officer=officer_of(grid(world, 3)))


@pytest.mark.parametrize("rule", [MovementRule.STAY_IN_BUILDING, MovementRule.STAY_IN_HOME])
def test_stricter_rules_close_the_border_too(world, crates, rule):
    let_hold(world, rule, place=grid(world, 4))
    with pytest.raises(OtherGrid):
        take(crates["B4"], officer=officer_of(grid(world, 3)))


def test_a_role_for_a_building_or_an_entrance_ties_to_its_grid(world, crates):
    let_hold(world)
    by_building = officer_of(building(world, "B2"), name="b")
    by_entrance = officer_of(building(world, "B2").children.get(), name="e")

    for volunteer in (by_building, by_entrance):
        with pytest.raises(OtherGrid):
            take(crates["B1"], officer=volunteer)
    assert take(crates["B2"], officer=by_entrance)


def test_who_works_for_the_whole_estate_belongs_to_no_grid(world, crates):
    let_hold(world)
    with pytest.raises(OutsideGrid):
        take(crates["B1"], officer=world.staff[Role.OFFICER])
    assert take(crates["B5"], officer=world.staff[Role.OFFICER])


def test_a_task_keeps_the_rule_of_the_time_when_it_was_planned(world, crates):
    """R3: tasks dated before keep the old rule."""
    let_hold(world, at=NOW + timedelta(minutes=1))
    assert take(crates["B4"], officer=officer_of(grid(world, 3)))


def test_a_rule_that_was_taken_back_closes_nothing(world, crates):
    change = let_hold(world)
    boss = world.staff[Role.COMMANDER]
    reverse_change(change, reason="填错", actor=boss, now=NOW)

    assert take(crates["B4"], officer=officer_of(grid(world, 3)))


def test_the_leader_lets_somebody_in_with_a_reason_that_is_kept(world, crates):
    """R58: another grid's task needs the grid leader's override with a reason."""
    let_hold(world)
    volunteer = officer_of(grid(world, 3))
    for reason in ("", " "):
        with pytest.raises(LeaveReasonMissing):
            let_in(world, crates["B4"], volunteer, reason=reason)
    leave = let_in(world, crates["B4"], volunteer)
    assert let_in(world, crates["B4"], volunteer, reason="again") == leave
    run = take(crates["B4"], officer=volunteer)

    assert run.officer == volunteer
    assert [(row.officer, row.reason) for row in leaves_of(crate_id=run.crate_id)] == [
        ("volunteer", "四网格缺人")
    ]
    entry = AuditEntry.objects.get(action="crate.leave_given")
    assert (entry.subject_id, entry.data) == (leave.pk, {})
    with pytest.raises(OtherGrid):
        take(crates["B1"], officer=volunteer)


def test_nobody_is_let_in_for_a_crate_that_left(world, crates):
    let_hold(world)
    take(crates["B4"], officer=officer_of(grid(world, 4), name="own"))
    with pytest.raises(CrateGone):
        let_in(world, crates["B4"], officer_of(grid(world, 3)))
    assert not CrateLeave.objects.exists()


def test_a_run_of_somebody_who_stays_at_home_is_offered_inside_its_grid(world, crates):
    let_hold(world)
    own = officer_of(grid(world, 4), name="own")
    run = take(crates["B4"], officer=own)
    offer_runs_of(own.pk, now=NOW)
    neighbour = officer_of(grid(world, 4), name="neighbour")
    stranger = officer_of(grid(world, 3), building(world, "B3"), name="stranger")

    def carry_on(officer):
        return take_over(key=uuid4(), run_id=run.pk, counted=2, officer=officer, now=NOW)

    assert takeovers_for(viewer=stranger, now=NOW) == []
    assert takeovers_for(viewer=world.staff[Role.OFFICER], now=NOW) == []
    assert len(takeovers_for(viewer=neighbour, now=NOW)) == 1
    with pytest.raises(OtherGrid):
        carry_on(stranger)
    let_in(world, crates["B4"], stranger)
    [offer] = takeovers_for(viewer=stranger, now=NOW)
    assert takeover_for(viewer=stranger, run_id=run.pk) == offer
    assert carry_on(stranger).officer == stranger


def test_the_list_says_which_crates_lie_behind_a_border(world, crates):
    let_hold(world)
    both = officer_of(world.estate, grid(world, 2))
    rows = {row.entrance: row.border for row in waiting_crates(viewer=both, now=NOW)}

    assert {entrance: border and border.grid.number for entrance, border in rows.items()} == {
        "B1-1": 1, "B2-1": None, "B3-1": 3, "B4-1": 4, "B5-1": None,
    }  # fmt: skip
    assert [own.number for own in rows["B1-1"].own] == [2]


def test_a_crate_of_another_grid_is_named_to_who_types_its_code(world, crates):
    let_hold(world)
    volunteer, code = officer_of(grid(world, 3)), crates["B4"].code
    with pytest.raises(NotVisible):
        crate_for(viewer=volunteer, code=code, now=NOW)
    assert border_of(viewer=volunteer, code=code, now=NOW).grid.number == 4
    let_in(world, crates["B4"], volunteer)

    assert border_of(viewer=volunteer, code=code, now=NOW) is None
    assert crate_for(viewer=volunteer, code=code, now=NOW).border is None
    foreigner = officer_of(make_world(name="F").estate, name="foreigner")
    assert border_of(viewer=foreigner, code=code, now=NOW) is None


def test_a_leader_sees_the_crates_of_the_own_grid_that_wait(world, crates):
    leader = hire(username="l", name="l", password=PASSWORD, actor=SYSTEM, now=NOW)
    assign(user=leader, role=Role.GRID_LEADER, place=grid(world, 2), actor=SYSTEM, now=NOW)
    roles = {Role.GRID_LEADER}

    assert [row.entrance for row in crates_to_fetch(viewer=leader, roles=roles)] == ["B2-1"]
    take(crates["B2"], officer=world.staff[Role.OFFICER])
    assert crates_to_fetch(viewer=leader, roles=roles) == []


def test_one_crate_takes_as_many_queries_as_five(world, crates, django_assert_num_queries):
    let_hold(world)
    both = officer_of(world.estate, grid(world, 2))
    with django_assert_num_queries(9):
        assert len(waiting_crates(viewer=both, now=NOW)) == 5
    with django_assert_num_queries(9):
        crate_for(viewer=both, code=crates["B1"].code, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_those_who_grab_one_crate_at_once_only_people_of_its_grid_get_it():
    world = make_world(buildings=2, floors=1)
    live_grids(world, ["B1"], ["B2"], now=NOW - timedelta(days=9))
    [first, _] = close_crates(world, world.doors)
    let_hold(world)
    own = [officer_of(grid(world, 1), name=f"own-{n}") for n in range(2)]
    others = [officer_of(grid(world, 2), name=f"other-{n}") for n in range(2)]
    answers = race(
        *[lambda user=user: take(first, officer=user) for user in (*others, *own)],
        lambda: let_in(world, first, others[0]),
    )
    run = Run.objects.get()

    allowed = {user.pk for user in own} | set(CrateLeave.objects.values_list("officer", flat=True))
    assert run.officer_id in allowed
    assert not any(isinstance(answer, Run) for answer in answers[1:2])
