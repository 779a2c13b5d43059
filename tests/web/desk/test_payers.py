"""R39, R40: who paid for a household stands beside its payment and on the order that it pays."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.money.enums import Payer
from baogong.apps.money.models import Payment
from baogong.apps.people.enums import Role
from tests.factories import make_world, order
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1)
    return world


@pytest.fixture
def clerk(world, client):
    client.force_login(world.staff[Role.CLERK])
    return client


def pay(client, world, **fields):
    form = {"key": uuid4(), "fen": "35", "method": "cash"} | fields
    return client.post(reverse("desk:account", args=[world.doors[0].pk]), form, follow=True)


def order_page(client, world):
    return client.get(reverse("desk:order", args=[world.doors[0].orders.get().pk])).text


def test_a_neighbour_who_paid_is_named_by_door_at_the_desk_alone(world, clerk):
    words = "由邻居付"
    account = pay(clerk, world, payer="neighbour", payer_door="B1-1-102").text
    payment = Payment.objects.get()

    assert (payment.payer, payment.payer_door) == (Payer.NEIGHBOUR, world.doors[1])
    assert f"{words} B1-1-102" in account
    assert f"{words} B1-1-102" in order_page(clerk, world)
    sign_in(clerk, world.doors[0])
    number = world.doors[0].orders.get().number
    shown = clerk.get(reverse("resident:order", args=[number])).text
    assert words in shown
    assert "B1-1-102" not in shown


@pytest.mark.parametrize(
    ("fields", "payer", "words"),
    [
        ({}, Payer.HOUSEHOLD, "由住户自己付"),
        ({"payer": "helper"}, Payer.HELPER, "由结对志愿者付"),
        ({"payer": "liaison", "payer_door": "B1-1-102"}, Payer.LIAISON, "由联络员付"),
        ({"payer": "neighbour"}, Payer.NEIGHBOUR, "由邻居付"),
    ],
)
def test_others_are_named_without_a_door(world, clerk, fields, payer, words):
    assert words in pay(clerk, world, **fields).text
    payment = Payment.objects.get()
    assert (payment.payer, payment.payer_door) == (payer, None)


@pytest.mark.parametrize("door", ["B1-1-999", "B1-1-101"])
def test_a_door_that_is_not_there_or_its_own_is_no_neighbour(world, clerk, door):
    answer = pay(clerk, world, payer="neighbour", payer_door=door)

    assert answer.status_code == 422
    assert "没有这一户" in answer.text
    assert not Payment.objects.exists()


def test_what_takes_a_payment_back_names_who_paid_it(world, clerk):
    pay(clerk, world, payer="neighbour", payer_door="B1-1-102")
    url = reverse("desk:payment_undo", args=[Payment.objects.get().pk])
    clerk.post(url, {"why": "另一户"})

    undo = Payment.objects.get(undoes__isnull=False)
    assert (undo.payer, undo.payer_door) == (Payer.NEIGHBOUR, world.doors[1])


@pytest.mark.parametrize(("fields", "payer"), [({}, "household"), ({"payer": "helper"}, "helper")])
def test_at_the_door_the_household_pays_or_whoever_is_chosen(world, client, fields, payer):
    client.force_login(world.staff[Role.OFFICER])
    url = reverse("carrier:cash_take", args=[world.doors[0].pk])
    client.post(url, {"key": uuid4(), "fen": "35"} | fields)

    assert Payment.objects.get().payer == payer
