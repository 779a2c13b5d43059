"""X5, look.md: every list can be taken out whole, as CSV, as a workbook and on paper."""

import csv
from dataclasses import dataclass
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from baogong.apps.delivery.enums import Result
from baogong.apps.people.enums import Role
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world
from tests.factories.carrying import close_crates
from tests.factories.chain import accept, carried
from tests.web.command.days import play_day

pytestmark = pytest.mark.django_db
DAY_LISTS = ("command:orders", "command:bags", "command:purchases")


@dataclass
class Taken:
    """A list as CSV: its head, and the rows below."""

    head: list[str]
    rows: list[list[str]]


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])
    return world


def day_url(world, name):
    return reverse(name, args=[world.estate.pk, world.round.delivery_date])


def taken(client, url, **filters):
    answer = client.get(url, {"as": "csv"} | filters)
    _mark, head, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    return Taken(head, rows)


def in_three_ways(client, url):
    """The number of rows of a list: as CSV, in its workbook, on paper."""
    book = load_workbook(BytesIO(client.get(url, {"as": "xlsx"}).content)).active
    paper = client.get(url, {"as": "print"})
    assert "打印于" in paper.content.decode()
    return len(taken(client, url).rows), book.max_row - 2, len(paper.context["rows"])


@pytest.mark.parametrize("name", DAY_LISTS)
def test_a_days_list_is_the_same_as_file_and_on_paper(world, client, name):
    play_day(world, doors=3, given=2)
    rows = 1 if name == "command:purchases" else 3

    assert in_three_ways(client, day_url(world, name)) == (rows, rows, rows)


def test_a_file_has_all_pages_and_keeps_the_filter(world, client, monkeypatch):
    play_day(world, doors=3, given=2)
    monkeypatch.setattr("baogong.apps.reporting.queries.day_lists.PAGE_ROWS", 1)
    url = day_url(world, "command:bags")

    assert len(taken(client, url).rows) == 3
    assert len(taken(client, url, state="delivered").rows) == 2
    assert taken(client, url, good="CAB").head[-1] == "白菜"


def test_counts_that_differ_are_taken_out_with_what_was_counted(world, client):
    [crate] = close_crates(world, world.doors)
    accept(world, crate, counted=3)
    url = reverse("desk:differences")

    assert taken(client, url).rows[0][2:5] == ["4", "3", "-1"]
    assert in_three_ways(client, url) == (1, 1, 1)
    assert taken(client, url, settled="1").rows == []


def test_reports_that_do_not_fit_are_taken_out(world, client):
    day = carried(world)
    day.tap(day.bags[0], Result.GIVEN)
    day.tap(day.bags[0], Result.REFUSED)

    assert in_three_ways(client, reverse("desk:reports")) == (1, 1, 1)


def test_staff_are_taken_out_by_role_and_the_log_says_so(world, client):
    url = reverse("setup:staff")
    rows = taken(client, url, role=Role.GATE).rows
    entry = AuditEntry.objects.get(action="export.made")

    assert [row[1] for row in rows] == [world.staff[Role.GATE].username]
    assert entry.data == {"list": "staff", "rows": 1}


def test_the_page_leads_to_its_files_with_the_filter_of_the_address(world, client):
    play_day(world, doors=1, given=1)
    page = client.get(day_url(world, "command:orders"), {"state": "delivered", "page": "1"})

    assert 'href="?state=delivered&amp;as=csv"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_no_more_queries_with_more_rows(
    world, client, django_assert_max_num_queries, rows
):
    play_day(world, doors=rows, given=0)
    with django_assert_max_num_queries(16):
        client.get(day_url(world, "command:bags"), {"as": "print"})
