"""R25, R28: a clerk puts an order right after the round has closed, and everything follows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.ordering.errors import (
    AlreadyChanged,
    MoreThanBought,
    NothingChanged,
    ReasonMissing,
    SoldOut,
)
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Correction, Listing, Order
from baogong.apps.ordering.services import Change, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine
from baogong.apps.procurement.queries import changed_goods
from baogong.apps.procurement.services import confirm_purchase_order
from baogong.apps.sorting.errors import BagsMadeUp, BagWithdrawn
from baogong.apps.sorting.models import Bag, BagLine
from baogong.apps.sorting.services import pack_bag
from baogong.plumbing.models import AuditEntry
from baogong.values.quantity import Amount
from tests.factories import NOW, chain, make_world, order, ripe_round
from tests.factories.racing import race


def closed_world(**world):
    """One door asked for two vegetable packages and one with eggs; the round has closed."""
    made = make_world(**world)
    order(made, made.doors[0], 2, 1)
    ripe_round(made)
    return made


def change(world, *quantities, **fields):
    wishes = tuple(
        Wish(listing.pk, n) for listing, n in zip(world.listings, quantities, strict=False) if n
    )
    return Change(**{"key": uuid4(), "wishes": wishes, "reason": "打错了", **fields})


def correct(world, made):
    return correct_order(
        order_id=Order.objects.order_by("pk").first().pk,
        change=made,
        actor=world.staff[Role.CLERK],
        now=NOW,
    )


def standing():
    orders = list(Order.objects.order_by("pk").values_list("pk", "canceled_at"))
    bags = set(Bag.objects.values_list("code", flat=True))
    taken = list(Listing.objects.order_by("pk").values_list("taken", flat=True))
    return orders, bags, taken, Correction.objects.count(), AuditEntry.objects.count()


def bought():
    return dict(PurchaseOrderLine.objects.values_list("good__sku", "quantity"))


@pytest.mark.django_db
def test_less_of_a_closed_order_is_planned_and_bought_anew():
    world = closed_world()
    old_codes = set(Bag.objects.values_list("code", flat=True))
    made = correct(world, change(world, 1, 1))

    assert (made.order.canceled_at, made.new_order.total_fen) == (NOW, 3500 + 5000)
    assert [listing.taken for listing in world.listings] == [1, 1]
    assert not old_codes & set(Bag.objects.values_list("code", flat=True))
    planned = BagLine.objects.filter(good__sku="CAB").values_list("planned", flat=True)
    assert sum(planned) == bought()["CAB"] == 4000
    assert chain.sums(world).balanced


@pytest.mark.django_db
def test_the_same_key_again_corrects_once():
    world = closed_world()
    made = change(world, 1)
    assert correct(world, made) == correct(world, made)
    assert Order.objects.count() == 2


@pytest.mark.django_db
def test_an_order_can_be_taken_out_altogether():
    world = closed_world()
    made = change(world)
    assert correct(world, made).new_order is None
    assert correct(world, made).new_order is None

    assert (Bag.objects.count(), bought()) == (0, {})
    assert chain.sums(world).balanced


@pytest.mark.django_db
def test_what_a_shop_has_confirmed_stays_and_the_difference_is_told():
    world = closed_world()
    purchase = PurchaseOrder.objects.get()
    confirm_purchase_order(purchase_order_id=purchase.pk, actor=world.staff[Role.SHOP], now=NOW)
    before = bought()
    correct(world, change(world, 1, 1))

    assert bought() == before
    expected = [("白菜", Amount(-3000, SoldBy.GRAM))]
    assert changed_goods(purchase_order_id=purchase.pk) == expected


@pytest.mark.django_db
def test_more_than_was_bought_needs_the_word_of_the_shop():
    world = closed_world()
    more = change(world, 3, 1)
    before = standing()
    with pytest.raises(MoreThanBought):
        correct(world, more)
    assert standing() == before

    correct(world, replace(more, shop_agreed=True))
    assert bought()["CAB"] == 10_000
    assert chain.sums(world).balanced


@pytest.mark.django_db
def test_even_with_the_word_of_the_shop_the_stock_of_the_round_holds():
    world = closed_world(stock=2)
    with pytest.raises(SoldOut):
        correct(world, change(world, 3, shop_agreed=True))
    assert [listing.taken for listing in world.listings] == [2, 1]


@pytest.mark.django_db
def test_a_line_keeps_the_price_at_which_it_was_ordered():
    world = closed_world()
    Listing.objects.update(price_fen=1)
    assert correct(world, change(world, 1)).new_order.total_fen == 3500


@pytest.mark.django_db
def test_a_correction_says_why_and_changes_something():
    world = closed_world()
    before = standing()
    with pytest.raises(ReasonMissing):
        correct(world, change(world, 1, reason=" "))
    with pytest.raises(NothingChanged):
        correct(world, change(world, 2, 1))
    assert standing() == before


@pytest.mark.django_db
def test_an_order_that_was_corrected_is_not_corrected_again():
    world = closed_world()
    correct(world, change(world, 1))
    with pytest.raises(AlreadyChanged):
        correct(world, change(world, 2))


@pytest.mark.django_db
def test_once_a_bag_is_made_up_nothing_is_corrected():
    world = closed_world()
    chain.receive(world)
    bag = chain.pack(world, Bag.objects.first())
    before = standing()
    with pytest.raises(BagsMadeUp) as refusal:
        correct(world, change(world, 1))
    assert refusal.value.data["code"] == bag.code
    assert standing() == before


@pytest.mark.django_db
def test_the_old_label_of_a_corrected_order_is_refused():
    world = closed_world()
    chain.receive(world)
    old = Bag.objects.first()
    correct(world, change(world, 1))
    with pytest.raises(BagWithdrawn):
        pack_bag(bag_id=old.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)


@pytest.mark.django_db(transaction=True)
def test_correcting_against_packing_ends_in_one_of_the_two():
    for _ in range(3):
        world = make_world(name=f"E{Order.objects.count()}")
        placed = order(world, world.doors[0], 2, 1)
        ripe_round(world)
        chain.receive(world)
        bag = Bag.objects.filter(order=placed.order_id).first()
        made = change(world, 1)
        answers = race(
            lambda bag=bag, world=world: chain.pack(world, bag),
            lambda made=made, placed=placed, world=world: correct_order(
                order_id=placed.order_id,
                change=made,
                actor=world.staff[Role.CLERK],
                now=NOW,
            ),
        )
        refused = [a for a in answers if isinstance(a, BagsMadeUp | BagWithdrawn)]
        assert len(refused) == 1
        assert chain.sums(world).balanced
