"""X3: who was let have more than a limit, for those who plan."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.limits import DAY, let_have
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db

URL = reverse("command:exceptions")


def test_the_list_says_who_got_how_many_more_until_when_why_and_by_whom(client):
    world, foreign = make_world(), make_world(name="F")
    let_have(foreign, foreign.doors[0], 9, reason="elsewhere")
    commander_of(world, client)
    assert "elsewhere" not in client.get(URL).text

    let_have(world, world.doors[1], 2, reason="双胞胎")
    page = client.get(URL)
    [row] = page.context["rows"]
    assert (row.door, row.package, row.quantity, row.until, row.reason) == (
        world.doors[1].label,
        "蔬菜包",
        2,
        DAY,
        "双胞胎",
    )
    assert row.who == world.staff[Role.CLERK].name
    assert URL in client.get(reverse("command:rounds")).text


def test_the_list_leaves_as_a_file(client):
    world = make_world()
    let_have(world, world.doors[0], 2, reason="双胞胎")
    sheet = commander_of(world, client).get(URL, {"as": "csv"}).content.decode()
    assert "双胞胎" in sheet
    assert DAY.isoformat() in sheet


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    world = make_world()
    commander_of(world, client)
    let_have(world, world.doors[0], 2)
    for _ in range(2):
        with django_assert_max_num_queries(12):
            client.get(URL)
        for door in world.doors:
            let_have(world, door, 1)
