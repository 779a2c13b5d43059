"""C1.4, R44: the desk answers what residents report, once; who looks at a photo is known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.delivery.enums import Result
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from baogong.apps.tickets.models import Ticket
from baogong.plumbing.models import AuditEntry
from tests.apps.tickets.test_came_back import came_back, of_bag
from tests.factories import make_world
from tests.factories.chain import carried
from tests.factories.tickets import answer, delivered, report

pytestmark = pytest.mark.django_db
INDEX = "/desk/tickets/"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def ticket(world):
    return report(delivered(world)[0], "EGG", note="臭了", photo=b"jpeg")


@pytest.fixture
def clerk(client, world):
    client.force_login(world.staff[Role.CLERK])
    return client


def page(ticket):
    return reverse("desk:ticket", args=[ticket.pk])


def test_the_list_says_what_is_overdue_and_the_side_bar_counts(ticket, clerk):
    answered = clerk.get(INDEX)
    [row] = answered.context["rows"]

    assert row.due_at < answered.context["now"]
    assert "flag-risk" in answered.text
    assert [item.count for item in answered.context["nav"] if item.url == INDEX] == [1]
    assert clerk.get("/desk/").context["tickets"] == 1


def test_what_is_not_due_yet_is_not_red(world, clerk):
    report(delivered(world)[0], "EGG", now=timezone.now())
    assert "flag-risk" not in clerk.get(INDEX).text


def test_the_detail_leads_to_order_lot_and_shop(world, ticket, clerk):
    found = clerk.get(page(ticket))

    assert "臭了" in found.text
    assert reverse("desk:order", args=[ticket.order_id]) in found.text
    [source] = found.context["sources"]
    assert reverse("command:lot", args=[source.lot_id]) in found.text
    assert [name for name, _ in found.context["shops"]] == [world.supplier.name]
    assert found.context["bags"] == []


def test_a_bag_that_came_back_damaged_asks_for_an_answer(world, clerk):
    """R19: and puts no wish into the household's mouth."""
    _, bag = came_back(Result.DAMAGED, day=carried(world))
    found = clerk.get(page(of_bag(bag)))

    assert "路上损坏" in found.text
    assert "希望" not in found.text
    household = clerk.get(reverse("desk:order", args=[bag.order_id]))
    assert page(of_bag(bag)) in household.text


def test_the_commander_opens_the_history_of_the_bag(world, ticket, client):
    client.force_login(world.staff[Role.COMMANDER])
    [bag] = client.get(page(ticket)).context["bags"]

    assert client.get(reverse("command:bag", args=[bag.id])).status_code == 200


def test_the_page_of_the_order_leads_to_its_reports(ticket, clerk):
    assert page(ticket) in clerk.get(reverse("desk:order", args=[ticket.order_id])).text


def test_an_answer_is_given_in_one_step(world, ticket, clerk):
    said = {"outcome": "refund", "refund": "12.5", "text": "退您一半"}
    assert clerk.post(page(ticket), said).url == INDEX

    ticket.refresh_from_db()
    assert (ticket.outcome, ticket.refund_fen, ticket.answer) == ("refund", 1250, "退您一半")
    assert clerk.get(INDEX).context["rows"] == []
    [row] = clerk.get(INDEX, {"settled": 1}).context["rows"]
    assert row.answered_by == world.staff[Role.CLERK].name


def test_an_amount_beside_another_answer_is_left_out(ticket, clerk):
    clerk.post(page(ticket), {"outcome": "declined", "refund": "5", "text": "照片是别的菜"})

    ticket.refresh_from_db()
    assert (ticket.outcome, ticket.refund_fen) == ("declined", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"outcome": "refund", "text": "好"},
        {"outcome": "refund", "text": "好", "refund": "50.01"},
        {"outcome": "refund", "text": "好", "refund": "0"},
        {"outcome": "refund", "text": "好", "refund": "五元"},
        {"outcome": "apology", "text": ""},
        {"outcome": "apology", "text": "很" * 201},
        {"outcome": "later", "text": "好"},
    ],
)
def test_a_wrong_answer_leaves_it_open(ticket, clerk, wrong):
    assert clerk.post(page(ticket), wrong).status_code == 422
    ticket.refresh_from_db()
    assert (ticket.outcome, ticket.answered_at) == ("", None)


def test_a_second_answer_is_refused_and_the_first_stands(world, ticket, clerk):
    answer(world, ticket, "replace", text="明天补")
    again = clerk.post(page(ticket), {"outcome": "declined", "text": "不行"})

    ticket.refresh_from_db()
    assert again.status_code == 422
    assert world.staff[Role.CLERK].name in again.text.partition("error-summary")[2]
    assert ticket.answer == "明天补"


def test_whoever_looks_at_the_photo_is_written_down(world, ticket, clerk):
    photo = reverse("desk:ticket_photo", args=[ticket.pk])
    assert photo not in clerk.get(page(ticket)).text
    assert not AuditEntry.objects.filter(action="reports.read").exists()
    assert photo in clerk.get(page(ticket), {"photo": 1}).text

    assert clerk.get(photo).content == b"jpeg"
    read = AuditEntry.objects.get(action="reports.read")
    assert read.actor == f"user:{world.staff[Role.CLERK].pk}"
    assert read.subject_id == ticket.order.household_id


def test_a_photo_that_is_gone_is_not_here(ticket, clerk):
    Photo.objects.all().delete()
    assert clerk.get(reverse("desk:ticket_photo", args=[ticket.pk])).status_code == 404
    assert clerk.get(page(ticket)).status_code == 200


def test_the_list_is_filtered_by_kind_and_leaves_as_a_file_without_words(world, ticket, clerk):
    assert clerk.get(INDEX, {"kind": "rotten"}).context["rows"]
    assert clerk.get(INDEX, {"kind": "missing"}).context["rows"] == []
    assert clerk.get(INDEX, {"kind": "nonsense"}).context["rows"]
    file = clerk.get(INDEX, {"as": "csv"}).text
    assert ticket.number in file
    assert "臭了" not in file


def test_the_list_asks_the_database_equally_often_with_more_rows(world, clerk):
    orders = delivered(world)
    report(orders[0], "EGG")
    with_one = queries(clerk)
    for each in orders[1:]:
        report(each, "EGG", "CAB")
    assert queries(clerk) == with_one


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(INDEX).status_code == 200
    return len(asked)


def test_an_overdue_report_is_first_on_the_commanders_line(world, client):
    report(delivered(world)[0], "EGG")
    client.force_login(world.staff[Role.COMMANDER])
    day = reverse("command:day", args=[world.estate.pk, world.round.delivery_date])
    line = client.get(day).context["stuck"][0]
    assert line.url == INDEX

    Ticket.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert INDEX not in [line.url for line in client.get(day).context["stuck"]]


def test_a_report_counts_among_what_waits_for_a_clerk(ticket, clerk):
    [card] = clerk.get(reverse("account:home")).context["cards"]
    assert card.count == 1
