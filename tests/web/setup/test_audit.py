"""One audit log; each commander sees what was done at their places."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import baogong.apps
from baogong.apps.people.enums import Role
from baogong.web.setup.audit_words import ACTIONS
from tests.factories import make_world, order, ripe_round
from tests.web.setup.town import town_world


def rows_of(client, **filters):
    return [row for row, _ in client.get(reverse("setup:audit"), filters).context["rows"]]


def test_every_action_has_its_word():
    source = Path(baogong.apps.__path__[0])
    code = "".join(path.read_text("utf-8") for path in source.rglob("*.py"))
    written = set(re.findall(r'(?:Act|_acts)\(\s*"([a-z_.]+)"', code))

    assert written == set(ACTIONS)


@pytest.mark.django_db
def test_staff_cards_and_the_system_are_named(client):
    world = town_world(client)
    order(world, world.doors[0], 1)
    ripe_round(world)
    rows = {row.action: row for row in rows_of(client)}

    assert rows["order.placed"].actor_name == world.doors[0].label
    assert rows["wave.planned"].actor == "system"


@pytest.mark.django_db
def test_filters_cut_the_log(client):
    world = town_world(client)
    order(world, world.doors[0], 1)
    commander = world.staff[Role.COMMANDER]

    assert {row.action for row in rows_of(client, action="order.placed")} == {"order.placed"}
    assert {row.actor for row in rows_of(client, user=commander.pk)} == {f"user:{commander.pk}"}
    assert rows_of(client, day="2020-01-01") == []
    newest = rows_of(client)[0].id
    assert newest not in [row.id for row in rows_of(client, before=newest)]
    assert rows_of(client, user="x", day="x", before="x")


@pytest.mark.django_db
def test_other_estates_acts_are_not_shown(client):
    other, world = make_world(name="F"), make_world()
    order(other, other.doors[0], 1)
    client.force_login(world.staff[Role.COMMANDER])

    assert rows_of(client, action="order.placed") == []
