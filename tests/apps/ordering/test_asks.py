"""X3, R38: what cannot be had at once is asked for, and dealt out by the listing's rule."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.ordering.enums import Channel, OnExisting, Rule, ShareReason
from baogong.apps.ordering.errors import (
    AlreadyOrdered,
    AskEnded,
    CutoffPassed,
    DividedLater,
    DrawAfterClosing,
    DrawMissing,
    LimitExceeded,
    NothingToDivide,
    OrderClosed,
    SoldOut,
)
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    Deal,
    DealShare,
    Listing,
    Order,
    Round,
    RoundGood,
)
from baogong.apps.ordering.services import (
    Change,
    Offer,
    RoundPlan,
    cancel_order,
    close_round,
    correct_order,
    deal_due,
    decide_order,
    decide_orders,
    move_cutoff,
    open_round,
    withdraw_ask,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.suppliers.models import Supplier
from baogong.engines.allocation import lot
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.deals import recompute
from tests.factories.world import intent, packages

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DRAW_AT = NOW + HOUR


def draw_world(rule=Rule.DRAW, *, stock=2, floors=2, **world_terms):
    """A world whose first package is divided an hour from now."""
    world = make_world(floors=floors, **world_terms)
    Round.objects.update(draws_at=DRAW_AT)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=rule, stock=stock)
    return world


def first(world):
    return Listing.objects.get(pk=world.listings[0].pk)


def sums(world):
    listing = first(world)
    return listing.taken, listing.waiting


def orders_of(world, door):
    """What the door's orders of the round hold, by listing."""
    held: Counter[int] = Counter()
    for one in Order.objects.live().filter(household=door, round=world.round):
        for line in one.lines.all():
            held[line.listing_id] += line.quantity
    return held


def test_before_the_opening_a_basket_waits_and_is_dealt_out_when_the_round_opens():
    world = make_world(stock=3)
    Round.objects.update(opens_at=NOW + HOUR)
    ahead = [order(world, door, 2) for door in world.doors[:2]]
    assert not Order.objects.exists()
    assert all(one.ask_id and not one.order_id for one in ahead)

    deal_due(NOW + HOUR - MINUTE)
    assert not Order.objects.exists()
    deal_due(NOW + HOUR)

    assert sorted(sum(orders_of(world, door).values()) for door in world.doors[:2]) == [1, 2]
    assert sums(world) == (3, 1)
    [deal] = Deal.objects.all()
    assert recompute(deal) == []
    # Whoever filled the basket first has no better place than the other.
    assert {share.asked_at for share in deal.shares.all()} == {NOW + HOUR}


def test_without_a_bound_everybody_who_asked_ahead_gets_all():
    world = make_world()
    Round.objects.update(opens_at=NOW + HOUR)
    for door in world.doors:
        order(world, door, 2, 1)
    deal_due(NOW + HOUR)
    assert Order.objects.count() == len(world.doors)
    assert sums(world) == (2 * len(world.doors), 0)


def test_a_draw_waits_for_its_moment_and_gives_each_who_asked_the_same_chance():
    world = draw_world(stock=2)
    for minutes, door in enumerate(world.doors):
        order(world, door, 1, occurred_at=NOW + minutes * MINUTE)
    assert sums(world) == (0, 4)
    deal_due(DRAW_AT - MINUTE)
    assert not Order.objects.exists()

    deal_due(DRAW_AT)

    seed = first(world).seed
    lots = sorted(Ask.objects.all(), key=lambda ask: lot(seed, ask.number))
    won = set(Order.objects.values_list("household", flat=True))
    assert won == {ask.household_id for ask in lots[:2]}
    assert sums(world) == (2, 2)
    [deal] = Deal.objects.all()
    assert recompute(deal) == []
    assert set(deal.shares.values_list("why", flat=True)) == {
        ShareReason.IN_FULL,
        ShareReason.RAN_OUT,
    }


def test_a_draw_is_held_once_however_often_the_sweep_comes():
    world = draw_world(stock=2)
    for door in world.doors:
        order(world, door, 1)
    deal_due(DRAW_AT)
    deal_due(DRAW_AT + HOUR)
    assert Deal.objects.count() == 1
    assert Order.objects.count() == 2


def test_one_each_goes_round_before_anybody_has_two():
    world = draw_world(Rule.ONE_EACH, stock=5)
    for door in world.doors:
        order(world, door, 3)
    deal_due(DRAW_AT)
    assert sorted(sum(orders_of(world, door).values()) for door in world.doors) == [1, 1, 1, 2]
    assert recompute(Deal.objects.get()) == []


