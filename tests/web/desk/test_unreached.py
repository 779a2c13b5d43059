"""C12.2: the list of unreached doors at the desk, and asking after them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.people.models import DoorContact
from tests.factories import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.staff[Role.CLERK])
    return world


def listed(client, world, **query):
    answer = client.get(reverse("desk:unreached", args=[world.estate.pk]), query)
    return [row.door for row, _key in answer.context["rows"]]


def test_one_tap_writes_down_who_was_reached_and_takes_the_door_off_the_list(client, world):
    door = world.doors[0]
    form = {"key": uuid4(), "outcome": "reached", "estate": world.estate.pk, "query": "page=1"}
    answer = client.post(reverse("desk:unreached_contact", args=[door.pk]), form)

    assert answer.url == reverse("desk:unreached", args=[world.estate.pk]) + "?page=1"
    assert DoorContact.objects.get().recorded_by == world.staff[Role.CLERK]
    assert listed(client, world) == [d.label for d in world.doors[1:]]


@pytest.mark.parametrize("form", [{}, {"outcome": "x"}, {"outcome": "help", "key": "1"}])
def test_nonsense_writes_nothing_down(client, world, form):
    client.post(reverse("desk:unreached_contact", args=[world.doors[0].pk]), form)

    assert not DoorContact.objects.exists()


def test_the_list_leaves_as_csv_workbook_and_paper(client, world):
    url = reverse("desk:unreached_export", args=[world.estate.pk])
    csv = client.get(url).content.decode("utf-8-sig")
    book = client.get(url, {"as": "xlsx"})
    paper = client.get(reverse("desk:unreached_print", args=[world.estate.pk])).content.decode()

    assert all(door.label in csv and door.label in paper for door in world.doors)
    assert book["Content-Disposition"].endswith('.xlsx"')


def test_a_door_of_another_estate_is_not_there(client, world):
    other = make_world(name="F")
    form = {"key": uuid4(), "outcome": "reached"}
    answer = client.post(reverse("desk:unreached_contact", args=[other.doors[0].pk]), form)

    assert answer.status_code == 404
    assert not DoorContact.objects.exists()
