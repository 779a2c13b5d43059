"""C1.4: the household's page to say what is wrong, and how it was (R34)."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from baogong.apps.catalog.models import Good
from baogong.apps.people.models import HouseholdCard
from baogong.apps.tickets.models import Feedback, Ticket
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world, order, ripe_round
from tests.factories.tickets import answer, delivered
from tests.web.resident.household import key_on, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def came(world, client):
    """The first door's delivered order, and the door at its phone."""
    placed = delivered(world)[0]
    sign_in(client, world.doors[0])
    return placed


def page(placed):
    return f"/orders/{placed.number}/"


def form(**changes):
    egg = Good.objects.get(sku="EGG").pk
    fields = {"key": uuid4(), "goods": [egg], "kind": "rotten", "remedy": "refund"}
    return fields | changes


def send(client, placed, **changes):
    return client.post(page(placed) + "report/", form(**changes))


def picture():
    image = BytesIO()
    Image.new("RGB", (40, 30), "green").save(image, "PNG")
    return SimpleUploadedFile("1.png", image.getvalue(), "image/png")


def test_the_way_from_the_order_to_the_receipt(client, came):
    assert page(came) + "report/" in client.get(page(came)).text
    asked = client.get(page(came) + "report/")
    assert "鸡蛋 · 20 件" in asked.text

    sent = form(key=key_on(asked.text), note="有三个破了", photo=picture())
    answered = client.post(page(came) + "report/", sent)
    ticket = Ticket.objects.get()
    assert answered.url == f"{page(came)}?reported={ticket.number}"
    receipt = client.get(answered.url)
    assert receipt.context["reported"].id == ticket.pk
    assert bytes(ticket.photo.image).startswith(b"\xff\xd8")  # made a JPEG, without EXIF
    card = HouseholdCard.objects.get(household=came.household)
    assert AuditEntry.objects.get(action="ticket.reported").actor == f"card:{card.pk}"


def test_a_second_tap_leads_to_the_same_receipt(client, came):
    sent = form()
    first, second = (client.post(page(came) + "report/", sent) for _ in range(2))

    assert first.url == second.url
    assert Ticket.objects.count() == 1


def test_a_page_sent_back_with_something_else_asks_again_and_then_keeps_both(client, came):
    """Whoever goes back and reports another good must not get the first one's receipt."""
    sent = form()
    client.post(page(came) + "report/", sent)
    other = sent | {"goods": [Good.objects.get(sku="CAB").pk]}
    again = client.post(page(came) + "report/", other)
    assert again.status_code == 422
    assert Ticket.objects.count() == 1

    client.post(page(came) + "report/", other | {"key": key_on(again.text)})
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"goods": []},
        {"goods": ["0"]},
        {"goods": ["x"]},
        {"kind": ""},
        {"kind": "late"},
        {"remedy": ""},
        {"key": "x"},
        {"note": "很" * 201},
        {"photo": SimpleUploadedFile("1.png", b"no picture", "image/png")},
    ],
)
def test_what_is_not_filled_in_is_asked_for_and_nothing_is_kept(client, came, wrong):
    assert send(client, came, **wrong).status_code == 422
    assert not Ticket.objects.exists()


def test_a_good_that_waits_for_an_answer_is_named(client, came):
    send(client, came)
    again = send(client, came)

    assert again.status_code == 422
    assert Ticket.objects.get().number in again.text


def test_the_answer_stands_on_the_page_of_the_order(world, client, came):
    send(client, came)
    ticket = Ticket.objects.get()
    answer(world, ticket, "refund", fen=1250, text="退您一半，明天补上")
    text = client.get(page(came)).text

    assert "¥12.50" in text
    assert "退您一半，明天补上" in text


def test_before_anything_came_the_page_asks_for_nothing(world, client):
    order(world, world.doors[0], 1)
    placed = world.round.orders.get()
    ripe_round(world)
    world.round.delivery_date = world.round.delivery_date.replace(year=2099)
    world.round.save(update_fields=["delivery_date"])
    sign_in(client, world.doors[0])

    assert "report/" not in client.get(page(placed)).text
    assert client.get(page(placed) + "report/").url == page(placed)
    assert send(client, placed).url == page(placed)
    rated = client.post(page(placed) + "rate/", {"freshness": "good", "price": "good"})
    assert rated.status_code == 422
    assert not Ticket.objects.exists()
    assert not Feedback.objects.exists()


def test_another_door_finds_no_order_to_report(world, client, came):
    sign_in(client, world.doors[1])

    assert client.get(page(came) + "report/").status_code == 404
    assert send(client, came).status_code == 404
    assert client.post(page(came) + "rate/", {}).status_code == 404
    assert not Ticket.objects.exists()


def test_the_page_to_report_reads_no_earlier_reports(client, came):
    send(client, came)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page(came) + "report/").status_code == 200

    assert not [query for query in queries if Ticket._meta.db_table in query["sql"]]


def test_it_is_asked_once_how_it_was(client, came):
    assert client.get(page(came)).context["rating"]
    stale = Good.objects.get(sku="CAB").pk
    rated = {"freshness": "bad", "price": "good", "stale": [stale]}
    assert client.post(page(came) + "rate/", rated).url == page(came)

    feedback = Feedback.objects.get()
    assert [row.good_id for row in feedback.stale_goods.all()] == [stale]
    assert client.get(page(came)).context["rating"] is None
    client.post(page(came) + "rate/", rated | {"freshness": "good"})
    assert Feedback.objects.get() == feedback


@pytest.mark.parametrize("wrong", [{}, {"freshness": "good"}, {"freshness": "x", "price": "y"}])
def test_half_a_rating_is_asked_for_again(client, came, wrong):
    again = client.post(page(came) + "rate/", wrong)

    assert again.status_code == 422
    assert again.context["rating"].errors
    assert not Feedback.objects.exists()


def test_the_page_asks_the_database_equally_often_with_more_reports(
    world, client, came, django_assert_max_num_queries
):
    send(client, came)
    with django_assert_max_num_queries(40) as asked:
        client.get(page(came))
    with_one = len(asked.captured_queries)
    send(client, came, goods=[Good.objects.get(sku="CAB").pk])
    with django_assert_max_num_queries(with_one):
        client.get(page(came))
