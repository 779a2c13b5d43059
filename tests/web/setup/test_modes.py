"""R94: who leads or commands a place decides how far its bags are carried."""

import pytest
from django.urls import reverse

from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import ModeChange
from baogong.apps.delivery.queries import way_at
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.modes import let_go, pickup_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])
    return world


def record(client, world, **changes):
    form = {
        "mode": Mode.POINT,
        "point": pickup_point(world).pk,
        "date": "2026-04-12",
        "clock": "9:00",
        "authority": "区指挥部",
        "reason": "防范区",
    }
    return client.post(reverse("setup:modes", args=[world.estate.pk]), form | changes)


def test_a_mode_is_recorded_with_its_point_and_its_reason(world, client):
    assert record(client, world).status_code == 302

    change = ModeChange.objects.get()
    assert (change.mode, change.point, change.reason) == ("point", pickup_point(world), "防范区")
    assert way_at(world.doors[0], NOW).mode is Mode.POINT
    assert "防范区" in client.get(reverse("setup:modes", args=[world.estate.pk])).text


@pytest.mark.parametrize(
    "wrong", [{"point": ""}, {"mode": ""}, {"reason": ""}, {"point": "1"}, {"authority": ""}]
)
def test_what_is_missing_is_refused_and_nothing_is_recorded(world, client, wrong):
    assert record(client, world, **wrong).status_code == 422
    assert not ModeChange.objects.exists()


def test_an_entry_is_taken_back_with_a_reason(world, client):
    change = let_go(world, Mode.ENTRANCE)
    url = reverse("setup:mode_take_back", args=[change.pk])

    assert client.post(url, {"reason": ""}).status_code == 422
    assert way_at(world.doors[0], NOW).mode is Mode.ENTRANCE
    assert client.post(url, {"reason": "填错"}).status_code == 302
    assert way_at(world.doors[0], NOW).mode is Mode.DOOR