def test_doors_with_care_and_doors_without_a_delivery_come_first():
    world = draw_world(Rule.PRIORITY, stock=2)
    sick, served, other, _ = world.doors
    Round.objects.update(first_care=[CareKind.DIALYSIS], first_days=3)
    CareFlag.objects.create(household=sick, kind=CareKind.DIALYSIS, recorded_at=NOW)
    before = open_round(
        estate=world.estate,
        plan=RoundPlan("R0", NOW - 30 * HOUR, NOW - 20 * HOUR, (NOW - 24 * HOUR).date()),
        offers=[Offer(packages()[0], world.supplier)],
        actor=SYSTEM,
        now=NOW,
    )
    listing = before.listings.get()
    for door in (served, sick):
        past = Order.objects.create(
            key=uuid4(),
            round=before,
            household=door,
            channel=Channel.PAGE,
            total_fen=1,
            occurred_at=NOW - 25 * HOUR,
        )
        past.lines.create(listing=listing, quantity=1, price_fen=1)
    for door in (served, other, sick):
        order(world, door, 1)
    deal_due(DRAW_AT)
    assert [bool(orders_of(world, door)) for door in (sick, served, other)] == [True, False, True]
    assert recompute(Deal.objects.get()) == []


def test_what_is_left_after_the_draw_goes_to_whoever_comes():
    world = draw_world(stock=2)
    order(world, world.doors[0], 1)
    deal_due(DRAW_AT)
    later = DRAW_AT + MINUTE
    assert decide_order(intent(world, world.doors[1], 1), now=later).order_id
    with pytest.raises(SoldOut):
        decide_order(intent(world, world.doors[2], 1), now=later)


def test_a_divided_package_opens_to_everybody_though_nobody_asked_for_it():
    world = draw_world(stock=2)
    deal_due(DRAW_AT)
    assert decide_order(intent(world, world.doors[1], 1), now=DRAW_AT).order_id


def test_one_act_orders_what_there_is_and_asks_for_what_is_drawn_under_one_number():
    world = draw_world(stock=2)
    asked = intent(world, world.doors[0], 1, 1)
    decision = decide_order(asked, now=NOW)
    assert decision.order_id == decision.ask_id
    assert decision.total_fen == 5000
    again = decide_order(asked, now=NOW)
    assert again.repeated
    assert (again.order_id, again.ask_id) == (decision.order_id, decision.ask_id)
    assert Ask.objects.count() == Order.objects.count() == 1


def test_what_is_sold_out_is_waited_for_and_nobody_overtakes():
    world = make_world(stock=2)
    one, two, three, _ = world.doors
    had = order(world, one, 1)
    decision = order(world, two, 3, waits=True)
    assert (decision.total_fen, sums(world)) == (3500, (2, 2))
    cancel_order(order_id=had.order_id, actor=SYSTEM, now=NOW)
    with pytest.raises(SoldOut):
        order(world, three, 1)

    deal_due(NOW + MINUTE)

    assert sum(orders_of(world, two).values()) == 2
    assert sums(world) == (2, 1)
    line = AskLine.objects.get()
    assert (line.granted, line.waiting) == (1, 1)


def test_without_the_wish_to_wait_a_sold_out_package_refuses_the_order():
    world = make_world(stock=1)
    with pytest.raises(SoldOut):
        order(world, world.doors[0], 2, 1)
    assert not Order.objects.exists()
    assert not Ask.objects.exists()


def test_who_waits_first_is_served_first_and_what_comes_back_is_dealt_out_together():
    world = make_world(stock=1, floors=3)
    had = order(world, world.doors[0], 1)
    for minutes, door in enumerate(world.doors[1:3]):
        order(world, door, 1, waits=True, occurred_at=NOW + minutes * MINUTE)
    cancel_order(order_id=had.order_id, actor=SYSTEM, now=NOW)
    deal_due(NOW + 5 * MINUTE)
    assert orders_of(world, world.doors[1])
    assert not orders_of(world, world.doors[2])
    # Another one comes back at once: it waits for the next round of dealing, and no longer.
    won = Order.objects.live().get(household=world.doors[1])
    cancel_order(order_id=won.pk, actor=SYSTEM, now=NOW + 6 * MINUTE)
    deal_due(NOW + 7 * MINUTE)
    assert not orders_of(world, world.doors[2])
    deal_due(NOW + 15 * MINUTE)
    assert orders_of(world, world.doors[2])


