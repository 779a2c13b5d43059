"""Counts that differ and reports that do not fit are settled at the desk, once, with a note."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import FieldConflict
from baogong.apps.delivery.reports import read_report
from baogong.apps.delivery.services import record_reports
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates
from tests.factories.chain import accept, carried

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def difference(world):
    [crate] = close_crates(world, world.doors)
    accept(world, crate, counted=3)
    return Discrepancy.objects.get()


@pytest.fixture
def report(world):
    """A bag that was given at its door is reported as refused afterwards."""
    day = carried(world)
    day.tap(day.bags[0], Result.GIVEN)
    day.tap(day.bags[0], Result.REFUSED)
    return FieldConflict.objects.get()


def test_an_open_difference_waits_on_the_first_page_and_in_the_list(difference, client):
    assert client.get(reverse("desk:home")).context["differences"] == 1
    [row] = client.get(reverse("desk:differences")).context["rows"]

    assert (row.expected, row.counted, row.surplus) == (4, 3, -1)


def test_the_bags_of_the_handoff_are_listed_to_count_again(difference, client):
    answer = client.get(reverse("desk:difference", args=[difference.pk]))

    assert len(answer.context["units"]) == 4


def test_settling_keeps_what_was_found_and_who_said_so(world, difference, client):
    url = reverse("desk:difference", args=[difference.pk])
    answer = client.post(url, {"found": "4", "note": "一袋压在下面"})

    difference.refresh_from_db()
    assert answer.url == reverse("desk:differences")
    assert (difference.found, difference.note) == (4, "一袋压在下面")
    assert difference.settled_by == world.staff[Role.CLERK]
    assert client.get(reverse("desk:differences")).context["rows"] == []
    [row] = client.get(reverse("desk:differences"), {"settled": 1}).context["rows"]
    assert row.note == "一袋压在下面"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"found": "4"},
        {"note": "x"},
        {"found": "-1", "note": "x"},
        {"found": "4", "note": "x" * 201},
    ],
)
def test_without_a_count_and_a_note_it_stays_open(difference, client, form):
    answer = client.post(reverse("desk:difference", args=[difference.pk]), form)

    difference.refresh_from_db()
    assert answer.status_code == 422
    assert difference.settled_at is None


def test_a_second_settling_is_refused_and_the_first_stands(difference, client):
    url = reverse("desk:difference", args=[difference.pk])
    client.post(url, {"found": "4", "note": "first"})
    answer = client.post(url, {"found": "3", "note": "second"})

    difference.refresh_from_db()
    assert answer.status_code == 422
    assert difference.note == "first"


def test_a_report_tells_what_was_tapped_and_why_it_did_not_fit(report, client):
    [row] = client.get(reverse("desk:reports")).context["rows"]

    assert row.door == "B1-1-101"
    assert row.result == Result.REFUSED
    assert client.get(reverse("desk:home")).context["reports"] == 1


def test_a_report_is_settled_with_a_note_once(world, report, client):
    url = reverse("desk:report", args=[report.pk])
    assert client.post(url, {"note": ""}).status_code == 422
    client.post(url, {"note": "first"})
    client.post(url, {"note": "second"})

    report.refresh_from_db()
    assert (report.note, report.settled_by) == ("first", world.staff[Role.CLERK])
    assert client.get(reverse("desk:reports")).context["rows"] == []


def test_a_report_without_a_bag_waits_where_its_sender_works(world, client):
    unreadable = read_report({"v": 99, "key": str(uuid4())})
    record_reports([unreadable], officer=world.staff[Role.OFFICER], now=NOW)
    far = make_world(name="F")

    assert len(client.get(reverse("desk:reports")).context["rows"]) == 1
    client.force_login(far.staff[Role.CLERK])
    assert client.get(reverse("desk:reports")).context["rows"] == []


@pytest.mark.parametrize("kind", ["difference", "report"])
def test_foreign_ones_are_not_there_and_stay_open(world, client, request, kind):
    thing = request.getfixturevalue(kind)
    far = make_world(name="F")
    client.force_login(far.staff[Role.CLERK])

    url = reverse(f"desk:{kind}", args=[thing.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"found": 1, "note": "x"}).status_code == 404
    thing.refresh_from_db()
    assert thing.settled_at is None


def test_the_number_of_queries_does_not_grow(world, client, django_assert_max_num_queries):
    day = carried(world)
    for bag in day.bags:
        day.tap(bag, Result.GIVEN)
        day.tap(bag, Result.REFUSED)
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:reports"))
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:differences"))
