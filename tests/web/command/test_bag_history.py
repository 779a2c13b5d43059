"""R54: each bag tells who had it, where and when."""

import pytest
from django.urls import reverse

from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import Happening, bag_history
from baogong.apps.sorting.models import Bag
from tests.factories import make_world
from tests.web.command.days import commander_of, play_day

pytestmark = pytest.mark.django_db


def history_of(world, bag):
    return bag_history(viewer=world.staff[Role.COMMANDER], roles={Role.COMMANDER}, pk=bag.pk)


def test_a_delivered_bag_tells_every_step_with_role_and_name():
    world = make_world()
    play_day(world, doors=1, given=1)
    history = history_of(world, Bag.objects.get())
    kinds = [line.kind for line in history.lines]

    assert kinds == [
        Happening.ASKED,
        Happening.PLANNED,
        Happening.LABELLED,
        Happening.CRATED,
        Happening.HANDED_OVER,
        Happening.HANDED_OVER,
        Happening.ATTEMPTED,
    ]
    handed = [line for line in history.lines if line.kind == Happening.HANDED_OVER]
    assert [(line.giver.kind, line.receiver.kind) for line in handed] == [
        ("site", "person"),
        ("person", "door"),
    ]
    assert handed[0].receiver.person.roles == (Role.OFFICER,)
    assert handed[1].receiver.label == world.doors[0].label


def test_a_bag_that_came_back_says_why(client):
    world = make_world()
    play_day(world, doors=2, given=1)
    bag = Bag.objects.order_by("household__sort_key").last()
    page = commander_of(world, client).get(reverse("command:bag", args=[bag.pk]))
    text = page.content.decode()

    assert page.status_code == 200
    assert f"退回分拣点：{ReturnReason.NOBODY_HOME.label}" in text
    assert bag.household.label in text


def test_bags_of_other_estates_are_not_found(client):
    world, other = make_world(), make_world(name="F")
    play_day(other, doors=1, given=1)

    url = reverse("command:bag", args=[Bag.objects.get().pk])
    assert commander_of(world, client).get(url).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_steps(client, django_assert_num_queries):
    world = make_world()
    play_day(world, doors=2, given=1)
    counts = []
    commander_of(world, client)
    for bag in Bag.objects.order_by("household__sort_key"):
        with django_assert_num_queries(23, exact=False) as queries:
            client.get(reverse("command:bag", args=[bag.pk]))
        counts.append(len(queries))

    assert counts[0] == counts[1]
