"""C9: a shop that is out of something offers another good, and the desk decides once."""

import pytest

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.enums import OnShort
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.errors import (
    AlreadyReceived,
    NothingToSwap,
    SwapDecided,
    SwapElsewhere,
    SwapIsOut,
    SwapOutdated,
    SwapStands,
    SwapWaits,
)
from baogong.apps.procurement.models import PurchaseOrder, Swap
from baogong.apps.procurement.policies import share_of_swap
from baogong.apps.procurement.queries import changed_goods, stand_ins
from baogong.apps.procurement.services import (
    SwapOffer,
    decide_swap,
    follow_corrections,
    propose_swap,
    report_out,
    swaps,
)
from baogong.plumbing.models import AuditEntry
from tests.apps.ordering.test_overflow import move, small_shop
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
BOUGHT = {"CAB": 7000, "EGG": 20}


@pytest.fixture
def world():
    return short_world()


def short_world(*, on_short=OnShort.SWAP, **out):
    """7 kg of cabbage and 20 eggs are bought; the shop has 4 kg of cabbage, or as ``out`` says."""
    world = make_world()
    order(world, world.doors[0], 2, 1, on_short=on_short)
    ripe_round(world)
    world.purchase_order = PurchaseOrder.objects.get()
    Good.objects.create(sku="PAK", name="青菜", sold_by="gram")
    say_out(world, out or {"CAB": 4000})
    return world


def two_shops(*, second="SPI", quantity=3000):
    """Two shops are out of their 3 kg of cabbage: one offers 3 kg of PAK for it, the other
    ``quantity`` g of ``second``; the two swaps."""
    world = make_world()
    order(world, world.doors[0], 1)
    move(world, small_shop(world))
    order(world, world.doors[1], 0, 0, 1)
    ripe_round(world)
    for sku in ("PAK", "SPI"):
        Good.objects.create(sku=sku, name=sku, sold_by="gram")
    offered = []
    for world.purchase_order, other in zip(
        PurchaseOrder.objects.order_by("pk"), ("PAK", second), strict=True
    ):
        say_out(world, {"CAB": 0})
        offered.append(offer(world, other=other, quantity=quantity if offered else 3000))
    return world, offered


def say_out(world, available):
    report_out(
        purchase_order_id=world.purchase_order.pk,
        available={Good.objects.get(sku=sku).pk: n for sku, n in available.items()},
        note="",
        actor=world.staff[Role.SHOP],
        now=NOW,
    )


def offer(world, *, replaced=3000, other="PAK", quantity=3000):
    good = {good.sku: good.pk for good in Good.objects.all()}
    return propose_swap(
        SwapOffer(good["CAB"], replaced, good[other], quantity),
        purchase_order_id=world.purchase_order.pk,
        actor=world.staff[Role.SHOP],
        now=NOW,
    )


def decide(world, swap, answer=SwapAnswer.ACCEPTED, *, role=Role.CLERK):
    decide_swap(swap_id=swap.pk, answer=answer, actor=world.staff[role], now=NOW)


def bought(world):
    return dict(world.purchase_order.lines.values_list("good__sku", "quantity"))


def test_an_accepted_swap_changes_what_is_bought_and_stays_to_be_seen(world):
    swap = offer(world)
    assert bought(world) == BOUGHT
    decide(world, swap)
    assert bought(world) == {"CAB": 4000, "EGG": 20, "PAK": 3000}
    swap.refresh_from_db()
    assert (swap.replaced, swap.quantity, swap.answer) == (3000, 3000, "accepted")
    assert not world.purchase_order.lines.exclude(available=None).exists()
    assert changed_goods(purchase_order_id=world.purchase_order.pk) == []


def test_a_good_of_the_same_purchase_order_may_come_instead(world):
    decide(world, offer(world, replaced=1000, other="EGG", quantity=10))
    assert bought(world) == {"CAB": 6000, "EGG": 30}
    line = world.purchase_order.lines.get(good__sku="CAB")
    assert line.available == 4000


def test_a_good_that_is_swapped_in_full_is_not_awaited_at_the_gate():
    world = short_world(CAB=0)
    decide(world, offer(world, replaced=7000, quantity=7000))
    assert bought(world) == {"EGG": 20, "PAK": 7000}
    receive(world)


def test_a_declined_swap_changes_nothing_and_another_may_follow(world):
    decide(world, offer(world), SwapAnswer.DECLINED)
    assert bought(world) == BOUGHT
    decide(world, offer(world, other="EGG", quantity=30))
    assert bought(world) == {"CAB": 4000, "EGG": 50}


def test_the_same_offer_again_is_one_and_a_second_one_waits(world):
    assert offer(world) == offer(world)
    with pytest.raises(SwapWaits):
        offer(world, quantity=2000)
    assert Swap.objects.count() == 1


def test_what_is_swapped_is_not_swapped_again_and_the_rest_is_reported_out(world):
    decide(world, offer(world, replaced=1000, quantity=1000))
    with pytest.raises(SwapStands):
        offer(world, replaced=2000, quantity=2000)
    assert Swap.objects.count() == 1
    say_out(world, {"CAB": 3000})
    assert world.purchase_order.lines.get(good__sku="CAB").available == 3000


