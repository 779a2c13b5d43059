"""R32: a shop that is full is seen, and the rest of what it offers moves to one with room."""

from datetime import time

import pytest

from baogong.apps.ordering.errors import (
    CutoffPassed,
    LimitExceeded,
    NothingLeftToMove,
    ShopServesElsewhere,
)
from baogong.apps.ordering.models import Listing
from baogong.apps.ordering.policies import spare_shops
from baogong.apps.ordering.queries import loads_of_rounds, loads_on, shops_with_room
from baogong.apps.ordering.services import close_round, move_listing
from baogong.apps.people.enums import Role
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.apps.suppliers.queries import ShopRow
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.racing import RACERS, race
from tests.factories.world import intent

pytestmark = pytest.mark.django_db
NOON = time(12)


def row(pk, *, daily, opens=8, kind=SupplierKind.SMALL_SHOP):
    return ShopRow(pk, f"shop {pk}", kind, time(opens), time(20), daily)


def ranked(*shops, orders=None, avoid=()):
    found = spare_shops(shops, orders=orders or {}, avoid=avoid, clock=NOON)
    return [(spare.shop.id, spare.left, spare.is_open) for spare in found]


def test_the_roomiest_open_shop_stands_first():
    shops = [row(1, daily=10), row(2, daily=50), row(3, daily=90, opens=13), row(4, daily=40)]
    assert ranked(*shops, orders={2: 30}) == [
        (4, 40, True),
        (2, 20, True),
        (1, 10, True),
        (3, 90, False),
    ]


@pytest.mark.parametrize(
    "shop",
    [row(1, daily=None), row(1, daily=5), row(9, daily=9), row(1, daily=9, kind=SupplierKind.PET)],
)
def test_a_shop_without_known_room_is_not_proposed(shop):
    assert ranked(shop, orders={1: 5}, avoid={9}) == []


def small_shop(world, *, daily=30, name="小店"):
    shop = Supplier.objects.create(
        town=world.town,
        name=name,
        kind=SupplierKind.SMALL_SHOP,
        licence="L",
        opens_at=time(8),
        closes_at=time(20),
        daily_orders=daily,
    )
    SupplierArea.objects.create(supplier=shop, estate=world.estate)
    return shop


def full_world(**changes):
    """The shop makes up two orders a day, and has them."""
    world = make_world(**changes)
    Supplier.objects.filter(pk=world.supplier.pk).update(daily_orders=2)
    order(world, world.doors[0], 1, 1)
    order(world, world.doors[1], 1)
    return world


def move(world, shop, *, listing=0):
    return move_listing(
        listing_id=world.listings[listing].pk,
        supplier_id=shop.pk,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )


def offered(world):
    rows = Listing.objects.filter(package=world.listings[0].package_id).order_by("pk")
    return [(listing.supplier.name, listing.stock, listing.taken) for listing in rows]


def test_an_order_counts_once_for_a_shop_however_many_packages_it_has():
    world = full_world()
    [load] = loads_of_rounds([world.round.pk])[world.round.pk]
    assert (load.name, load.orders, load.capacity, load.is_full) == ("S-E", 2, 2, True)
    small_shop(world)
    loads = loads_on(path=world.estate.path, day=world.round.delivery_date)
    assert {(row.name, row.orders, row.is_full) for row in loads} == {
        ("S-E", 2, True),
        ("小店", 0, False),
    }
    full = {world.supplier.pk}
    [proposed] = shops_with_room(world.round, avoid=full, clock=NOON)
    assert (proposed.shop.name, proposed.left) == ("小店", 30)


def test_orders_of_another_estate_take_the_same_shops_day():
    world, other = full_world(), make_world(name="F")
    Listing.objects.filter(round=other.round).update(supplier=world.supplier)
    order(other, other.doors[0], 1)
    [load] = loads_of_rounds([world.round.pk])[world.round.pk]
    assert load.orders == 3


def test_what_is_left_moves_and_what_was_ordered_stays():
    world = full_world(stock=10)
    shop = small_shop(world)
    moved = move(world, shop)
    assert offered(world) == [("S-E", 2, 2), ("小店", 8, 0)]
    assert moved.price_fen == world.listings[0].price_fen
    content = [list(row.items.values_list("good", "quantity")) for row in (moved, *world.listings)]
    assert content[0] == content[1]


def test_without_a_bound_the_other_shop_has_none_either():
    world = full_world()
    move(world, small_shop(world))
    assert offered(world) == [("S-E", 2, 2), ("小店", None, 0)]


def test_a_second_move_adds_to_what_the_shop_offers():
    world = full_world(stock=10)
    first, second = small_shop(world), small_shop(world, name="二店")
    move(world, first)
    listing = Listing.objects.get(supplier=first)
    move_listing(listing_id=listing.pk, supplier_id=second.pk, actor=SYSTEM, now=NOW)
    listing.refresh_from_db()
    assert (listing.stock, Listing.objects.get(supplier=second).stock) == (0, 8)
    back = Listing.objects.get(supplier=second)
    move_listing(listing_id=back.pk, supplier_id=first.pk, actor=SYSTEM, now=NOW)
    assert offered(world) == [("S-E", 2, 2), ("小店", 8, 0), ("二店", 0, 0)]


def test_the_limit_of_a_household_holds_over_both_shops():
    world = full_world(stock=10, limit=1)
    moved = move(world, small_shop(world))
    wanted = intent(world, world.doors[0], 0, 0, on_existing="add")
    wish = type(intent(world, world.doors[0], 1).wishes[0])(moved.pk, 1)
    with pytest.raises(LimitExceeded):
        order(world, world.doors[0], wishes=(wish,), on_existing=wanted.on_existing)
    moved.refresh_from_db()
    assert moved.taken == 0
    assert order(world, world.doors[2], wishes=(wish,)).order_id


def test_nothing_moves_where_nothing_is_left_or_it_may_not():
    world = full_world(stock=2)
    shop = small_shop(world)
    far = Supplier.objects.create(town=world.town, name="far")
    refusals = [(shop, 0, NothingLeftToMove), (far, 1, ShopServesElsewhere)]
    for target, listing, refusal in refusals:
        with pytest.raises(refusal):
            move(world, target, listing=listing)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    with pytest.raises(CutoffPassed):
        move(world, shop, listing=1)
    assert Listing.objects.count() == 2


def movers(world, shops):
    return race(*[lambda shop=shop: move(world, shop) for shop in shops])


@pytest.mark.django_db(transaction=True)
def test_with_locks_the_rest_moves_to_one_shop():
    world = full_world(stock=10)
    answers = movers(world, [small_shop(world, name=f"{n}") for n in range(RACERS)])
    assert [type(answer) for answer in answers].count(NothingLeftToMove) == RACERS - 1
    assert sum(stock for _, stock, _ in offered(world)) == 10


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_rest_is_offered_several_times(locks_off):
    world = full_world(stock=10)
    locks_off(locks, "lock_rows", of=Listing, racers=RACERS)
    movers(world, [small_shop(world, name=f"{n}") for n in range(RACERS)])
    assert sum(stock for _, stock, _ in offered(world)) > 10
