"""R37: which shop or app serves which building, and which households know it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Outlet, OutletTold
from baogong.apps.ordering.queries import buildings_left, outlet_doors, outlet_for, outlets_of
from baogong.apps.ordering.services import end_outlet, tell_households
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.people.services import reissue_card, sign_in_with_card
from baogong.apps.places.models import Place
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world, order
from tests.factories.outlets import outlet
from tests.factories.world import add_houses

pytestmark = pytest.mark.django_db
BEFORE, LATER = NOW - timedelta(days=1), NOW + timedelta(hours=1)


@pytest.fixture
def world():
    return make_world(buildings=2, floors=1)


@pytest.fixture
def clerk(world):
    return world.staff[Role.CLERK]


def reach(found, clerk):
    """Door and whether it is reached."""
    row = outlet_for(viewer=clerk, roles={Role.CLERK}, pk=found.pk)
    return {door.door: door.reached for door in outlet_doors(row)}


def test_it_serves_the_buildings_that_are_named_and_empty_flats_are_left_out(world, clerk):
    Place.objects.filter(pk=world.doors[1].pk).update(occupied=False)

    assert reach(outlet(world, "B1"), clerk) == {"B1-1-101": False}
    assert list(reach(outlet(world), clerk)) == ["B1-1-101", "B2-1-101", "B2-1-102"]


def test_houses_beside_the_buildings_are_served_by_the_estate_and_by_no_building(world, clerk):
    """R37: each household has delivery proof or "not reached", also a house alone."""
    add_houses(world, "V1", "V2")

    assert list(reach(outlet(world, "E"), clerk)) == ["V1", "V2"]
    assert list(reach(outlet(world, "B1"), clerk)) == ["B1-1-101", "B1-1-102"]
    assert len(reach(outlet(world), clerk)) == 6


def test_each_household_has_a_proof_or_is_not_reached(world, clerk):
    """R37: G building E6 / W push / T each household has delivery proof or "not reached"."""
    app = outlet(world, "B1", channel=Channel.PAGE, now=BEFORE)
    first, second = world.doors[:2]
    assert reach(app, clerk) == {"B1-1-101": False, "B1-1-102": False}
    order(world, first, 1)
    assert reach(app, clerk) == {"B1-1-101": True, "B1-1-102": False}
    assert tell_households(outlet_id=app.pk, household_ids=[second.pk], actor=clerk, now=NOW) == 1
    assert reach(app, clerk) == {"B1-1-101": True, "B1-1-102": True}


def test_orders_of_another_way_or_from_before_prove_nothing(world, clerk):
    order(world, world.doors[0], 1)

    assert not any(reach(outlet(world, channel=Channel.GROUP_BUY, now=BEFORE), clerk).values())
    assert not any(reach(outlet(world, channel=Channel.PAGE, now=LATER), clerk).values())
    assert not any(reach(outlet(world, now=BEFORE), clerk).values())


def test_a_card_that_was_opened_proves_that_the_own_page_is_known(world, clerk):
    page, app = outlet(world, "B1", channel=Channel.PAGE), outlet(world, "B1")
    card = cards_within(world.doors[0])[0]
    sign_in_with_card(code=card.code, pin=card.pin, now=NOW)
    assert reach(page, clerk) == {"B1-1-101": True, "B1-1-102": False}
    assert not any(reach(app, clerk).values())
    reissue_card(card_id=card.id, actor=clerk, now=LATER)

    assert not any(reach(page, clerk).values())


def test_who_was_told_twice_was_told_once_and_foreign_doors_never(world, clerk):
    app = outlet(world, "B1")
    far = make_world(name="F")
    doors = [world.doors[0].pk, world.doors[2].pk, far.doors[0].pk]
    told = [
        tell_households(outlet_id=app.pk, household_ids=doors, actor=clerk, now=NOW)
        for _ in range(2)
    ]

    assert told == [1, 0]
    assert OutletTold.objects.get().household == world.doors[0]


def test_the_same_key_is_the_same_outlet_and_foreign_buildings_are_left_out(world, clerk):
    far = make_world(name="F")
    ids = frozenset(Place.objects.filter(kind="building").values_list("pk", flat=True))
    key = uuid4()
    first, again = (outlet(world, key=key, building_ids=ids) for _ in range(2))

    assert first == again
    assert first.buildings.count() == 2
    with pytest.raises(NotVisible):
        outlet_for(viewer=far.staff[Role.CLERK], roles={Role.CLERK}, pk=first.pk)


def test_ended_it_stands_last_and_is_ended_once(world, clerk):
    old, new = outlet(world), outlet(world, name="永辉")
    for _ in range(2):
        end_outlet(outlet_id=new.pk, actor=clerk, now=LATER)

    assert [row.id for row in outlets_of(estate_id=world.estate.pk)] == [old.pk, new.pk]
    assert AuditEntry.objects.filter(action="outlet.ended").count() == 1
    assert Outlet.objects.get(pk=new.pk).ended_at == LATER


def test_the_doors_take_one_query(world, clerk, django_assert_num_queries):
    row = outlet_for(viewer=clerk, roles={Role.CLERK}, pk=outlet(world).pk)
    with django_assert_num_queries(1):
        assert len(outlet_doors(row)) == 4


def test_what_is_left_by_building_is_counted_as_door_by_door(
    world, clerk, django_assert_num_queries
):
    """R37: the count of each building is that of its list, whatever the proof."""
    add_houses(world, "V1", "V2")
    Place.objects.filter(pk=world.doors[3].pk).update(occupied=False)
    ways = (None, Channel.PAGE, Channel.GROUP_BUY)
    found = [outlet(world, channel=channel, now=BEFORE) for channel in ways]
    found += [outlet(world, "E", channel=Channel.PAGE, now=LATER), outlet(world, "B2")]
    order(world, world.doors[0], 1)
    card = cards_within(world.doors[1])[0]
    sign_in_with_card(code=card.code, pin=card.pin, now=NOW)
    tell_households(outlet_id=found[2].pk, household_ids=[world.doors[2].pk], actor=clerk, now=NOW)

    with django_assert_num_queries(1):
        counted = buildings_left(outlet_ids=[row.pk for row in found])
    for app in found:
        doors = outlet_doors(outlet_for(viewer=clerk, roles={Role.CLERK}, pk=app.pk))
        assert {row.label: row.left for row in counted[app.pk]} == {
            name: sum(door.building == name and not door.reached for door in doors)
            for name in {door.building for door in doors}
        }
    assert {row.label: row.left for row in counted[found[1].pk]} == {"B1": 0, "B2": 1, "E": 2}
