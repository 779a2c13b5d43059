"""R1, R5: the pages on which an estate is divided into grids."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, hire
from baogong.apps.places.models import GridPart, GridPlan, Place
from baogong.apps.places.queries import grids_of, live_plan, plan_parts
from baogong.apps.places.services import add_estate, draw_plan, load_doors
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import DoorLine
from tests.factories import NOW, make_world
from tests.factories.grids import approve, building, draft, grid, live_grids
from tests.factories.world import PASSWORD
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def give(client, plan, **fields):
    return client.post(reverse("setup:grid_plan_assign", args=[plan.pk]), fields)


def standing(world, plan):
    parts = plan_parts(estate=world.estate, plan_id=plan.pk)
    return {part.label: part.grid.number if part.grid else None for part in parts}


def two_entrances(world):
    lines = [
        DoorLine(door=f"B9-{e}-101", building="B9", entrance=e, floor=1, room="101", people=2)
        for e in ("1", "2")
    ]
    load_doors(lines, estate=world.estate, actor=SYSTEM, now=NOW)
    return list(building(world, "B9").children.order_by("sort_key"))


def test_the_first_plan_is_drawn_with_its_grids(client):
    world = town_world(client)
    page = client.get(reverse("setup:grids", args=[world.estate.pk]))
    assert (page.context["live"], page.context["plans"]) == (None, [])
    answer = client.post(reverse("setup:grids_draw", args=[world.estate.pk]), {"grids": "11"})

    plan = GridPlan.objects.get()
    assert answer.url == reverse("setup:grid_plan", args=[plan.pk])
    assert len(grids_of(estate_id=world.estate.pk)) == 11
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("wrong", ["", "0", "-1", "many", "51", "99999999999999999999"])
def test_a_number_of_grids_that_cannot_be_is_told_at_its_field(client, wrong):
    world = town_world(client)
    for name in ("grids_draw", "grids_add"):
        answer = client.post(reverse(f"setup:{name}", args=[world.estate.pk]), {"grids": wrong})
        assert answer.status_code == 422
    assert not GridPlan.objects.exists()
    assert grids_of(estate_id=world.estate.pk) == []


def test_ticked_buildings_go_to_one_grid_together(client):
    world = town_world(client, buildings=3)
    plan = draft(world, [], [])
    ticked = [building(world, code).pk for code in ("B1", "B3")]
    answer = give(client, plan, give=ticked, to=grid(world, 2).pk)

    assert answer.status_code == 302
    assert standing(world, plan) == {"B1-1": 2, "B2-1": None, "B3-1": 2}


def test_a_row_and_an_entrance_have_a_choice_of_their_own(client):
    world = town_world(client)
    first, second = two_entrances(world)
    plan = draft(world, ["B1"], [])
    chosen = {
        f"grid-{building(world, 'B1').pk}": "none",
        f"grid-{building(world, 'B9').pk}": grid(world, 1).pk,
        f"grid-{second.pk}": grid(world, 2).pk,
        f"grid-{first.pk}": "",
    }
    assert give(client, plan, **chosen).status_code == 302

    assert standing(world, plan) == {"B1-1": None, "B9-1": 1, "B9-2": 2}


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(client):
    """A row that was not touched is sent empty."""
    world = town_world(client, buildings=2)
    plan = draft(world, ["B1"], ["B2"])
    untouched = {f"grid-{building(world, 'B2').pk}": ""}
    give(client, plan, **untouched, give=[building(world, "B1").pk], to=grid(world, 2).pk)

    assert standing(world, plan) == {"B1-1": 2, "B2-1": 2}


def test_nothing_chosen_and_no_grid_for_what_was_ticked_are_told(client):
    world = town_world(client)
    plan = draft(world, [], [])
    before = GridPart.objects.count(), GridPlan.objects.get().edits
    for fields in (
        {},
        {"give": [building(world, "B1").pk]},
        {"give": ["x", "9" * 30], "to": "7"},
        {"grid-x": "1", f"grid-{building(world, 'B1').pk}": "9" * 30},
    ):
        assert give(client, plan, **fields).status_code == 422
    assert (GridPart.objects.count(), GridPlan.objects.get().edits) == before


def test_what_is_not_of_the_estate_is_not_found(client):
    world, other = town_world(client), make_world(name="F")
    plan = draft(world, [])
    foreign = draft(other, ["B1"])
    for fields in (
        {"give": [building(other, "B1").pk], "to": grid(world, 1).pk},
        {f"grid-{building(world, 'B1').pk}": grid(other, 1).pk},
    ):
        assert give(client, plan, **fields).status_code == 404
    assert standing(world, plan) == {"B1-1": None}
    client.force_login(world.staff[Role.CLERK])
    assert give(client, foreign, give=[building(other, "B1").pk], to="none").status_code == 404


def test_the_draft_is_put_into_force_as_it_was_seen(client):
    """R5."""
    world = town_world(client, buildings=2)
    live_grids(world, ["B1", "B2"], [])
    plan = draft(world, ["B1"], ["B2"])
    url = reverse("setup:grid_plan_approve", args=[plan.pk])
    assert client.post(url, {"seen": plan.edits - 1, "note": ""}).status_code == 422
    assert live_plan(estate_id=world.estate.pk).version == 1
    answer = client.post(url, {"seen": plan.edits, "note": "B2 归二网格"})

    assert answer.url == reverse("setup:grids", args=[world.estate.pk])
    assert live_plan(estate_id=world.estate.pk).version == 2
    assert client.post(url, {"seen": plan.edits, "note": ""}).status_code == 422


def test_orphans_are_told_and_want_a_reason(client):
    world = town_world(client, buildings=2)
    plan = draft(world, ["B1"])
    url = reverse("setup:grid_plan_approve", args=[plan.pk])
    refused = client.post(url, {"seen": plan.edits, "note": ""})
    assert refused.status_code == 422
    assert "还有 1 个单元没划进网格" in refused.content.decode()
    client.post(url, {"seen": plan.edits, "note": "空楼"})
    page = client.get(reverse("setup:grids", args=[world.estate.pk]))

    assert page.context["orphans"].entrances == 1
    assert [part.label for part in page.context["forgotten"]] == ["B2-1"]
    assert "1 个单元没划入网格" in page.content.decode()


def test_a_draft_says_that_entrances_were_added_meanwhile(client):
    world = town_world(client)
    plan = draft(world, ["B1"])
    url = reverse("setup:grid_plan", args=[plan.pk])
    assert client.get(url).context["added"] == 0
    two_entrances(world)

    assert "新增了 2 个单元" in client.get(url).content.decode()


def test_the_changes_of_a_version_are_listed(client):
    """R5: the diff from v1 is viewable."""
    world = town_world(client, buildings=2)
    live_grids(world, ["B1", "B2"], [])
    second = live_grids(world, ["B1"], ["B2"])
    page = client.get(reverse("setup:grid_plan_difference", args=[second.pk]))

    [move] = page.context["moves"]
    assert (move.part.label, move.before.number, move.after.number) == ("B2-1", 1, 2)
    third = draw_plan(estate=world.estate, actor=SYSTEM, now=NOW)
    url = reverse("setup:grid_plan_difference", args=[third.pk])
    assert client.get(url).context["moves"] == []
    assert len(client.get(url, {"from": "1"}).context["moves"]) == 1
    assert client.get(url, {"from": "x"}).context["before"].version == 2


def test_an_older_version_is_looked_at_but_not_changed(client):
    world = town_world(client)
    first = live_grids(world, ["B1"])
    live_grids(world, ["B1"])
    page = client.get(reverse("setup:grid_plan", args=[first.pk]))

    assert '<form method="post" id="draw"' not in page.content.decode()
    assert give(client, first, give=[building(world, "B1").pk], to="none").status_code == 422
    assert standing(world, first) == {"B1-1": 1}


def test_paper_of_the_plan_carries_its_version(client):
    world = town_world(client)
    live_grids(world, ["B1"])
    page = client.get(reverse("setup:grid_plan_print", args=[GridPlan.objects.get().pk]))

    assert "网格方案 v1" in page.content.decode()


def test_grids_are_added_and_renamed(client):
    world = town_world(client)
    draft(world, [])
    client.post(reverse("setup:grids_add", args=[world.estate.pk]), {"grids": "1"})
    rename = reverse("setup:grid_rename", args=[grid(world, 1).pk])
    client.post(rename, {"label": "东区"})

    assert [row.label for row in grids_of(estate_id=world.estate.pk)] == ["东区", "网格 2"]
    assert client.post(rename, {"label": "网格 2"}).status_code == 422
    assert client.post(rename, {"label": ""}).status_code == 422
    of_an_estate = reverse("setup:grid_rename", args=[world.estate.pk])
    assert client.post(of_an_estate, {"label": "x"}).status_code == 404


def test_a_leader_of_one_grid_sees_the_plan_and_changes_nothing(client):
    world = make_world(buildings=2)
    plan = live_grids(world, ["B1"], ["B2"])
    leader = hire(username="l", name="L", password=PASSWORD, actor=SYSTEM, now=NOW)
    assign(user=leader, role=Role.GRID_LEADER, place=grid(world, 2), actor=SYSTEM, now=NOW)
    client.force_login(leader)

    assert client.get(reverse("setup:grids", args=[world.estate.pk])).status_code == 200
    assert client.get(reverse("setup:grid_plan", args=[plan.pk])).status_code == 200
    assert client.post(reverse("setup:grids_draw", args=[world.estate.pk])).status_code == 404
    other = make_world(name="F")
    assert client.get(reverse("setup:grids", args=[other.estate.pk])).status_code == 404


def test_an_estate_without_doors_says_what_comes_first(client):
    world = town_world(client)
    empty = add_estate(town=world.town, code="new", name="New", actor=SYSTEM, now=NOW)
    plan = draw_plan(estate=empty, grids=2, actor=SYSTEM, now=NOW)
    page = client.get(reverse("setup:grid_plan", args=[plan.pk])).content.decode()

    assert reverse("desk:rosters", args=[empty.pk]) in page
    assert client.get(reverse("setup:grids", args=[empty.pk])).status_code == 200


def test_an_estate_of_3700_doors_takes_as_many_queries_as_one_of_a_single_door(
    client, django_assert_max_num_queries
):
    world = town_world(client, buildings=26, floors=71)
    assert Place.objects.within(world.estate).doors().count() == 3692
    plan = live_grids(world, *[[f"B{b}"] for b in range(1, 12)])
    approve(world, draft(world), note="x")
    with django_assert_max_num_queries(16):
        client.get(reverse("setup:grids", args=[world.estate.pk]))
    with django_assert_max_num_queries(16):
        page = client.get(reverse("setup:grid_plan", args=[plan.pk]))
    assert len(page.context["matrix"]) == 26
