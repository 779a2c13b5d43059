"""R14, R50: what a plan for a round must say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from baogong.apps.ordering.errors import BadTimes, NothingListed, ShopServesElsewhere
from baogong.apps.ordering.models import Listing, ListingItem, Round
from baogong.apps.ordering.services import Offer, RoundPlan, move_cutoff, open_round
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.world import CABBAGE_GRAMS

pytestmark = pytest.mark.django_db

DAY = (NOW + timedelta(days=1)).date()
PLAN = RoundPlan("R2", NOW, NOW + timedelta(hours=8), DAY)


def announce(world, plan=PLAN, *, offers=None):
    if offers is None:
        offers = [Offer(world.listings[0].package, world.supplier)]
    return open_round(estate=world.estate, plan=plan, offers=offers, actor=SYSTEM, now=NOW)


def test_the_same_plan_twice_is_one_round_with_its_listings():
    world = make_world()
    first = announce(world)

    assert announce(world) == first
    assert Listing.objects.filter(round=first).count() == 1
    assert announce(world, replace(PLAN, title="R3")) != first


def test_a_package_may_come_from_two_shops_and_holds_the_same_from_both():
    world = make_world()
    package = world.listings[0].package
    other = Supplier.objects.create(town=world.town, name="S2")
    made = announce(world, offers=[Offer(package, world.supplier), Offer(package, other)])

    held = ListingItem.objects.filter(listing__round=made).values_list("quantity", flat=True)
    assert list(held) == [CABBAGE_GRAMS, CABBAGE_GRAMS]


def test_a_shop_of_other_estates_gets_no_orders_of_this_one():
    """R46: who serves estates by name has orders of these only."""
    world, other = make_world(), make_world(name="F")
    SupplierArea.objects.create(supplier=world.supplier, estate=other.estate)
    with pytest.raises(ShopServesElsewhere):
        announce(world)
    assert not Round.objects.filter(title=PLAN.title).exists()

    SupplierArea.objects.create(supplier=world.supplier, estate=world.estate)
    assert announce(world).listings.get().supplier == world.supplier


@pytest.mark.parametrize("hours", [0, -1, 24 * 7])
def test_orders_close_after_they_open_and_before_the_delivery_day_ends(hours):
    world = make_world()
    with pytest.raises(BadTimes):
        announce(world, replace(PLAN, cutoff_at=NOW + timedelta(hours=hours)))

    assert Round.objects.count() == 1


def test_orders_may_close_at_24_00_of_the_delivery_day_and_not_later():
    world = make_world()
    midnight = NOW + timedelta(days=1, hours=14)  # 24:00 of 13 April in Shanghai
    move_cutoff(round_id=world.round.pk, cutoff_at=midnight, actor=SYSTEM, now=NOW)
    with pytest.raises(BadTimes):
        move_cutoff(
            round_id=world.round.pk,
            cutoff_at=midnight + timedelta(minutes=1),
            actor=SYSTEM,
            now=NOW,
        )

    assert Round.objects.get().cutoff_at == midnight


def test_a_round_without_offers_is_not_announced():
    world = make_world()
    with pytest.raises(NothingListed):
        announce(world, offers=[])

    assert Round.objects.count() == 1
