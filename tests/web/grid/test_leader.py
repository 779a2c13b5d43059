"""C5, R58: the grid leader's page, and letting somebody of another grid in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from baogong.apps.control.enums import MovementRule
from baogong.apps.control.services import Basis, change_rule
from baogong.apps.delivery.models import CrateLeave, Run
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates, take
from tests.factories.grids import grid, live_grids
from tests.factories.people import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """B1 in grid 1, B2 and B3 in grid 2; nobody may leave their grid."""
    world = make_world(buildings=3, floors=1)
    live_grids(world, ["B1"], ["B2", "B3"], now=NOW - timedelta(days=9))
    change_rule(
        place=world.estate,
        rule=MovementRule.STAY_IN_GRID,
        basis=Basis(NOW - timedelta(days=2), "区指挥部"),
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
    return world


@pytest.fixture
def crates(world):
    return {crate.entrance.label: crate for crate in close_crates(world, world.doors)}


def let_in(client, crate, officer, reason="人手不够"):
    url = reverse("grid:leave", args=[crate.pk])
    return client.post(url, {"officer": officer.pk, "reason": reason})


def test_a_leader_sees_the_entrances_and_the_waiting_crates_of_the_own_grid(world, crates, client):
    client.force_login(somebody(Role.GRID_LEADER, grid(world, 2), "leader"))
    [own] = client.get(reverse("grid:home")).context["grids"]

    assert [part.label for part in own.parts] == ["B2-1", "B3-1"]
    assert (own.total.doors, own.total.people) == (4, 12)
    assert [crate.entrance for crate in own.crates] == ["B2-1", "B3-1"]
    assert (own.plan.version, own.rule) == (1, MovementRule.STAY_IN_GRID)


def test_before_there_are_grids_the_page_says_what_comes_first(client):
    world = make_world()
    client.force_login(world.staff[Role.GRID_LEADER])

    assert "还没有网格" in client.get(reverse("grid:home")).text


def test_the_number_of_queries_does_not_grow_with_the_grids(
    world, crates, client, django_assert_max_num_queries
):
    client.force_login(world.staff[Role.GRID_LEADER])
    with django_assert_max_num_queries(20):
        assert len(client.get(reverse("grid:home")).context["grids"]) == 2


def test_the_leader_lets_somebody_of_another_grid_in(world, crates, client):
    """R58."""
    volunteer = somebody(Role.OFFICER, grid(world, 1), "volunteer")
    client.force_login(somebody(Role.GRID_LEADER, grid(world, 2), "leader"))
    crate = crates["B2-1"]
    assert let_in(client, crate, volunteer, reason="").status_code == 422
    assert let_in(client, crate, world.staff[Role.CLERK]).status_code == 422
    assert not CrateLeave.objects.exists()
    assert let_in(client, crate, volunteer).status_code == 302

    page = client.get(reverse("grid:leave", args=[crate.pk]))
    assert [row.officer for row in page.context["leaves"]] == ["volunteer"]
    assert take(crate, officer=volunteer) == Run.objects.get()


def test_a_leader_lets_nobody_into_another_grid(world, crates, client):
    volunteer = somebody(Role.OFFICER, grid(world, 2), "volunteer")
    client.force_login(somebody(Role.GRID_LEADER, grid(world, 2), "leader"))

    assert let_in(client, crates["B1-1"], volunteer).status_code == 404
    assert not CrateLeave.objects.exists()


def test_once_the_crate_left_the_page_says_so(world, crates, client):
    own = somebody(Role.OFFICER, grid(world, 2), "own")
    take(crates["B2-1"], officer=own)
    client.force_login(world.staff[Role.GRID_LEADER])

    assert let_in(client, crates["B2-1"], own).status_code == 422
    assert not CrateLeave.objects.exists()


def test_the_commander_finds_the_way_from_the_crates_page(world, crates, client):
    crate = crates["B2-1"].pk
    url, way = reverse("depot:crate", args=[crate]), reverse("grid:leave", args=[crate])
    for role, leads in ((Role.COMMANDER, True), (Role.SORTER, False)):
        client.force_login(world.staff[role])
        assert (way in client.get(url).text) is leads


def test_an_officer_is_told_where_to_hand_over_instead(world, crates, client):
    """R2: by the code's page and by typing it; the list shows own crates only."""
    client.force_login(somebody(Role.OFFICER, grid(world, 1), "volunteer"))
    home = client.get(reverse("carrier:home"))
    assert [crate.entrance for crate in home.context["crates"]] == ["B1-1"]
    find = client.get(reverse("carrier:find_crate"), {"code": crates["B2-1"].code})

    assert find.status_code == 422
    assert "网格 1 的人不能进入网格 2。请在交接点交接" in find.text


def test_who_belongs_to_no_grid_sees_how_many_lie_behind_borders(world, crates, client):
    client.force_login(world.staff[Role.OFFICER])
    home = client.get(reverse("carrier:home"))
    assert (home.context["crates"], home.context["beyond"]) == ([], 3)
    assert "目前按网格安排人送" in home.text
    page = client.get(reverse("carrier:crate", args=[crates["B1-1"].code]))

    assert "不能进入网格 1" in page.text
    assert 'id="count"' not in page.text
    answer = client.post(
        reverse("carrier:crate", args=[crates["B1-1"].code]),
        {"counted": 2, "key": "5f8ad7d8-6a36-4b34-9d0a-7d8d2a1f0f11"},
    )
    assert answer.status_code == 422
    assert not Run.objects.exists()
