"""X5: what leaves as a file is masked, marked and noted."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    order(world, world.doors[0], 1)
    order(world, world.doors[1], 1)
    client.force_login(world.staff[Role.CLERK])
    return world


def exported(client, world):
    answer = client.get(reverse("desk:orders_export", args=[world.round.pk]))
    assert answer["Cache-Control"] == "no-store"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_an_export_is_written_into_the_audit_log_with_its_rows(client, world):
    rows = exported(client, world)
    entry = AuditEntry.objects.get(action="export.made")

    assert entry.data == {"list": "orders", "rows": len(rows) - 2}
    assert entry.actor == world.staff[Role.CLERK].audit_name
    assert (entry.subject_type, entry.subject_id) == ("places.place", world.estate.pk)


def test_numbers_of_people_do_not_leave_whoever_wrote_them_where(client, world):
    Place.objects.filter(pk=world.doors[0].pk).update(label="B1 王芳13912341234")
    Place.objects.filter(pk=world.doors[1].pk).update(label="=61010419800101123X")
    doors = {row[1] for row in exported(client, world)[2:]}

    assert doors == {"B1 王芳139****1234", "'=******************"}


def test_the_mark_of_who_took_it_starts_no_formula(client, world):
    User.objects.filter(pk=world.staff[Role.CLERK].pk).update(name='=HYPERLINK("x")')

    assert all(not cell.startswith("=") for row in exported(client, world) for cell in row)
