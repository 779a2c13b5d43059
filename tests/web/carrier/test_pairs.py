"""R39, R47, C2: a helper orders for the household that they are paired with."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel, Consent
from baogong.apps.ordering.models import Ask, Order
from baogong.apps.ordering.services import close_round, decide_order
from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.people.services import pair_up
from baogong.plumbing.audit import SYSTEM
from baogong.values.codes import group
from tests.factories import make_world
from tests.factories.asks import sell_out
from tests.factories.world import announce, intent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    announce(world, now=timezone.now())
    officer = world.staff[Role.OFFICER]
    officer.name = "王小芳"
    officer.save(update_fields=["name"])
    pair_up(
        helper_id=officer.pk,
        place_ids=[world.doors[0].pk],
        estate=world.estate,
        actor=world.staff[Role.COMMANDER],
        now=timezone.now(),
    )
    return world


def visitor(user):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


@pytest.fixture
def helper(world):
    return visitor(world.staff[Role.OFFICER])


def send(client, world, door, *quantities, **fields):
    form = {"key": uuid4(), "round": world.round.pk, "consent": "person"} | fields
    for listing, quantity in zip(world.listings, quantities, strict=False):
        form[f"q{listing.pk}"] = quantity
    return client.post(reverse("carrier:pair_order", args=[door.pk]), form)


def test_a_helper_orders_for_a_paired_household_and_says_how_it_agreed(world, helper):
    page = helper.get(reverse("carrier:pairs"))
    assert [door.label for door in page.context["doors"]] == ["B1-1-101"]
    answer = send(helper, world, world.doors[0], 2, consent="standing")

    assert answer.headers["location"] == reverse("carrier:pairs")
    order = Order.objects.get()
    assert (order.household, order.channel, order.consent, order.placed_by) == (
        world.doors[0],
        Channel.HELPER,
        Consent.STANDING,
        world.staff[Role.OFFICER],
    )


def test_without_saying_how_the_household_agreed_nothing_is_ordered(world, helper):
    answer = send(helper, world, world.doors[0], 1, consent="")

    assert answer.status_code == 422
    assert "Say how they agreed" in answer.content.decode()
    assert not Order.objects.exists()


def test_other_doors_stay_shut(world, helper):
    assert send(helper, world, world.doors[1], 1).status_code == 404
    assert not Order.objects.exists()


def test_a_household_that_ordered_already_is_asked_what_it_wants(world, helper):
    door = world.doors[0]
    decide_order(intent(world, door, 1), now=timezone.now())
    [earlier] = Order.objects.all()
    assert send(helper, world, door, 2).status_code == 422
    assert Order.objects.count() == 1

    send(helper, world, door, 2, on_existing="replace", seen=str(earlier.pk))
    [live] = Order.objects.live()
    assert (live.channel, live.lines.get().quantity) == (Channel.HELPER, 2)


def test_the_same_form_sent_twice_is_one_order(world, helper):
    key = uuid4()
    for _ in range(2):
        send(helper, world, world.doors[0], 1, key=key)

    assert Order.objects.count() == 1


def test_a_closed_round_takes_nothing(world, helper):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = send(helper, world, world.doors[0], 1)

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_the_desk_reads_the_helpers_name_and_the_household_only_the_role(world, helper):
    door = world.doors[0]
    send(helper, world, door, 1)
    order = Order.objects.get()
    desk = visitor(world.staff[Role.CLERK]).get(reverse("desk:order", args=[order.pk]))
    assert "by its helper 王小芳: said in person" in desk.content.decode()

    resident = Client()
    resident.cookies["django_language"] = "en"
    card = HouseholdCard.objects.get(household=door)
    resident.post(reverse("resident:card", args=[card.code]), {"pin": card_pin(card)})
    page = resident.get(reverse("resident:order", args=[order.number])).content.decode()
    assert "ordered for you by your helper (said in person)" in page
    assert "王小芳" not in page


def test_an_order_by_phone_tells_the_household_the_role_too(world):
    door, clerk = world.doors[1], world.staff[Role.CLERK]
    by_phone = intent(world, door, 1, channel=Channel.PHONE, placed_by_id=clerk.pk, read_back=True)
    decide_order(by_phone, now=timezone.now())
    order = Order.objects.get()
    assert order.consent == Consent.PHONE

    resident = Client()
    resident.cookies["django_language"] = "en"
    card = HouseholdCard.objects.get(household=door)
    resident.post(reverse("resident:card", args=[card.code]), {"pin": card_pin(card)})
    page = resident.get(reverse("resident:order", args=[order.number])).content.decode()
    assert "ordered for you by the phone desk (said by phone)" in page


def test_a_helper_asks_for_what_is_not_there_yet(world, helper):
    """R38, R39"""
    sell_out(world)
    send(helper, world, world.doors[0], 1, waits="1")

    ask = Ask.objects.get()
    assert (ask.channel, ask.consent, ask.placed_by) == (
        Channel.HELPER,
        Consent.PERSON,
        world.staff[Role.OFFICER],
    )
    assert group(ask.number) in helper.get(reverse("carrier:pairs")).text
    page = helper.get(reverse("carrier:pair_order", args=[world.doors[0].pk]))
    assert group(ask.number) in page.text
    assert page.context["seen"] == str(ask.pk)
    answer = send(helper, world, world.doors[0], 0, 1)
    assert answer.status_code == 422
    again = {"on_existing": "replace", "seen": str(ask.pk)}
    assert send(helper, world, world.doors[0], 0, 1, **again).status_code == 302
    assert not Ask.objects.standing().exists()