def test_who_asks_after_the_moment_comes_behind_those_who_asked_in_time():
    world = draw_world(stock=1, floors=4)
    *early, late = world.doors
    for door in early:
        order(world, door, 1)
    deal_due(DRAW_AT)
    order(world, late, 1, waits=True, occurred_at=DRAW_AT + MINUTE)
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=len(early))
    deal_due(DRAW_AT + HOUR)
    assert all(orders_of(world, door) for door in early)
    assert not orders_of(world, late)
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=len(world.doors))
    deal_due(DRAW_AT + 2 * HOUR)
    assert orders_of(world, late)
    assert Deal.objects.latest("pk").late
    assert [recompute(deal) for deal in Deal.objects.all()] == [[], [], []]


def test_what_a_door_adds_stands_beside_what_it_asked_before():
    world = draw_world(stock=9)
    door = world.doors[0]
    order(world, door, 1)
    with pytest.raises(AlreadyOrdered):
        order(world, door, 1)
    order(world, door, 2, on_existing=OnExisting.ADD)
    assert sums(world) == (0, 3)
    assert [ask.lines.get().quantity for ask in Ask.objects.standing().order_by("pk")] == [1, 2]
    order(world, door, 1, on_existing=OnExisting.REPLACE)
    assert sums(world) == (0, 1)
    assert Ask.objects.count() == 3


def test_changing_an_order_leaves_an_ask_that_its_page_did_not_show():
    world = draw_world(stock=9)
    door = world.doors[0]
    placed = order(world, door, 0, 1)
    order(world, door, 2, on_existing=OnExisting.ADD)
    changed = {"on_existing": OnExisting.REPLACE, "replaces": frozenset({placed.order_id})}
    with pytest.raises(AlreadyOrdered):
        order(world, door, 0, 3, **changed)
    ask = Ask.objects.standing().get()
    changed["replaces"] |= {ask.pk}
    order(world, door, 0, 3, **changed)
    assert sums(world) == (0, 0)
    assert orders_of(world, door) == {world.listings[1].pk: 3}


def test_the_same_door_asking_twice_in_one_group_has_one_ask():
    world = draw_world(stock=9)
    door = world.doors[0]
    asks = [
        intent(world, door, n, on_existing=OnExisting.REPLACE, occurred_at=NOW) for n in (1, 2)
    ]
    assert all(one.ask_id for one in decide_orders(asks, now=NOW))
    assert sums(world) == (0, 2)
    assert Ask.objects.standing().get().lines.get().waiting == 2


def test_an_ask_is_within_the_limit_of_its_household():
    world = draw_world(stock=9, limit=2)
    with pytest.raises(LimitExceeded):
        order(world, world.doors[0], 3)
    order(world, world.doors[0], 2)
    with pytest.raises(LimitExceeded):
        order(world, world.doors[0], 1, on_existing=OnExisting.ADD)


def test_who_bought_some_elsewhere_meanwhile_gets_the_rest_of_their_most():
    world = draw_world(stock=9, limit=2)
    door = world.doors[0]
    order(world, door, 2, 2)
    shop = Supplier.objects.create(town=world.town, name="S2")
    other = Listing.objects.create(
        round=world.round,
        package=packages()[0],
        supplier=shop,
        price_fen=3400,
        household_limit=2,
    )
    wishes = (Wish(other.pk, 1),)
    order(world, door, on_existing=OnExisting.ADD, wishes=wishes)
    deal_due(DRAW_AT)
    assert orders_of(world, door)[world.listings[0].pk] == 1
    assert sums(world) == (1, 0)
    share = DealShare.objects.get()
    assert (share.granted, share.order.lines.get().quantity) == (2, 1)


def test_goods_that_packages_share_bound_what_is_dealt_out():
    world = draw_world(stock=4)
    cabbage = packages()[0].items.get().good
    RoundGood.objects.create(round=world.round, good=cabbage, stock=7000)
    for door in world.doors:
        order(world, door, 1)
    deal_due(DRAW_AT)
    assert sums(world) == (2, 2)
    assert RoundGood.objects.get().taken == 6000
    assert Deal.objects.get().supply == 2


def test_an_ask_is_taken_back_once():
    world = draw_world()
    decision = order(world, world.doors[0], 2)
    withdraw_ask(ask_id=decision.ask_id, actor=SYSTEM, now=NOW)
    assert sums(world) == (0, 0)
    with pytest.raises(AskEnded):
        withdraw_ask(ask_id=decision.ask_id, actor=SYSTEM, now=NOW)
    deal_due(DRAW_AT)
    assert not Order.objects.exists()
    actions = AuditEntry.objects.filter(action__startswith="ask.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["ask.placed", "ask.withdrawn"]


def test_closing_deals_out_what_is_still_to_come_and_ends_all_asks():
    world = draw_world(stock=2)
    decisions = [order(world, door, 1) for door in world.doors]
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW + MINUTE)
    assert Order.objects.count() == 2
    with pytest.raises(OrderClosed):
        withdraw_ask(ask_id=decisions[0].ask_id, actor=SYSTEM, now=NOW + MINUTE)
    with pytest.raises(CutoffPassed):
        order(world, world.doors[0], 1)
    deal_due(DRAW_AT)
    assert Deal.objects.count() == 1


