"""C3, R43: the liaison's estate today, and what the role opens at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import close_round, decide_order, paste_chain
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.models import CareFlag, Place
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.world import announce, intent
from tests.web.access_table import STAFF

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    found = make_world(buildings=2)
    close_round(round_id=found.round.pk, actor=SYSTEM, now=NOW)
    client.force_login(found.staff[Role.LIAISON])
    return found


def ask(world, door, *quantities, **changes):
    now = timezone.now()
    return decide_order(intent(world, door, *quantities, occurred_at=now, **changes), now=now)


def home(client, **query):
    return client.get(reverse("liaison:home"), query)


def test_the_side_bar_shows_only_what_the_role_opens(world, client):
    page = client.get(reverse("desk:phone"))

    assert [item.url for item in page.context["nav"]] == [
        reverse("liaison:home"),
        reverse("desk:phone"),
        reverse("desk:filings"),
    ]


def test_an_order_shows_neither_correction_nor_reports(client):
    world = make_world()
    order(world, world.doors[0], 1)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    pk = Order.objects.get().pk
    pages = {}
    for role in (Role.LIAISON, Role.CLERK):
        client.force_login(world.staff[role])
        pages[role] = client.get(reverse("desk:order", args=[pk])).text

    correct = reverse("desk:order_correct", args=[pk])
    assert (correct in pages[Role.LIAISON], correct in pages[Role.CLERK]) == (False, True)


def test_what_a_liaison_must_not_do_is_closed():
    """Corrections, differences, tickets, cash and households' data stay with the desk."""
    closed = {name for name, row in STAFF.items() if Role.LIAISON not in row.roles}
    desk = {"order_correct", "slip_settle", "differences", "tickets", "cash_count", "household"}

    assert closed >= {f"desk:{name}" for name in desk}


def test_lines_that_wait_stand_on_the_first_page_after_sign_in(world, client):
    text = "#接龙\n1. B1-1-101 蔬菜包1份\n2. 随便来点"
    announce(world, now=timezone.now())
    liaison = world.staff[Role.LIAISON]
    paste_chain(text, round_id=world.round.pk, actor=liaison, now=timezone.now())
    [card] = client.get(reverse("account:home")).context["cards"]
    [round_] = home(client).context["rounds"]

    assert (card.url, card.count) == (reverse("liaison:home"), 2)
    assert round_.lines == 2


def test_todays_demand_adds_up_by_building_and_by_channel(world, client):
    announce(world, now=timezone.now())
    ask(world, world.doors[0], 1)
    ask(world, world.doors[1], 1)
    clerk = world.staff[Role.CLERK]
    phone = {"channel": Channel.PHONE, "placed_by_id": clerk.pk, "read_back": True}
    ask(world, world.doors[4], 1, card_epoch=None, **phone)
    [round_] = home(client).context["rounds"]

    assert (round_.ordered, round_.doors, round_.without_order) == (3, 8, 5)
    assert [(row.label, row.without_order) for row in round_.buildings] == [("B1", 2), ("B2", 3)]
    assert round_.channels == [(Channel.PAGE, 2), (Channel.PHONE, 1)]


def test_the_doors_behind_a_count_are_as_many(world, client):
    announce(world, now=timezone.now())
    ask(world, world.doors[4], 1)
    Place.objects.filter(pk=world.doors[5].pk).update(occupied=False)
    building = Place.objects.get(label="B2", kind="building")
    address = reverse("liaison:without_order", args=[world.round.pk])
    page = client.get(address, {"place": building.pk})
    csv = client.get(address, {"as": "csv"}).content.decode()

    [(_entrance, doors)] = page.context["entrances"]
    assert [door for _pk, door, _entrance in doors] == ["B2-1-201", "B2-1-202"]
    assert [row.without_order for row in page.context["buildings"]] == [4, 2]
    assert csv.count("B1-1-") == 4


def test_every_door_ordered_is_said(world, client):
    announce(world, now=timezone.now())
    for door in world.doors:
        ask(world, door, 1)

    page = client.get(reverse("liaison:without_order", args=[world.round.pk]))
    assert "每一户都已下单" in page.text


def test_who_owes_and_whom_to_call_is_counted(world, client):
    announce(world, now=timezone.now())
    ask(world, world.doors[0], 1)
    for door in world.doors[:2]:
        CareFlag.objects.create(household=door, kind="elderly", recorded_at=NOW)
    before = home(client).context
    type(world.round).objects.update(delivery_date=timezone.localdate())
    context = home(client).context

    assert (before["owing"], before["calls"]) == (0, 1)
    assert (context["owing"], context["owing_fen"]) == (1, 3500)


def test_without_an_open_round_the_page_says_when_the_next_one_opens(world, client):
    assert "街道办一开团" in home(client).text
    announce(world, now=timezone.now())
    type(world.round).objects.filter(pk=world.round.pk).update(
        opens_at=timezone.now() + timedelta(hours=2)
    )

    assert "下一轮" in home(client).text


def test_earlier_rounds_lead_to_their_orders(world, client):
    assert reverse("desk:orders", args=[world.round.pk]) in home(client).text


def test_a_liaison_of_two_estates_chooses_one(world, client):
    other = make_world(name="F")
    place, liaison = other.estate, world.staff[Role.LIAISON]
    assign(user=liaison, role=Role.LIAISON, place=place, actor=SYSTEM, now=NOW)

    assert home(client).context["estate"] == world.estate
    assert home(client, estate=place.pk).context["estate"] == place
    assert home(client, estate="x").context["estate"] == world.estate


def test_a_role_for_a_building_alone_has_no_estate(world, client):
    other = make_world(name="F")
    liaison, building = other.staff[Role.LIAISON], Place.objects.get(path="/t/f/B1/")
    liaison.assignments.update(place=building)
    client.force_login(liaison)

    assert "请街道办" in home(client).text


@pytest.mark.parametrize("doors", [1, 6])
def test_the_number_of_queries_does_not_grow(world, client, doors, django_assert_max_num_queries):
    announce(world, now=timezone.now())
    for door in world.doors[:doors]:
        ask(world, door, 1)
    with django_assert_max_num_queries(24):
        home(client)
