"""R41, R91: what residents should have an answer to by now is first on the commander's line."""

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from tests.factories import make_world, order, ripe_round
from tests.factories.enquiries import enquire, overdue_errand, reply_to
from tests.factories.grids import grid, live_grids
from tests.factories.people import somebody

pytestmark = pytest.mark.django_db


def test_errands_are_the_desks_where_no_grid_leader_has_them(client):
    """R41: beside those that a leader has, whose door lies in a grid."""
    world = make_world(buildings=2, floors=1)
    live_grids(world, ["B1"], ["B2"])
    somebody(Role.GRID_LEADER, grid(world, 1), "网格长1")
    Assignment.objects.filter(role=Role.GRID_LEADER, place=world.estate).delete()
    order(world, world.doors[0], 1)
    ripe_round(world)
    for door in world.doors:
        overdue_errand(world, now=timezone.now(), household_id=door.pk)
    overdue_errand(world, now=timezone.now(), household_id=world.doors[2].pk)
    client.force_login(world.staff[Role.COMMANDER])
    day = reverse("command:day", args=[world.estate.pk, world.round.delivery_date])

    lines = [(line.what, line.who) for line in client.get(day).context["stuck"]]
    assert ("2 件代办超时未办", "网格长") in lines
    assert ("3 件代办超时未办", "电话接单台") in lines


def test_overdue_questions_and_errands_are_counted_until_they_are_answered(client):
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    [question] = enquire(world)  # long ago
    errands = [overdue_errand(world, now=timezone.now()) for _ in range(2)]
    client.force_login(world.staff[Role.COMMANDER])
    day = reverse("command:day", args=[world.estate.pk, world.round.delivery_date])

    def overdue():
        lines = client.get(day).context["stuck"]
        return [(line.what, line.who) for line in lines if line.url == "/desk/questions/"]

    assert overdue() == [("1 个问题超时未答", "电话接单台"), ("2 件代办超时未办", "网格长")]
    reply_to(world, question)
    for errand in errands:
        reply_to(world, errand)
    assert overdue() == []
