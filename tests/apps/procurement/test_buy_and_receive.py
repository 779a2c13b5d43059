"""R27, R54, R55: a closed round is bought once, and what the truck brings is counted once."""

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.catalog.models import Good
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.ordering.models import Listing
from baogong.apps.ordering.services import cancel_order, close_round
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.errors import AlreadyReceived, NotOrdered
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, Receipt, ReceiptLine
from baogong.apps.procurement.services import (
    confirm_purchase_order,
    order_goods,
    receive_goods,
)
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.racing import RACERS, race
from tests.factories.world import CABBAGE_GRAMS, EGGS

pytestmark = pytest.mark.django_db


def close(world):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)


def bought(purchase_order):
    return dict(purchase_order.lines.values_list("good__sku", "quantity"))


def bought_world():
    world = make_world()
    order(world, world.doors[0], 2, 1)
    ripe_round(world)
    return world, PurchaseOrder.objects.get()


def counted(purchase_order, **changes):
    return {
        line.good_id: changes.get(line.good.sku, line.quantity)
        for line in purchase_order.lines.select_related("good")
    }


def receive(world, purchase_order, count, *, key=None):
    return receive_goods(
        key=key or uuid4(),
        purchase_order_id=purchase_order.pk,
        counted=count,
        actor=world.staff[Role.GATE],
        now=NOW,
    )


def arrived():
    return Receipt.objects.count(), Lot.objects.count(), StockEntry.objects.count()


def test_packages_explode_into_goods_of_live_orders():
    world = make_world()
    order(world, world.doors[0], 2, 1)
    gone = order(world, world.doors[1], 5, 5)
    cancel_order(order_id=gone.order_id, actor=SYSTEM, now=NOW)
    close(world)
    [purchase_order] = order_goods(round_id=world.round.pk, now=NOW)
    assert bought(purchase_order) == {"CAB": 2 * CABBAGE_GRAMS + 1000, "EGG": EGGS}
    assert purchase_order.state == PurchaseState.SENT


def test_each_supplier_gets_its_own_purchase_order():
    world = make_world()
    second = Supplier.objects.create(town=world.town, name="Eggs and more")
    Listing.objects.filter(pk=world.listings[1].pk).update(supplier=second)
    order(world, world.doors[0], 1, 1)
    close(world)
    orders = {po.supplier: bought(po) for po in order_goods(round_id=world.round.pk, now=NOW)}
    assert orders == {world.supplier: {"CAB": 3000}, second: {"CAB": 1000, "EGG": 20}}


def test_buying_twice_is_buying_once():
    world, purchase_order = bought_world()
    assert order_goods(round_id=world.round.pk, now=NOW) == []
    assert list(PurchaseOrder.objects.all()) == [purchase_order]


def test_an_open_round_is_not_bought():
    world = make_world()
    order(world, world.doors[0], 1)
    with pytest.raises(ObjectDoesNotExist):
        order_goods(round_id=world.round.pk, now=NOW)
    assert not PurchaseOrder.objects.exists()


def test_a_round_without_orders_buys_nothing():
    world = make_world()
    close(world)
    assert order_goods(round_id=world.round.pk, now=NOW) == []


def test_the_number_of_statements_does_not_grow():
    small, large = make_world(name="S"), make_world(floors=10, name="L")
    order(small, small.doors[0], 1, 1)
    for door in large.doors:
        order(large, door, 2, 2)
    for world in (small, large):
        close(world)
    with CaptureQueriesContext(connection) as few:
        order_goods(round_id=small.round.pk, now=NOW)
    with CaptureQueriesContext(connection) as many:
        order_goods(round_id=large.round.pk, now=NOW)
    assert len(many) == len(few)


