"""R39: a household reads that a neighbour ordered for it in the chat, and can object."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order, Round
from baogong.apps.ordering.services import close_round, deal_round
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from tests.factories import make_world
from tests.factories.chats import HEAD, enter, paste
from tests.factories.deals import to_divide
from tests.factories.world import announce
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db
BOTH = HEAD + "1. B1-1-101 蔬菜包2 帮102带1份\n"
IN_ENGLISH = "ordered for you by the neighbour at B1-1-101 (in the chat)"


@pytest.fixture
def world():
    world = make_world()
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def order(world, client):
    """What 101 wrote for 102, whose phone it is."""
    enter(world, paste(world, BOTH), now=timezone.now())
    sign_in(client, world.doors[1])
    client.cookies["django_language"] = "en"
    return Order.objects.get(household=world.doors[1])


def page_of(client, order):
    return client.get(reverse("resident:order", args=[order.number])).text


def test_its_page_says_whose_neighbour_in_both_languages(client, order):
    assert IN_ENGLISH in page_of(client, order)
    client.cookies["django_language"] = "zh-hans"
    assert "由邻居 B1-1-101 代订（群里写的）" in page_of(client, order)


def test_it_can_be_taken_back_like_an_order_of_ones_own(client, order):
    assert "Did you not want this? Take it back at the foot of this page." in page_of(
        client, order
    )
    client.post(reverse("resident:cancel", args=[order.number]))
    order.refresh_from_db()
    assert order.canceled_at
    assert "Did you not want this?" not in page_of(client, order)


def test_after_the_cut_off_it_leads_to_the_desk(client, world, order):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    html = page_of(client, order)
    assert "Take it back at the foot" not in html
    assert "Call the desk: it takes no changes here any more" in html
    Round.objects.update(delivery_date=timezone.localdate() - timedelta(days=1))
    assert "Did you not want this?" not in page_of(client, order)


def test_what_its_own_household_wrote_asks_nothing(client, world, order):
    sign_in(client, world.doors[0])
    html = page_of(client, Order.objects.get(household=world.doors[0]))
    assert "ordered for you by the desk, from the chat (written in the chat)" in html
    assert "Did you not want this?" not in html


def test_what_waits_says_it_too(client, world):
    to_divide(world, stock=9)
    enter(world, paste(world, BOTH), now=timezone.now())
    sign_in(client, world.doors[1])
    client.cookies["django_language"] = "en"
    ask = world.doors[1].asks.get()
    html = page_of(client, ask)
    assert IN_ENGLISH in html
    assert "Did you not want this? Take it back" in html
    client.force_login(world.staff[Role.CLERK])
    assert "by the neighbour at B1-1-101" in client.get(reverse("desk:ask", args=[ask.pk])).text


def test_what_was_all_given_out_leads_to_its_order(client, world):
    """R39: the order can be canceled still, so nobody has to call."""
    now = timezone.now()
    to_divide(world, stock=9, draws_at=now + timedelta(hours=1))
    enter(world, paste(world, BOTH), now=now)
    deal_round(round_id=world.round.pk, now=now + timedelta(hours=1))
    sign_in(client, world.doors[1])
    client.cookies["django_language"] = "en"
    order = Order.objects.get(household=world.doors[1])
    [notice] = [
        line
        for line in page_of(client, world.doors[1].asks.get()).splitlines()
        if "not want" in line
    ]
    assert (reverse("resident:order", args=[order.number]) in notice, "Call" in notice) == (
        True,
        False,
    )
    assert "Take it back at the foot" in page_of(client, order)


def test_the_desk_reads_who_wrote_it_and_who_typed_it(client, world, order):
    client.force_login(world.staff[Role.CLERK])
    html = client.get(reverse("desk:order", args=[order.pk])).text
    assert "Written for this household by the neighbour at B1-1-101, in the chat" in html
    assert f"typed by {world.staff[Role.CLERK].name}" in html