def test_the_moment_of_a_draw_lies_within_the_round():
    world = draw_world()
    with pytest.raises(DrawAfterClosing):
        move_cutoff(round_id=world.round.pk, cutoff_at=DRAW_AT - MINUTE, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    ("draws_at", "stock", "error"),
    [
        (None, 5, DrawMissing),
        (DRAW_AT, None, NothingToDivide),
        (NOW + 99 * HOUR, 5, DrawAfterClosing),
    ],
)
def test_what_is_divided_has_a_moment_and_an_end(draws_at, stock, error):
    world = make_world()
    plan = RoundPlan("R2", NOW, NOW + 8 * HOUR, (NOW + 24 * HOUR).date(), draws_at=draws_at)
    offers = [Offer(packages()[0], world.supplier, stock=stock, rule=Rule.DRAW)]
    with pytest.raises(error):
        open_round(estate=world.estate, plan=plan, offers=offers, actor=SYSTEM, now=NOW)


def correct(world, decision, *quantities):
    wishes = intent(world, world.doors[0], *quantities).wishes
    change = Change(uuid4(), wishes, "r", shop_agreed=True)
    clerk = world.staff[Role.CLERK]
    return correct_order(order_id=decision.order_id, change=change, actor=clerk, now=NOW)


@pytest.mark.parametrize("waits", [False, True])
def test_who_has_some_may_keep_a_part_of_it_however_many_wait(waits):
    world = make_world(stock=2)
    one, other = world.doors[:2]
    order(world, one, 2)
    order(world, other, 3, waits=True)
    kept = order(world, one, 1, 1, on_existing=OnExisting.REPLACE, waits=waits)
    assert (kept.total_fen, kept.ask_id) == (8500, None)
    assert sums(world) == (1, 3)
    with pytest.raises(SoldOut):
        order(world, one, 2, on_existing=OnExisting.REPLACE)


def test_a_clerk_may_take_some_off_an_order_however_many_wait():
    world = make_world(stock=2)
    had = order(world, world.doors[0], 2)
    order(world, world.doors[1], 3, waits=True)
    correct(world, had, 1)
    assert sums(world) == (1, 3)


def test_nothing_is_kept_for_anybody_once_the_round_has_closed():
    world = make_world(stock=3)
    more = order(world, world.doors[0], 1)
    fewer = order(world, world.doors[1], 2)
    order(world, world.doors[2], 3, waits=True)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    correct(world, fewer, 1)
    correct(world, more, 2)
    assert sums(world) == (3, 3)


def test_a_clerk_puts_nothing_that_is_still_divided_into_an_order():
    world = draw_world(stock=9)
    had = order(world, world.doors[0], 0, 1)
    with pytest.raises(DividedLater):
        correct(world, had, 1, 1)
    assert sums(world) == (0, 0)


def test_a_deal_of_nothing_is_told_once():
    world = draw_world(stock=9)
    cabbage = packages()[0].items.get().good
    RoundGood.objects.create(round=world.round, good=cabbage, stock=0)
    order(world, world.doors[0], 1)
    for minutes in (0, 20, 40):
        deal_due(DRAW_AT + minutes * MINUTE)
    assert [deal.supply for deal in Deal.objects.all()] == [0]


def test_what_a_household_may_not_have_goes_to_the_next_one_before_the_round_closes():
    world = make_world(stock=2, limit=2)
    one, other, two = world.doors[:3]
    had = order(world, other, 2)
    order(world, one, 2, waits=True)
    order(world, two, 2, waits=True, occurred_at=NOW + MINUTE)
    shelf = Listing.objects.create(
        round=world.round,
        package=packages()[0],
        supplier=Supplier.objects.create(town=world.town, name="S2"),
        price_fen=3400,
        household_limit=2,
    )
    order(world, one, on_existing=OnExisting.ADD, wishes=(Wish(shelf.pk, 2),))
    cancel_order(order_id=had.order_id, actor=SYSTEM, now=NOW)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    assert orders_of(world, two)[world.listings[0].pk] == 2
    assert sums(world) == (2, 0)
    assert [recompute(deal) for deal in Deal.objects.all()] == [[], []]