def test_the_shop_confirms_once_and_not_after_the_truck_came():
    world, purchase_order = bought_world()
    shop = world.staff[Role.SHOP]
    for _ in range(2):
        confirm_purchase_order(purchase_order_id=purchase_order.pk, actor=shop, now=NOW)
    purchase_order.refresh_from_db()
    assert (purchase_order.state, purchase_order.confirmed_at) == (PurchaseState.CONFIRMED, NOW)
    receive(world, purchase_order, counted(purchase_order))
    confirm_purchase_order(purchase_order_id=purchase_order.pk, actor=shop, now=NOW)
    purchase_order.refresh_from_db()
    assert purchase_order.state == PurchaseState.RECEIVED


def test_what_was_counted_lies_on_the_shelf_beside_what_was_expected():
    world, purchase_order = bought_world()
    receive(world, purchase_order, counted(purchase_order, CAB=6500, EGG=0))
    lines = ReceiptLine.objects.values_list("good__sku", "expected", "counted")
    assert set(lines) == {("CAB", 7000, 6500), ("EGG", 20, 0)}
    [lot] = Lot.objects.all()
    assert (lot.good.sku, lot.on_hand, lot.supplier) == ("CAB", 6500, world.supplier)
    assert [entry.quantity for entry in lot.entries.all()] == [6500]


def test_more_than_ordered_is_taken_in_too():
    world, purchase_order = bought_world()
    receive(world, purchase_order, counted(purchase_order, CAB=9000))
    assert Lot.objects.get(good__sku="CAB").on_hand == 9000


def test_the_same_key_again_changes_nothing():
    world, purchase_order = bought_world()
    key = uuid4()
    first = receive(world, purchase_order, counted(purchase_order), key=key)
    before = arrived()
    assert receive(world, purchase_order, counted(purchase_order, CAB=1), key=key) == first
    assert arrived() == before


def test_a_second_count_is_refused():
    world, purchase_order = bought_world()
    receive(world, purchase_order, counted(purchase_order))
    before = arrived()
    with pytest.raises(AlreadyReceived):
        receive(world, purchase_order, counted(purchase_order))
    assert arrived() == before


@pytest.mark.parametrize("wrong", ["nothing", "one missing", "one too many", "negative"])
def test_exactly_the_ordered_goods_are_counted(wrong):
    world, purchase_order = bought_world()
    count = counted(purchase_order)
    some = next(iter(count))
    foreign = Good.objects.create(sku="RICE", name="米", sold_by="gram")
    count = {
        "nothing": {},
        "one missing": {some: count[some]},
        "one too many": {**count, foreign.pk: 1},
        "negative": {**count, some: -1},
    }[wrong]
    with pytest.raises(NotOrdered):
        receive(world, purchase_order, count)
    assert arrived() == (0, 0, 0)
    purchase_order.refresh_from_db()
    assert purchase_order.state == PurchaseState.SENT


def guards_at_once(world, purchase_order):
    count = counted(purchase_order)
    return race(*[lambda: receive(world, purchase_order, count)] * RACERS)


@pytest.mark.django_db(transaction=True)
def test_with_locks_one_of_many_guards_takes_the_truck_in():
    world, purchase_order = bought_world()
    answers = guards_at_once(world, purchase_order)
    assert [type(answer) for answer in answers].count(AlreadyReceived) == RACERS - 1
    assert arrived() == (1, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_without_locks_the_database_stops_the_second_receipt(locks_off):
    world, purchase_order = bought_world()
    locks_off(locks, "lock_rows", racers=RACERS)
    answers = guards_at_once(world, purchase_order)
    assert "IntegrityError" in [type(answer).__name__ for answer in answers]
    assert arrived() == (1, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_repeat_at_the_same_moment_is_one_receipt():
    world, purchase_order = bought_world()
    count, key = counted(purchase_order), uuid4()
    answers = race(*[lambda: receive(world, purchase_order, count, key=key)] * RACERS)
    assert len({answer.pk for answer in answers}) == 1
    assert arrived() == (1, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_buy_once():
    world = make_world()
    order(world, world.doors[0], 1)
    close(world)
    answers = race(*[lambda: order_goods(round_id=world.round.pk, now=NOW)] * RACERS)
    assert sum(len(answer) for answer in answers) == 1
    assert PurchaseOrderLine.objects.count() == 1
