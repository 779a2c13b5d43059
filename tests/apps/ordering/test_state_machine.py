"""X3, R38: whatever is asked in whatever order, sums, limits, books and published logs hold."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, Q, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.enums import Channel, Consent, OnExisting, Rule
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    Deal,
    DealShare,
    Listing,
    Order,
    OrderLine,
    RoundGood,
)
from baogong.apps.ordering.services import (
    Change,
    GoodBound,
    Offer,
    RoundPlan,
    cancel_order,
    close_round,
    correct_order,
    deal_due,
    decide_order,
    decide_orders,
    open_round,
    withdraw_ask,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import DomainError
from tests.factories import NOW, make_world
from tests.factories.deals import recompute
from tests.factories.world import intent, packages

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
OPENS_AT, DRAWS_AT, CUTOFF_AT = NOW + 30 * MINUTE, NOW + HOUR, NOW + 4 * HOUR

which = st.integers(0, 100)
counts = st.dictionaries(st.integers(0, 4), st.integers(1, 3), min_size=1, max_size=3)
asks = st.fixed_dictionaries(
    {
        "door": st.integers(0, 5),
        "counts": counts,
        "channel": st.sampled_from([*[Channel.PAGE] * 6, *Channel]),
        "on_existing": st.sampled_from([*OnExisting, OnExisting.ADD, OnExisting.ADD]),
        "waits": st.sampled_from([True, True, False]),
        "seen": st.booleans(),
    }
)
changes = st.tuples(
    st.sampled_from(["cancel", "withdraw", "correct", "correct_to_less", "want_less"]),
    which,
    counts,
)
refused = suppress(DomainError)


def make_scarce_world():
    """Six doors, one of them with care, and five listings: one of each rule, and one without end.

    A third package holds nothing but the cabbage of which the round has only so much.
    """
    world = make_world(floors=3)
    veg, eggs = packages()
    cabbage = Good.objects.get(sku="CAB")
    single = Package.objects.create(
        code="CAB1",
        name="白菜",
        price_fen=800,
        stated_grams=1000,
        published_at=NOW,
        family=veg.family,
    )
    PackageItem.objects.create(package=single, good=cabbage, quantity=1000)
    CareFlag.objects.create(household=world.doors[0], kind=CareKind.DIALYSIS, recorded_at=NOW)
    shop, other = world.supplier, Supplier.objects.create(town=world.town, name="S2")
    world.round = open_round(
        estate=world.estate,
        plan=RoundPlan(
            "R2",
            OPENS_AT,
            CUTOFF_AT,
            (NOW + 24 * HOUR).date(),
            bounds=(GoodBound(cabbage.pk, stock=20_000, household_limit=12_000),),
            draws_at=DRAWS_AT,
            first_care=(CareKind.DIALYSIS,),
        ),
        offers=[
            Offer(veg, shop, stock=2, household_limit=3),
            Offer(veg, other, stock=3, household_limit=3, rule=Rule.DRAW),
            Offer(eggs, shop, stock=8, rule=Rule.ONE_EACH),
            Offer(eggs, other, stock=3, rule=Rule.PRIORITY),
            Offer(single, shop, household_limit=4),
        ],
        actor=SYSTEM,
        now=NOW,
    )
    for listing in world.listings:
        Listing.objects.filter(pk=listing.pk).update(seed=f"{listing.rule}{listing.stock}")
    return world


class AnyRound(RuleBasedStateMachine):
    """Everybody asks, changes and takes back at any time; the clock only goes forward."""

    def __init__(self, world):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world, self.doors, self.listings = world, world.doors, world.listings
        self.clerk = world.staff[Role.CLERK]
        self.now = NOW
        self.sent = []
        self.dealt = 0
        self.closed = None
        # Lots are drawn by number: the same example has the same ones.
        for sql in connection.ops.sequence_reset_by_name_sql(
            no_style(), [{"table": Order._meta.db_table, "column": "id"}]
        ):
            with connection.cursor() as cursor:
                cursor.execute(sql)

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(
        minutes=st.sampled_from([0, 31, 31, 61]), crowd=st.lists(asks, min_size=3, max_size=6)
    )
    def begin(self, minutes, crowd):
        """Some rounds are looked at before they open, others when much was asked already."""
        self.now += minutes * MINUTE
        for door, one in enumerate(crowd):
            self.ask([one | {"door": door, "channel": Channel.PAGE}])

    @rule(group=st.lists(asks, min_size=1, max_size=5))
    def ask(self, group):
        intents = [self.intent(**one) for one in group]
        before = self.all_rows()
        decisions = decide_orders(intents, now=self.now)
        self.sent += decisions
        assert all(bool(one.number) != bool(one.refusal) for one in decisions)
        if all(one.refusal for one in decisions):
            assert self.all_rows() == before

    def intent(self, *, door, counts, channel, on_existing, waits, seen):
        household = self.doors[door]
        by_staff = None if channel == Channel.PAGE else self.clerk.pk
        return intent(
            self.world,
            household,
            wishes=self.wishes(counts),
            occurred_at=self.now,
            channel=channel,
            placed_by_id=by_staff,
            read_back=channel == Channel.PHONE,
            consent=Consent.STANDING if channel == Channel.HELPER else None,
            on_existing=on_existing,
            replaces=frozenset(self.acts_of(household)) if seen else None,
            waits=waits,
        )

    def wishes(self, counts):
        return tuple(Wish(self.listings[n].pk, count) for n, count in counts.items())

    def acts_of(self, household):
        for acts in (Order.objects.live(), Ask.objects.standing()):
            yield from acts.filter(household=household).values_list("pk", flat=True)

    @precondition(lambda self: self.sent)
    @rule(number=which)
    def send_again(self, number):
        first = self.sent[number % len(self.sent)]
        if first.refusal:
            return
        before = self.all_rows()
        [again] = decide_orders([first.intent], now=self.now)
        assert again.repeated
        assert (again.order_id, again.ask_id) == (first.order_id, first.ask_id)
        assert self.all_rows() == before

    @rule(changes=st.lists(changes, min_size=1, max_size=4))
    def change(self, changes):
        for act, number, counts in changes:
            getattr(self, act)(number, counts)
            self.now += SECOND

    def cancel(self, number, _):
        if found := pick(Order.objects.all(), number):
            with refused:
                cancel_order(order_id=found.pk, actor=SYSTEM, now=self.now)

    def withdraw(self, number, _):
        if found := pick(Ask.objects.all(), number):
            with refused:
                withdraw_ask(ask_id=found.pk, actor=SYSTEM, now=self.now)

    def correct(self, number, counts):
        if found := pick(Order.objects.all(), number):
            with refused:
                self.put_right(found, self.wishes(counts), shop_agreed=number % 2 == 0)

    def correct_to_less(self, number, _):
        """However many wait: it takes nothing from anybody."""
        if found := pick(Order.objects.live(), number):
            first, *others = found.lines.order_by("pk")
            wishes = [(first.listing_id, first.quantity - 1)]
            wishes += [(line.listing_id, line.quantity) for line in others]
            self.put_right(found, tuple(Wish(pk, n) for pk, n in wishes if n))

    def put_right(self, found, wishes, *, shop_agreed=False):
        change = Change(uuid4(), wishes, "r", shop_agreed=shop_agreed)
        correct_order(order_id=found.pk, change=change, actor=self.clerk, now=self.now)

    def want_less(self, number, _):
        """Whoever has something may always keep a part of it, however many wait."""
        found = pick(Order.objects.live(), number)
        if not found or self.closed or not OPENS_AT <= self.now < CUTOFF_AT:
            return
        mine = {pk: n for (door, pk), n in self.held().items() if door == found.household_id}
        less = intent(
            self.world,
            found.household,
            wishes=tuple(Wish(pk, max(n - 1, 1)) for pk, n in mine.items()),
            occurred_at=self.now,
            on_existing=OnExisting.REPLACE,
            waits=number % 2 == 0,
        )
        decision = decide_order(less, now=self.now)
        assert decision.order_id
        assert not decision.ask_id

    @precondition(lambda self: not self.closed)
    @rule(number=st.integers(0, 4), more=st.integers(1, 2))
    def restock(self, number, more):
        """A shop has more of a package, or of the cabbage."""
        stock = Listing.objects.filter(pk=self.listings[number].pk)
        if number == 4:
            stock, more = RoundGood.objects.all(), more * 2000
        stock.select_for_update().update(stock=F("stock") + more)

    @rule(minutes=st.sampled_from([1, 11, 31, 31]), sweeps=st.sampled_from([True, True, False]))
    def time_goes_on(self, minutes, sweeps):
        self.now += minutes * MINUTE
        if sweeps:
            self.sweep()

    def sweep(self):
        deal_due(self.now)

    @precondition(lambda self: self.now >= DRAWS_AT or len(self.sent) > 12)
    @rule()
    def close(self):
        was_open = close_round(round_id=self.world.round.pk, actor=SYSTEM, now=self.now)
        assert was_open == (not self.closed)
        if self.now >= OPENS_AT and was_open:
            self.nobody_waits_for_what_is_there()
        self.closed = self.closed or self.asks_and_deals()

    def nobody_waits_for_what_is_there(self):
        good = RoundGood.objects.get()
        for listing in self.world.round.listings.filter(waiting__gt=0):
            is_left = listing.stock is None or listing.taken < listing.stock
            assert not is_left or good.stock - good.taken < self.grams()[listing.pk]

    # What holds after each step

    def held(self):
        lines = OrderLine.objects.filter(order__canceled_at=None)
        rows = lines.values_list("order__household", "listing").annotate(Sum("quantity"))
        return Counter({(door, listing): n for door, listing, n in rows})

    def all_rows(self):
        return (
            self.asks_and_deals(),
            self.held(),
            *map(
                list,
                (model.objects.order_by("pk").values() for model in (Order, Listing, RoundGood)),
            ),
        )

    def asks_and_deals(self):
        return [
            list(model.objects.order_by("pk").values())
            for model in (Ask, AskLine, Deal, DealShare)
        ]

    @invariant()
    def no_two_steps_are_at_the_same_moment(self):
        self.now += SECOND

    @invariant()
    def what_is_taken_is_the_sum_of_live_lines_and_never_above_the_stock(self):
        taken = Counter()
        for (_, listing), count in self.held().items():
            taken[listing] += count
        for listing in Listing.objects.filter(round=self.world.round):
            assert listing.taken == taken[listing.pk]
            assert listing.stock is None or 0 <= listing.taken <= listing.stock
        good = RoundGood.objects.get()
        assert good.taken == sum(taken[pk] * grams for pk, grams in self.grams().items())
        assert 0 <= good.taken <= good.stock

    def grams(self):
        by_number = enumerate([3000, 3000, 1000, 1000, 1000])
        return {self.listings[n].pk: grams for n, grams in by_number}

    @invariant()
    def what_is_kept_is_the_sum_of_what_standing_asks_wait_for(self):
        waiting = Counter()
        for line in AskLine.objects.select_related("ask"):
            assert line.granted + line.waiting <= line.quantity
            assert not line.waiting or line.ask.withdrawn_at is None
            waiting[line.listing_id] += line.waiting
        for listing in Listing.objects.filter(round=self.world.round):
            assert listing.waiting == waiting[listing.pk]

    @invariant()
    def nobody_has_what_is_still_to_be_divided(self):
        divided = ~Q(listing__rule=Rule.FIRST_COME) & Q(listing__dealt_at=None)
        assert not OrderLine.objects.filter(divided, order__canceled_at=None).exists()

    @invariant()
    def no_household_has_more_than_its_limits(self):
        held = self.held()
        veg, other, *_, single = (listing.pk for listing in self.listings)
        for door in self.doors:
            assert held[door.pk, veg] + held[door.pk, other] <= 3
            assert held[door.pk, single] <= 4
            mine = sum(held[door.pk, pk] * grams for pk, grams in self.grams().items())
            assert mine <= 12_000

    @invariant()
    def what_a_door_owes_is_what_its_live_orders_cost(self):
        costs = {door.pk: 0 for door in self.doors}
        for order in Order.objects.live().prefetch_related("lines"):
            fen = sum(line.quantity * line.price_fen for line in order.lines.all())
            assert order.total_fen == fen
            costs[order.household_id] += fen
        assert household_balances(costs) == costs

    @invariant()
    def one_key_is_one_act(self):
        orders, asks = (dict(model.objects.values_list("key", "pk")) for model in (Order, Ask))
        for decision in self.sent:
            key = decision.intent.key
            assert (orders.get(key), asks.get(key)) == (decision.order_id, decision.ask_id)

    @invariant()
    def everyone_can_recompute_each_deal(self):
        for deal in Deal.objects.filter(pk__gt=self.dealt).order_by("pk"):
            self.dealt = deal.pk
            assert recompute(deal) == []
            earlier = Deal.objects.filter(listing=deal.listing_id, dealt_at__lt=deal.dealt_at)
            assert deal.supply or not earlier.exists()
            for share in deal.shares.exclude(order=None):
                line = OrderLine.objects.get(order=share.order_id, listing=deal.listing_id)
                assert line.quantity == share.granted

    @invariant()
    def once_the_round_is_closed_nothing_comes_or_goes(self):
        if self.closed:
            assert self.asks_and_deals() == self.closed

    @invariant()
    def the_rows_point_at_each_other(self):
        connection.check_constraints()


def pick(rows, number):
    """One of the rows by a number of any size, the oldest first; None when there is none."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_is_asked_in_whatever_order_the_sums_hold():
    """Every example begins with the same round: it is one transaction that is rolled back."""
    world = make_scarce_world()
    small = settings(
        max_examples=25,
        stateful_step_count=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(lambda: AnyRound(world), settings=small)
