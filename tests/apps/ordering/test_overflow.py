"""R32: a shop that is full is seen, and the rest of what it offers moves to one with room."""

from datetime import time

import pytest

from baogong.apps.ordering.errors import (
    CutoffPassed,
    LimitExceeded,
    NotDrawnYet,
    NothingLeftToMove,
    ShopClosedNow,
    ShopServesElsewhere,
    ShopWithoutRoom,
)
from baogong.apps.ordering.models import Listing
from baogong.apps.ordering.policies import spare_shops
from baogong.apps.ordering.queries import (
    listings_of,
    loads_of_rounds,
    loads_on,
    offer_of_round,
    shops_with_room,
)
from baogong.apps.ordering.services import close_round, move_listing
from baogong.apps.ordering.services.listings import RoundListings
from baogong.apps.people.enums import Role
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.apps.suppliers.queries import ShopRow
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.deals import to_divide
from tests.factories.racing import RACERS, race
from tests.factories.world import intent

pytestmark = pytest.mark.django_db
NOON = time(12)


def row(pk, *, daily, opens=8, kind=SupplierKind.SMALL_SHOP):
    return ShopRow(pk, f"shop {pk}", kind, time(opens), time(20), daily)


def ranked(*shops, orders=None, offered=None, avoid=()):
    found = spare_shops(shops, orders=orders or {}, offered=offered or {}, avoid=avoid, clock=NOON)
    return [(spare.shop.id, spare.left, spare.is_open) for spare in found]


def test_the_roomiest_open_shop_stands_first():
    shops = [row(1, daily=10), row(2, daily=50), row(3, daily=90, opens=13), row(4, daily=40)]
    assert ranked(*shops, orders={2: 30}) == [
        (4, 40, True),
        (2, 20, True),
        (1, 10, True),
        (3, 90, False),
    ]


def test_what_a_shop_offers_already_takes_its_room():
    assert ranked(row(1, daily=60), row(2, daily=9), orders={1: 5}, offered={1: 50, 2: 9}) == [
        (1, 5, True)
    ]


@pytest.mark.parametrize(
    "shop",
    [row(1, daily=None), row(1, daily=5), row(9, daily=9), row(1, daily=9, kind=SupplierKind.PET)],
)
def test_a_shop_without_known_room_is_not_proposed(shop):
    assert ranked(shop, orders={1: 5}, avoid={9}) == []


def small_shop(world, *, daily=30, name="小店", hours=(time(0), time(0))):
    shop = Supplier.objects.create(
        town=world.town,
        name=name,
        kind=SupplierKind.SMALL_SHOP,
        licence="L",
        opens_at=hours[0],
        closes_at=hours[1],
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


def move(world, shop, *, listing=0, quantity=8):
    return move_listing(
        listing_id=world.listings[listing].pk,
        supplier_id=shop.pk,
        quantity=quantity,
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


def test_no_more_moves_than_the_shop_has_room_for_and_the_rest_stays():
    world = full_world(stock=600)
    shop = small_shop(world, daily=60)
    with pytest.raises(ShopWithoutRoom):
        move(world, shop, quantity=598)
    move(world, shop, quantity=60)
    assert offered(world) == [("S-E", 540, 2), ("小店", 60, 0)]
    with pytest.raises(ShopWithoutRoom) as refused:
        move(world, shop, listing=1, quantity=1)
    assert refused.value.data["left"] == 0
    assert shops_with_room(world.round, avoid={world.supplier.pk}, clock=NOON) == []


def test_without_a_bound_the_other_shop_has_as_many_as_were_moved():
    world = full_world()
    move(world, small_shop(world), quantity=30)
    assert offered(world) == [("S-E", None, 2), ("小店", 30, 0)]


def test_what_moved_is_offered_and_chosen_first_and_then_what_stayed():
    world = full_world(stock=600)
    moved = move(world, small_shop(world), quantity=2)
    offer = offer_of_round(round_id=world.round.pk, now=NOW)
    by_id = {row.id: row for row in offer.listings}
    assert moved.pk in {row.id for row in offer.packages()}
    assert offer.has_elsewhere(by_id[world.listings[0].pk])
    assert not offer.has_elsewhere(by_id[moved.pk])
    shelf, package = RoundListings(world.round.pk), moved.package_id
    chosen = [shelf.wishes({package: 2})[0].listing_id for _ in range(2)]
    assert chosen == [moved.pk, world.listings[0].pk]


def test_a_shop_that_is_closed_takes_nothing_over_now():
    world = full_world(stock=10)
    shop = small_shop(world, hours=(time(1), time(2)))
    with pytest.raises(ShopClosedNow) as refused:
        move(world, shop)
    assert refused.value.data["opens_at"] == "01:00"
    assert offered(world) == [("S-E", 10, 2)]


def test_what_is_still_to_be_drawn_does_not_move_before():
    world = full_world(stock=20)
    to_divide(world)
    shop = small_shop(world)
    with pytest.raises(NotDrawnYet):
        move(world, shop)
    assert not Listing.objects.filter(supplier=shop).exists()
    assert [row.is_divided for row in listings_of(round_id=world.round.pk)] == [True, False]


def test_a_second_move_adds_to_what_the_shop_offers():
    world = full_world(stock=10)
    first, second = small_shop(world), small_shop(world, name="二店")
    move(world, first)
    listing = Listing.objects.get(supplier=first)
    move_listing(listing_id=listing.pk, supplier_id=second.pk, quantity=8, actor=SYSTEM, now=NOW)
    listing.refresh_from_db()
    assert (listing.stock, Listing.objects.get(supplier=second).stock) == (0, 8)
    back = Listing.objects.get(supplier=second)
    move_listing(listing_id=back.pk, supplier_id=first.pk, quantity=8, actor=SYSTEM, now=NOW)
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


def movers_of_two_rounds(shop, *worlds):
    """Each estate hands the small shop all that it has room for."""
    return race(*[lambda world=world: move(world, shop, quantity=30) for world in worlds])


def two_full_worlds():
    worlds = full_world(stock=100), make_world(name="F", stock=100)
    shop = small_shop(worlds[0])
    SupplierArea.objects.create(supplier=shop, estate=worlds[1].estate)
    return shop, *worlds


@pytest.mark.django_db(transaction=True)
def test_with_locks_two_estates_do_not_fill_the_same_room():
    answers = movers_of_two_rounds(*two_full_worlds())
    assert [type(answer) for answer in answers].count(ShopWithoutRoom) == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_estates_fill_the_same_room(locks_off):
    shop, *worlds = two_full_worlds()
    locks_off(locks, "lock_rows", of=Supplier, racers=2)
    movers_of_two_rounds(shop, *worlds)
    assert sum(Listing.objects.filter(supplier=shop).values_list("stock", flat=True)) == 60
