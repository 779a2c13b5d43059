"""R41, R91: what residents should have an answer to by now is first on the commander's line."""

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from tests.factories import make_world, order, ripe_round
from tests.factories.enquiries import enquire, overdue_errand, reply_to

pytestmark = pytest.mark.django_db


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
