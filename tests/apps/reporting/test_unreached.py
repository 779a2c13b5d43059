"""C12.2: doors that nobody heard from for two days; every sign of a door counts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import ContactOutcome, Role
from baogong.apps.people.models import DoorContact, HouseholdCard
from baogong.apps.people.services import note_contact
from baogong.apps.places.models import Place
from baogong.apps.reporting.queries import unreached_count, unreached_doors
from tests.factories import NOW, make_world, order
from tests.factories.chain import carried

pytestmark = pytest.mark.django_db
SINCE = NOW - timedelta(days=2)


def unreached(world, **where):
    rows = unreached_doors(estate=world.estate, since=SINCE, **where)
    assert unreached_count(estate=world.estate, since=SINCE) >= len(rows)
    return [row.door for row in rows]


def asked_after(world, door, outcome, *, key=None, days_ago=0):
    note_contact(
        key=key or uuid4(),
        household=door,
        outcome=outcome,
        actor=world.staff[Role.CLERK],
        now=NOW - timedelta(days=days_ago),
    )


def test_a_door_without_any_sign_is_unreached():
    world = make_world()

    assert unreached(world) == [door.label for door in world.doors]
    assert unreached_doors(estate=world.estate, since=SINCE)[0].heard_at is None


def test_an_order_is_a_sign_for_two_days():
    world = make_world()
    order(world, world.doors[0], 1)
    assert world.doors[0].label not in unreached(world)

    Order.objects.update(occurred_at=SINCE - timedelta(minutes=1))
    assert world.doors[0].label in unreached(world)


def test_a_delivery_is_a_sign_until_it_is_taken_back():
    day = carried(make_world())
    Order.objects.update(occurred_at=NOW - timedelta(days=3))
    tap, _ = day.tap(day.bags[0], Result.GIVEN)
    assert day.world.doors[0].label not in unreached(day.world)

    day.tap(day.bags[0], Result.UNDONE, reverses=tap.key)
    assert day.world.doors[0].label in unreached(day.world)


def test_a_card_that_was_handed_over_is_a_sign():
    world = make_world()
    HouseholdCard.objects.filter(household=world.doors[1]).update(handed_out_at=NOW)

    assert world.doors[1].label not in unreached(world)


@pytest.mark.parametrize("outcome", [ContactOutcome.REACHED, ContactOutcome.HELP])
def test_somebody_who_answered_is_reached_for_two_days(outcome):
    world = make_world()
    asked_after(world, world.doors[0], outcome, days_ago=1)
    asked_after(world, world.doors[1], outcome, days_ago=3)

    assert world.doors[0].label not in unreached(world)
    assert world.doors[1].label in unreached(world)


def test_nobody_who_answered_is_no_sign_but_the_trying_is_told():
    world = make_world()
    asked_after(world, world.doors[0], ContactOutcome.NOBODY)
    row = unreached_doors(estate=world.estate, since=SINCE)[0]

    assert (row.door, row.heard_at, row.tried_at) == (world.doors[0].label, None, NOW)


def test_the_same_contact_sent_twice_is_written_once():
    world, key = make_world(), uuid4()
    for _ in range(2):
        asked_after(world, world.doors[0], ContactOutcome.REACHED, key=key)

    assert DoorContact.objects.count() == 1


def test_empty_flats_are_left_out():
    world = make_world()
    Place.objects.filter(pk=world.doors[0].pk).update(occupied=False)

    assert world.doors[0].label not in unreached(world)


def test_the_doors_of_one_entrance_and_of_one_estate_only():
    world, other = make_world(buildings=2), make_world(name="F")
    entrance = world.doors[0].parent_id

    assert unreached(world, entrance_id=entrance) == [d.label for d in world.doors[:4]]
    assert len(unreached(other)) == len(other.doors)
