"""R52, R90, C13: a day is closed with sums that balance, and its report stays as it was."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from baogong.apps.delivery.models import Proof
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.apps.reporting.errors import DayNotBalanced, NothingNew, RoundStillOpen
from baogong.apps.reporting.models import DayReport
from baogong.apps.reporting.queries.people_served import Served, served
from baogong.apps.reporting.services import close_day
from tests.factories import NOW, make_world, order
from tests.factories.world import announce
from tests.web.command.days import commander_of, play_day
from tests.web.paper.reading import text_of

pytestmark = pytest.mark.django_db


def address(world, name="report"):
    return reverse(f"command:{name}", args=[world.estate.pk, world.round.delivery_date])


def close(world, *, reason=""):
    return close_day(
        estate_id=world.estate.pk,
        day=world.round.delivery_date,
        reason=reason,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )


@pytest.fixture
def world():
    """Six doors with three people each; five were given their bag, one bag came back."""
    world = make_world(floors=3)
    play_day(world, doors=6, given=5)
    return world


def test_a_report_freezes_the_sums_of_the_day(world):
    report = close(world)

    assert (report.version, report.balanced) == (1, True)
    assert report.content["orders"]["delivered"] == report.content["bags"]["delivered"] == 5
    assert report.content["orders"]["returned"] == 1
    assert report.content["served"] == {"orders": 5, "doors": 5, "people": 15}
    assert report.content["entrances"][0]["entrance"] == "B1-1"


def test_a_day_that_takes_orders_is_not_closed():
    world = make_world()
    order(world, world.doors[0], 1)

    with pytest.raises(RoundStillOpen):
        close(world)

    assert not DayReport.objects.exists()


def test_sums_that_do_not_add_up_need_a_reason(world):
    Proof.objects.first().delete()

    with pytest.raises(DayNotBalanced):
        close(world)

    assert not DayReport.objects.exists()
    assert close(world, reason="一张凭证丢失").balanced is False


def test_the_same_report_again_is_no_version(world):
    close(world)

    with pytest.raises(NothingNew):
        close(world)

    assert DayReport.objects.count() == 1


def test_a_correction_is_a_second_version_and_the_first_stays(world):
    first = close(world)
    Place.objects.filter(pk=world.doors[0].pk).update(people=9)
    second = close(world)
    first.refresh_from_db()

    assert (first.version, second.version) == (1, 2)
    assert first.content["served"]["people"] == 15
    assert second.content["served"]["people"] == 21


def test_one_order_for_three_people_counts_each_of_them_once():
    """R52: a door that is served on two days is one door with its three people."""
    world = make_world(floors=3)
    play_day(world, doors=5, given=5)
    announce(world, now=NOW + timedelta(minutes=30))
    world.round.delivery_date += timedelta(days=1)
    world.round.save(update_fields=["delivery_date"])
    play_day(world, doors=1, given=1)
    day = world.round.delivery_date

    assert served(estate_id=world.estate.pk, day=day) == (Served(1, 1, 3), Served(6, 5, 15))


def test_the_page_shows_what_would_be_said_and_closes_the_day(world, client):
    commander_of(world, client)
    page = client.get(address(world)).content.decode()
    assert "还没有定稿" in page

    answer = client.post(address(world), {"reason": ""}, follow=True)

    assert DayReport.objects.get().closed_by == world.staff[Role.COMMANDER]
    assert "第 1 版" in answer.content.decode()


def test_the_page_says_why_the_day_cannot_be_closed(world, client):
    Proof.objects.first().delete()
    answer = commander_of(world, client).post(address(world), {"reason": " "})

    assert answer.status_code == 422
    assert "合计对不上" in answer.content.decode()


def test_paper_and_workbook_say_the_frozen_figures_after_the_day_changed(world, client):
    close(world)
    Place.objects.filter(pk=world.doors[0].pk).update(people=9)
    commander_of(world, client)
    paper = text_of(client.get(address(world, "report_paper")).content)
    book = load_workbook(BytesIO(client.get(address(world, "report_workbook")).content))
    served_sheet = [[cell.value for cell in row] for row in book.worksheets[0].rows]

    assert "B1-1" in paper
    assert ["当天", 5, 5, 15] in served_sheet
    assert len(book.worksheets) == 5


def test_before_the_day_is_closed_there_is_nothing_to_print(world, client):
    commander_of(world, client)

    assert client.get(address(world, "report_paper")).status_code == 404
    assert client.get(address(world, "report_workbook")).status_code == 404


def test_the_public_sees_no_figure_below_five(world, client):
    close(world)
    commander_of(world, client)
    book = client.get(address(world, "report_workbook"), {"public": 1}).content
    rows = [
        [cell.value for cell in row] for row in load_workbook(BytesIO(book)).worksheets[1].rows
    ]

    assert rows[2][1:] == [6, 5, 0, "<5", 0, 0]
    assert "&lt;5" in client.get(address(world), {"public": 1}).content.decode()


def test_a_report_that_somebody_changed_afterwards_says_so(world, client):
    report = close(world)
    DayReport.objects.filter(pk=report.pk).update(content=report.content | {"orders": {}})
    commander_of(world, client)
    DayReport.objects.filter(pk=report.pk).update(content=report.content | {"open_differences": 7})

    assert "定稿后被改动" in client.get(address(world)).content.decode()