@pytest.mark.parametrize("otherwise", [{"second": "SPI"}, {"second": "PAK", "quantity": 2000}])
def test_two_shops_do_not_swap_one_good_of_a_round_differently(otherwise):
    world, (first, second) = two_shops(**otherwise)
    decide(world, first)
    with pytest.raises(SwapElsewhere) as refused:
        decide(world, second)
    assert refused.value.data == {"shop": "S-E", "good": "白菜", "other": "PAK"}
    assert bought(world) == {"CAB": 3000}
    [stand_in] = stand_ins(round_id=world.round.pk).values()
    assert (stand_in.sku, stand_in.share(300)) == ("PAK", 300)
    decide(world, second, SwapAnswer.DECLINED)


def test_two_shops_may_swap_one_good_of_a_round_alike():
    world, offered = two_shops(second="PAK")
    for swap in offered:
        decide(world, swap)
    assert bought(world) == {"PAK": 3000}


@pytest.mark.parametrize("wrong", [{"replaced": 3001}, {"replaced": 0}, {"other": "CAB"}])
def test_only_what_is_out_is_swapped_and_for_something_else(world, wrong):
    with pytest.raises(NothingToSwap):
        offer(world, **wrong)
    assert not Swap.objects.exists()


def test_what_is_out_itself_is_no_swap():
    world = short_world(CAB=4000, EGG=10)
    with pytest.raises(SwapIsOut):
        offer(world, other="EGG")
    assert not Swap.objects.exists()


def test_nothing_is_offered_nor_accepted_after_the_truck_came(world):
    swap = offer(world)
    receive(world)
    with pytest.raises(AlreadyReceived):
        decide(world, swap)
    assert bought(world) == BOUGHT
    decide(world, swap, SwapAnswer.DECLINED)
    with pytest.raises(AlreadyReceived):
        offer(world)


def test_a_swap_of_what_came_in_again_is_outdated(world):
    swap = offer(world)
    say_out(world, {"CAB": 5000})
    with pytest.raises(SwapOutdated):
        decide(world, swap)
    assert bought(world) == BOUGHT
    swap.refresh_from_db()
    assert swap.answer == ""


def test_a_purchase_order_with_a_swap_stays_as_the_shop_knows_it():
    world = short_world(CAB=0)
    decide(world, offer(world, replaced=7000, quantity=7000))
    follow_corrections(round_id=world.round.pk, now=NOW)
    assert bought(world) == {"EGG": 20, "PAK": 7000}


def test_a_second_answer_is_refused_and_the_same_one_is_one(world):
    swap = offer(world)
    decide(world, swap)
    decide(world, swap, role=Role.COMMANDER)
    with pytest.raises(SwapDecided):
        decide(world, swap, SwapAnswer.DECLINED)
    assert bought(world) == {"CAB": 4000, "EGG": 20, "PAK": 3000}
    swap.refresh_from_db()
    assert swap.decided_by == world.staff[Role.CLERK]


@pytest.mark.parametrize(
    ("missing", "replaced", "quantity", "share"),
    [(2, 30, 30, 2), (3, 20, 10, 2), (1, 20, 10, 1), (0, 20, 10, 0), (10, 20, 1000, 500)],
)
def test_a_share_of_a_swap_is_rounded_to_the_nearest(missing, replaced, quantity, share):
    assert share_of_swap(missing, replaced=replaced, quantity=quantity) == share


def clerks_at_once(world, swap):
    accepts, declines = (
        lambda: decide(world, swap),
        lambda: decide(world, swap, SwapAnswer.DECLINED, role=Role.COMMANDER),
    )
    race(*[accepts, declines] * (RACERS // 2))
    answers = AuditEntry.objects.filter(action__in=["swap.accepted", "swap.declined"])
    return answers.count()


@pytest.mark.django_db(transaction=True)
def test_with_locks_two_clerks_decide_a_swap_once():
    world = short_world()
    swap = offer(world)
    assert clerks_at_once(world, swap) == 1
    swap.refresh_from_db()
    accepted = swap.answer == SwapAnswer.ACCEPTED
    assert bought(world) == ({"CAB": 4000, "EGG": 20, "PAK": 3000} if accepted else BOUGHT)


@pytest.mark.django_db(transaction=True)
def test_without_locks_a_swap_is_decided_more_than_once(locks_off):
    world = short_world()
    swap = offer(world)
    locks_off(Swap.objects, "get", racers=RACERS)
    assert clerks_at_once(world, swap) > 1


def accepted_at_once(world, offered):
    race(*[lambda swap=swap: decide(world, swap) for swap in offered])
    return Swap.objects.filter(answer=SwapAnswer.ACCEPTED).count()


@pytest.mark.django_db(transaction=True)
def test_with_locks_one_of_two_different_swaps_of_a_good_is_accepted():
    assert accepted_at_once(*two_shops()) == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_both_different_swaps_of_a_good_are_accepted(locks_off):
    world, offered = two_shops()
    locks_off(swaps, "_check_alike")
    assert accepted_at_once(world, offered) == 2
