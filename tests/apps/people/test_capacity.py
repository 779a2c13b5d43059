"""R17: 20 % of the sorters are isolated; the forecast drops by as much."""

import pytest

from baogong.apps.people.enums import Health, Role
from baogong.apps.people.models import Person
from baogong.apps.people.queries import forecast
from baogong.apps.people.services import assign, hire, isolate_oneself, set_health
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


def sorters(world, count):
    made = []
    for number in range(count):
        user = hire(username=f"s{number}", name="S", password="x", actor=SYSTEM, now=NOW)
        assign(user=user, role=Role.SORTER, place=world.estate, actor=SYSTEM, now=NOW)
        made.append(user)
    return made


def test_the_forecast_drops_with_those_who_are_isolated():
    world = make_world()
    team = [world.staff[Role.SORTER], *sorters(world, 9)]
    for user in team[:2]:
        isolate_oneself(user=user, now=NOW)
    found = forecast(estate=world.estate, at=NOW).sorters

    assert (found.heads, found.away, found.at_hand) == (10, 2, 8)
    assert (found.full, found.left) == (100, 80)


def test_officers_count_once_with_and_without_an_account():
    world = make_world()
    first, second = people(world, helper(1), helper(2))
    Person.objects.filter(pk=first.pk).update(user=world.staff[Role.OFFICER])
    boss = world.staff[Role.COMMANDER]
    set_health(person_id=second.pk, health=Health.CONTACT, actor=boss, now=NOW)
    found = forecast(estate=world.estate, at=NOW).officers

    assert (found.heads, found.away, found.left) == (2, 1, 100)
