"""X3: the limit of ``bench rush`` writes what the service writes, and its crowd reads answers."""

import re
import socket

import pytest
from django.db import connection
from django.utils import timezone

from baogong.apps.money.enums import AccountKind
from baogong.apps.money.models import Account, Posting, Transfer
from baogong.apps.ordering.models import Listing, Order, OrderLine
from baogong.apps.reporting.queries.ledger_proof import look_at_books
from baogong.cli.bench.rush.crowd import Client, complete, post
from baogong.cli.bench.rush.limit import STATEMENT
from baogong.cli.bench.rush.town import earlier_orders, waiting_town
from baogong.plumbing.models import AuditEntry, Event
from tests.factories import make_world, order

WRITTEN = (Order, OrderLine, AuditEntry, Event, Posting, Transfer, Account)


def rows():
    return [model.objects.count() for model in WRITTEN]


@pytest.mark.django_db
def test_the_limit_writes_the_rows_that_an_order_writes():
    world = make_world()
    first, second = world.doors[:2]
    order(world, first, 1, 1)
    before = rows()
    order(world, second, 1, 1)
    by_service = [after - earlier for after, earlier in zip(rows(), before, strict=True)]

    one, other = [listing.pk for listing in world.listings]
    sales = Account.objects.get(kind=AccountKind.SALES).pk
    values = {"a": one, "b": other, "c": one, "d": other, "door": world.doors[2].pk}
    values |= {"round": world.round.pk, "sales": sales}
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute(re.sub(r":([a-z]+)\b", lambda found: str(values[found[1]]), STATEMENT))

    by_statement = [after - earlier for after, earlier in zip(rows(), before, strict=True)]
    assert by_statement == by_service
    totals = Order.objects.order_by("pk").values_list("total_fen", flat=True)
    assert len(set(totals)) == 1
    assert [listing.taken for listing in Listing.objects.order_by("pk")] == [3, 3]
    assert Transfer.objects.order_by("pk").last().fen == totals[0]


@pytest.mark.django_db(transaction=True)
def test_earlier_orders_leave_the_books_in_balance():
    town = waiting_town(12, now=timezone.now())
    earlier_orders(30, town)

    assert [Order.objects.count(), OrderLine.objects.count(), Transfer.objects.count()] == [
        30,
        120,
        30,
    ]
    books = look_at_books()
    assert (books.sum_fen, books.differences) == (0, ())


def test_an_answer_counts_once_its_body_is_there():
    client = Client(socket.socket())
    client.got += b"HTTP/1.1 302 Found\r\nlocation: /x\r\nset-cookie:  household=1:2; Path=/\r\n"
    assert complete(client) is None
    client.got += b"content-length: 2\r\n\r\no"
    assert complete(client) is None
    client.got += b"k"
    answer = complete(client)
    client.link.close()

    assert (answer.status, answer.location, answer.cookie) == (302, "/x", "1:2")


def test_a_form_carries_the_token_of_its_cookie():
    text = post("h:1", "/today/", {"q1": "2"}, cookie="c").decode()
    token = re.search(r"csrftoken=(\w+); household=c\r\n", text)[1]
    head, body = text.split("\r\n\r\n")

    assert body == f"csrfmiddlewaretoken={token}&q1=2"
    assert f"Content-Length: {len(body)}\r\n" in head
