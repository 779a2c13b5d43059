"""R40: who is asked to pay, and for what: what was delivered, or all where one pays first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.models import Round
from baogong.apps.ordering.queries import due_balances
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PAY_FIRST
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.world import announce

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def due(world, *, small_fen=0, now=NOW):
    rows = due_balances(within=[world.estate], small_fen=small_fen, now=now)
    return [(row.door, row.fen) for row in rows]


def earlier_day(world):
    Round.objects.filter(pk=world.round.pk).update(delivery_date=timezone.localdate(NOW))


def paid(world, fen):
    money = Paid(world.doors[0].pk, fen, Till(world.estate.pk, PayMethod.CASH))
    take_payment(money, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def test_what_comes_on_a_later_day_is_not_due_before_it():
    world = make_world()
    order(world, world.doors[0], 1)
    assert due(world) == []
    assert due(world, now=NOW + DAY) == [("B1-1-101", 3500)]


def test_what_is_due_is_told_without_what_comes_later():
    world = make_world()
    order(world, world.doors[0], 1)
    earlier_day(world)
    announce(world, now=NOW)
    order(world, world.doors[0], 0, 2)
    assert due(world) == [("B1-1-101", 3500)]
    assert due(world, small_fen=3500) == []
    paid(world, 3000)
    assert due(world) == [("B1-1-101", 500)]
    paid(world, 1000)
    assert due(world) == []


def test_where_one_pays_first_all_is_due_at_once():
    world = make_world()
    set_setting(PAY_FIRST, 1, place=world.estate, actor=SYSTEM, now=NOW)
    order(world, world.doors[0], 1)
    assert due(world) == [("B1-1-101", 3500)]


def test_many_doors_ask_no_more_queries(django_assert_num_queries):
    world = make_world()
    order(world, world.doors[0], 1)
    with CaptureQueriesContext(connection) as one:
        due(world)
    for door in world.doors[1:]:
        order(world, door, 1)
    with django_assert_num_queries(len(one)):
        due(world)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.LIAISON, "liaison:unpaid"),
        (Role.OFFICER, "carrier:cash"),
        (Role.CLERK, "desk:money_doors"),
    ],
)
def test_no_list_asks_for_what_was_not_delivered(client, role, page):
    world = make_world()
    order(world, world.doors[0], 1)
    Round.objects.update(delivery_date=timezone.localdate() + DAY)
    client.force_login(world.staff[role])
    url = reverse(page, args=[] if role is Role.OFFICER else [world.estate.pk])
    assert "B1-1-101" not in client.get(url).text
    if role is not Role.LIAISON:
        assert "B1-1-101" in client.get(url, {"all": "1"}).text
    set_setting(PAY_FIRST, 1, place=world.estate, actor=SYSTEM, now=timezone.now())
    assert "B1-1-101" in client.get(url).text
