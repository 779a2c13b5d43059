"""R28: typing a stack of slips, reading them again, settling what differs."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, SlipCheck
from baogong.apps.ordering.services import close_round
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from tests.factories import make_world
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def second(world):
    client = Client()
    client.force_login(world.staff[Role.COMMANDER])
    return client


def send(client, world, page, *quantities, **fields):
    form = {"key": uuid4(), "round": world.round.pk} | fields
    for listing, quantity in zip(world.listings, quantities, strict=False):
        form[f"q{listing.pk}"] = quantity
    return client.post(reverse(page, args=[world.round.pk]), form)


def type_slip(client, world, *quantities, door="101", **fields):
    return send(client, world, "desk:slips", *quantities, door=door, **fields)


def test_a_slip_is_typed_with_door_and_numbers_and_the_page_waits_for_the_next(world, client):
    answer = type_slip(client, world, 2, door="b1 101")

    assert answer.headers["location"] == reverse("desk:slips", args=[world.round.pk])
    [order] = Order.objects.all()
    assert (order.channel, order.waits_for_check) == (Channel.SHEET, True)
    assert order.placed_by == world.staff[Role.CLERK]
    page = client.get(answer.headers["location"])
    assert [slip.door for slip in page.context["typed"]] == ["B1-1-101"]
    assert page.context["counts"].unread == 1


@pytest.mark.parametrize(("door", "says"), [("1", "B1-1-101"), ("Z9", "E6-1-602"), ("", "door")])
def test_a_door_that_is_not_clear_is_asked_for_and_the_form_stays_filled(
    world, client, door, says
):
    client.cookies["django_language"] = "en"
    answer = type_slip(client, world, 2, door=door)

    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="2"' in answer.text
    assert not Order.objects.exists()


def test_a_second_slip_of_a_door_is_asked_about(world, client):
    type_slip(client, world, 1)
    answer = type_slip(client, world, 1)
    assert answer.status_code == 422
    assert Order.objects.count() == 1

    type_slip(client, world, 1, again="on")
    assert Order.objects.count() == 2


def test_the_second_reader_sees_the_door_but_not_the_numbers(world, client, second):
    type_slip(client, world, 37)
    answer = second.get(reverse("desk:slip_checks", args=[world.round.pk]))

    assert answer.context["slip"].door == "B1-1-101"
    assert [choice.quantity for choice in answer.context["form"].choices()] == [0, 0]
    keys = r'<input type="hidden" name="(round|order)"[^>]*>'  # either may be 37 too
    assert 'value="37"' not in re.sub(keys, "", answer.text)
    assert client.get(reverse("desk:slip_checks", args=[world.round.pk])).context["slip"] is None


def test_equal_readings_let_the_order_go(world, client, second):
    type_slip(client, world, 1, 2)
    order = Order.objects.get()
    send(second, world, "desk:slip_checks", 1, 2, order=order.pk)

    order.refresh_from_db()
    assert not order.waits_for_check


def test_a_typist_who_sends_the_check_of_an_own_slip_is_refused(world, client):
    type_slip(client, world, 1)
    answer = send(client, world, "desk:slip_checks", 1, order=Order.objects.get().pk)

    assert answer.status_code == 422
    assert not SlipCheck.objects.exists()


@pytest.mark.parametrize(("holds", "quantity"), [("first", 1), ("second", 3)])
def test_two_readings_stand_side_by_side_and_one_is_chosen(world, client, second, holds, quantity):
    type_slip(client, world, 1)
    order = Order.objects.get()
    send(second, world, "desk:slip_checks", 3, order=order.pk)
    page = client.get(reverse("desk:slip_checks", args=[world.round.pk]))
    [row] = page.context["differences"]
    assert row.lines == (("蔬菜包", 1, 3),)

    client.post(reverse("desk:slip_settle", args=[order.pk]), {"holds": holds})
    [live] = Order.objects.live()
    assert (live.waits_for_check, live.lines.get().quantity) == (False, quantity)


def test_the_number_of_queries_does_not_grow_with_the_slips(
    world, client, second, django_assert_max_num_queries
):
    page = reverse("desk:slip_checks", args=[world.round.pk])
    for door in ("101", "102", "201"):
        type_slip(client, world, 1, door=door)
        send(second, world, "desk:slip_checks", 2, order=Order.objects.latest("pk").pk)
        with django_assert_max_num_queries(25):
            client.get(page)


def test_a_closed_round_takes_more_only_with_the_shops_word(world, client, second):
    type_slip(client, world, 1)
    order = Order.objects.get()
    send(second, world, "desk:slip_checks", 2, order=order.pk)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    settle = reverse("desk:slip_settle", args=[order.pk])

    refused = client.post(settle, {"holds": "second"}, follow=True)
    assert [row.becomes_more for row in refused.context["differences"]] == [True]
    assert Order.objects.get().waits_for_check

    client.post(settle, {"holds": "second", "shop_agreed": "on"})
    [new] = Order.objects.live()
    assert (new.lines.get().quantity, new.waits_for_check) == (2, False)
