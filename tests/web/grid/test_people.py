"""C5.3: a grid leader sees who of the grid is fit, tired or away, and says so."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Health, Role
from baogong.apps.people.models import Assignment, Person
from baogong.apps.people.services import assign, hire
from baogong.apps.places.models import Place
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.grids import grid, live_grids
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    """B1 and B2 are grid 1, B3 is grid 2; the leader of grid 1 is signed in."""
    world = make_world(buildings=3)
    live_grids(world, ["B1", "B2"], ["B3"])
    leader = hire(username="leader", name="L", password="x", actor=SYSTEM, now=NOW)
    place = grid(world, 1)
    assign(user=leader, role=Role.GRID_LEADER, place=place, actor=SYSTEM, now=NOW)
    client.force_login(leader)
    return world


def listed(client):
    rows = client.get(reverse("grid:people")).context["rows"]
    return {row.name: row.grid for row in rows}


def test_a_leader_sees_the_people_of_the_grid_with_their_grid(client, world):
    people(
        world,
        helper(1, name="楼", place="B1"),
        helper(2, name="单元", place="B2-1"),
        helper(3, name="别格", place="B3"),
        helper(4, name="无楼"),
    )
    Person.objects.filter(name="无楼").update(place=Place.objects.get(pk=world.estate.pk))
    label = grid(world, 1).label
    assert listed(client) == {"楼": label, "单元": label}
    assert AuditEntry.objects.filter(action="health.read").count() == 1


def test_a_reading_in_two_estates_is_written_down_for_each(client, world):
    other = make_world(name="F")
    live_grids(other, ["B1"])
    leader = Assignment.objects.get(place=grid(world, 1), role=Role.GRID_LEADER).user
    assign(user=leader, role=Role.GRID_LEADER, place=grid(other, 1), actor=SYSTEM, now=NOW)
    people(world, helper(1, name="东", place="B1"))
    people(other, helper(2, name="西", place="B1"))

    assert listed(client) == {"东": grid(world, 1).label, "西": grid(other, 1).label}
    reads = AuditEntry.objects.filter(action="health.read").values_list("subject_id", flat=True)
    assert sorted(reads) == sorted([world.estate.pk, other.estate.pk])


def test_one_press_says_how_somebody_is(client, world):
    [person] = people(world, helper(1, place="B1"))
    address = reverse("grid:person_health", args=[person.pk])
    answer = client.post(address, {"health": "tired"}, follow=True)
    [told] = [str(message) for message in answer.context["messages"]]
    assert told == "已保存，空出 0 个班。"  # it may lie in a cookie: no name, no health
    person.refresh_from_db()
    assert person.health == Health.TIRED
    client.post(address, {"health": "nonsense"})
    person.refresh_from_db()
    assert person.health == Health.TIRED


def test_people_of_another_grid_are_not_the_leaders(client, world):
    [person] = people(world, helper(1, place="B3"))
    address = reverse("grid:person_health", args=[person.pk])
    assert client.post(address, {"health": "ill"}).status_code == 404
    person.refresh_from_db()
    assert person.health == Health.FIT


def test_an_empty_grid_says_what_to_do(client, world):
    assert client.get(reverse("grid:people")).status_code == 200


def test_the_number_of_queries_does_not_grow(client, world, django_assert_max_num_queries):
    counts = []
    for numbers in (range(1), range(10, 40)):
        people(world, *(helper(n, place="B1") for n in numbers))
        with django_assert_max_num_queries(30) as queries:
            client.get(reverse("grid:people"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
