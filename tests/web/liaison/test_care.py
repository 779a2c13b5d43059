"""R43: whom to call: doors that need help and gave no sign, without saying why they need it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.people.models import DoorContact
from baogong.apps.places.models import CareFlag
from baogong.apps.tickets.models import Enquiry
from baogong.plumbing.models import AuditEntry
from baogong.values.codes import group
from tests.factories import NOW, make_world, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    found = make_world()
    client.force_login(found.staff[Role.LIAISON])
    for door, kind in zip(found.doors, ("elderly_alone", "dialysis", "away"), strict=False):
        CareFlag.objects.create(household=door, kind=kind, recorded_at=NOW)
    return found


def due(client, world):
    return client.get(reverse("liaison:care", args=[world.estate.pk]))


def called(client, door, **form):
    return client.post(reverse("liaison:called", args=[door.pk]), {"key": uuid4()} | form)


def listed(client, world):
    return [row.door for row, _key in due(client, world).context["rows"]]


def test_only_doors_that_need_help_stand_there(client, world):
    assert listed(client, world) == ["B1-1-101", "B1-1-102"]


def test_the_page_does_not_say_why_and_is_logged(client, world):
    answer = due(client, world)
    audit_actor = f"user:{world.staff[Role.LIAISON].pk}"

    assert not any(word in answer.text for word in ("透析", "独居", "dialysis", "elderly"))
    read = AuditEntry.objects.filter(action="care.read").order_by("subject_id")
    assert list(read.values_list("subject_id", "actor")) == [
        (door.pk, audit_actor) for door in world.doors[:2]
    ]


def test_who_ordered_lately_is_not_called(client, world):
    order(world, world.doors[0], 1)
    Order.objects.update(occurred_at=timezone.now() - timedelta(hours=3))

    assert listed(client, world) == ["B1-1-102"]


def test_a_tap_writes_the_call_down_and_takes_the_door_off(client, world):
    answer = called(client, world.doors[0], outcome="reached")

    assert answer.url == reverse("liaison:care", args=[world.estate.pk])
    assert DoorContact.objects.get().recorded_by == world.staff[Role.LIAISON]
    assert AuditEntry.objects.filter(action="door.contacted").count() == 1
    assert listed(client, world) == ["B1-1-102"]


def test_nobody_answered_keeps_the_door_with_the_time(client, world):
    called(client, world.doors[0], outcome="nobody")
    [(row, _key), _other] = due(client, world).context["rows"]

    assert row.tried_at is not None


def test_nonsense_writes_nothing_down(client, world):
    called(client, world.doors[0], outcome="x")

    assert not DoorContact.objects.exists()


def test_a_foreign_door_is_not_there(client, world):
    other = make_world(name="F")

    assert called(client, other.doors[0], outcome="reached").status_code == 404
    assert due(client, other).status_code == 404


def test_a_door_that_needs_help_becomes_a_question_at_the_desk(client, world):
    """Told once however often it is sent; each door waits alone, by its deadline."""
    forms = [{"key": uuid4(), "outcome": "help"} for _ in range(2)]
    for door, form in zip(world.doors, forms, strict=False):
        page = client.post(reverse("liaison:called", args=[door.pk]), form, follow=True)
    called(client, world.doors[0], **forms[0])
    first, second = Enquiry.objects.order_by("pk")

    assert group(second.number) in page.text
    assert (first.household, first.taken_by) == (world.doors[0], world.staff[Role.LIAISON])
    assert first.due_at > first.taken_at
    assert DoorContact.objects.count() == 2
    client.force_login(world.staff[Role.CLERK])
    waiting = client.get(reverse("desk:enquiries")).context["rows"]
    assert [(row.door, row.wanted, row.alike) for row in waiting] == [
        (door.label, "需要帮助", 1) for door in world.doors[:2]
    ]


def test_a_key_sent_for_another_door_is_refused_and_opens_nothing(client, world):
    key = uuid4()
    for door in world.doors[:2]:
        called(client, door, key=key, outcome="help")

    assert Enquiry.objects.get().household == world.doors[0]
    assert listed(client, world) == ["B1-1-102"]
