"""X5: what leaves as a file is masked, marked and noted."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.plumbing.models import AuditEntry
from baogong.web.export import Export, xlsx_answer
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


def workbook(client, world):
    """The sheets of a workbook that the clerk takes out, by name, as rows of values."""
    rows = [["B1 王芳13912341234", 3], ['=HYPERLINK("x")', 1.5], ["http://example.org", 0]]
    lists = [
        Export("orders", "Orders: E/B1", ("Door", "Sum"), rows),
        Export("orders", "Orders: E/B1", ("Door",), [["B2"]]),
    ]
    request = RequestFactory().get("/")
    request.user = world.staff[Role.CLERK]
    answer = xlsx_answer(request, lists, place=world.estate)
    book = load_workbook(BytesIO(answer.content))
    return answer, {s.title: [[c.value for c in row] for row in s.rows] for s in book}


def test_a_workbook_has_a_masked_and_marked_sheet_for_each_list(client, world):
    """R8, X5: no numbers of people, no formulas, no links; each list noted in the log."""
    answer, sheets = workbook(client, world)
    first, second = sheets.values()

    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert len(sheets) == 2
    assert first[0][0] == "Orders: E/B1"
    assert "clerk" in first[0][1]
    assert first[1:] == [
        ["Door", "Sum"],
        ["B1 王芳139****1234", 3],
        ['=HYPERLINK("x")', 1.5],
        ["http://example.org", 0],
    ]
    assert second[2] == ["B2", None]
    assert AuditEntry.objects.filter(action="export.made").count() == 2


def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook(client, world):
    answer, _ = workbook(client, world)
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]

    assert sheet["A4"].data_type == "s"
    assert sheet["A5"].hyperlink is None
