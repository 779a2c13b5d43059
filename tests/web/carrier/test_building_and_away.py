"""R12, C2.5: an officer's own building; and one press that hands everything over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Run, Takeover
from baogong.apps.ordering.models import Order, Round
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment, Person
from baogong.apps.people.services import assign, hire
from baogong.apps.places.models import Place
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.chain import carried
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(client):
    """All bags of four doors are with the officer, who is signed in."""
    found = carried(make_world())
    client.force_login(found.world.staff[Role.OFFICER])
    return found


def second_officer(world):
    user = hire(username="second", name="S", password="x", actor=SYSTEM, now=NOW)
    assign(user=user, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    other = Client()
    other.force_login(user)
    return user, other


def due_tomorrow():
    Round.objects.update(delivery_date=NOW.date() + timedelta(days=3650))


def test_my_building_shows_doors_orders_to_come_and_the_load(client, chain):
    due_tomorrow()
    chain.tap(chain.bags[0], Result.GIVEN)
    page = client.get(reverse("carrier:building"))
    [building] = page.context["buildings"]

    assert (page.context["doors_all"], page.context["people"]) == (4, 12)
    assert page.context["orders"] == Order.objects.count() - 1
    assert building.officers == 0  # the role is held for the estate, not for the building
    entrance = building.entrances[0]
    doors = client.get(reverse("carrier:building"), {"entrance": entrance.id}).context["doors"]
    assert [door.floor for door in doors] == [2, 2, 1, 1]
    assert sum(door.orders for door in doors) == page.context["orders"]


def test_canceled_orders_and_those_of_past_days_are_not_to_come(client, chain):
    due_tomorrow()
    Order.objects.update(canceled_at=NOW)
    assert client.get(reverse("carrier:building")).context["orders"] == 0


def test_an_officer_of_one_building_sees_that_one_and_shares_its_load(client):
    world = make_world(buildings=2)
    order(world, world.doors[0], 1)
    officer = world.staff[Role.OFFICER]
    building = Place.objects.get(label="B1")
    Assignment.objects.filter(user=officer).update(place=building)
    people(world, helper(1, place="B1"))
    client.force_login(officer)
    [found] = client.get(reverse("carrier:building")).context["buildings"]
    assert (found.label, found.officers, found.load) == ("B1", 2, 2)


def test_an_entrance_of_others_opens_nothing(client, chain):
    for entrance in ("0", "x", str(make_world(name="F").doors[0].parent_id)):
        page = client.get(reverse("carrier:building"), {"entrance": entrance})
        assert page.context["opened"] is None


def test_one_press_hands_over_and_another_officer_takes_it_by_count(client, chain):
    run = chain.runs[0]
    page = client.get(reverse("carrier:stay"))
    assert page.context["bags"] == len(chain.bags)
    for _ in range(2):
        client.post(reverse("carrier:stay"))
    home = client.get(reverse("carrier:home"))
    assert home.context["away"]
    assert Takeover.objects.count() == 1

    user, other = second_officer(chain.world)
    [offer] = other.get(reverse("carrier:home")).context["offers"]
    address = reverse("carrier:take_over", args=[offer.run_id])
    key = other.get(address).context["form"].initial["key"]
    assert other.post(address, {"key": key, "counted": ""}).status_code == 422
    answer = other.post(address, {"key": key, "counted": len(chain.bags)})
    assert answer["Location"] == reverse("carrier:accepted", args=[run.pk])
    assert other.get(answer["Location"]).context["same"]
    again = other.post(address, {"key": key, "counted": len(chain.bags)})
    assert again["Location"] == answer["Location"]
    assert Run.objects.get(pk=run.pk).officer == user
    assert client.get(reverse("carrier:run", args=[run.pk])).status_code == 404
    assert client.get(reverse("carrier:stay")).context["held"] == []


def test_the_commander_sees_what_an_isolated_officer_holds(client, chain):
    client.post(reverse("carrier:stay"))
    client.force_login(chain.world.staff[Role.COMMANDER])
    person = Person.objects.get(user=chain.world.staff[Role.OFFICER])
    [held] = client.get(reverse("setup:person", args=[person.pk])).context["held"]
    assert (held.bags, held.offered_at is not None) == (len(chain.bags), True)


def test_a_run_that_is_not_on_offer_is_not_found(client, chain):
    _, other = second_officer(chain.world)
    address = reverse("carrier:take_over", args=[chain.runs[0].pk])
    assert other.get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_doors(client, django_assert_max_num_queries):
    counts = []
    for name, floors in (("E", 1), ("F", 20)):
        world = make_world(name=name, floors=floors)
        order(world, world.doors[0], 1)
        client.force_login(world.staff[Role.OFFICER])
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse("carrier:building"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
