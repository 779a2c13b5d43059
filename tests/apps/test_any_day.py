"""R54, D1: whatever happens in whatever order, the sums balance and everything has a holder."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone
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

from baogong.apps.custody.models import HandoffUnit, Unit
from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Attempt, Run
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import accept_crate, offer_again, record_reports, take_back
from baogong.apps.inventory.models import Lot
from baogong.apps.money.enums import OPEN_REFUNDS, CashSource, PayMethod, PayWay, RefundState
from baogong.apps.money.models import GIVEN_UP, CashCount, Payment, ProviderPayment, ProviderRefund
from baogong.apps.money.provider import Charge, ChargeState, Refund, RefundOutcome
from baogong.apps.money.queries import (
    cash_of,
    estate_books,
    household_balances,
    money_of_doors,
)
from baogong.apps.money.services import (
    Counted,
    Paid,
    Till,
    count_cash,
    give_up_refund,
    order_refunds,
    settle,
    settle_refund,
    sign_count,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Listing, Order
from baogong.apps.ordering.services import Change, cancel_order, close_round, correct_order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.services import order_goods
from baogong.apps.reporting.queries import day_sums, look_at_books
from baogong.apps.sorting.models import Bag, Crate
from baogong.apps.sorting.services import close_crate, plan_wave
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import DomainError
from tests.factories import NOW, chain, make_world, order
from tests.factories.money_days import pick

few = st.integers(0, 2)
which = st.integers(0, 100)
refused = suppress(DomainError)
TAPS = [Result.GIVEN, Result.NOBODY_HOME, Result.GIVEN, Result.REFUSED, Result.DAMAGED]

CASHIER = ["pay", "pay", "pay_back", "undo_pay", "count", "bring", "take_out", "sign", "sign"]
PHONE = ["pay_by_phone", "give_back", "answer_refund", "answer_refund", "give_up"]


class AnyDay(RuleBasedStateMachine):
    """Everybody does what they may at any time; the domain refuses what cannot be."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = make_world(stock=8, limit=3)
        self.staff = self.world.staff

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(stage=st.integers(0, 4))
    def begin(self, stage):
        """Some days are looked at from the start, others when the bags are at the doors."""
        steps = [self.all_order, self.close_and_receive, self.pack_all, self.accept_all]
        for step in steps[:stage]:
            step()

    def all_order(self):
        for door in self.world.doors:
            order(self.world, door, 1, 1)

    def close_and_receive(self):
        self.close()
        chain.receive(self.world)

    def pack_all(self):
        for bag in self.bags():
            chain.pack(self.world, bag)
        chain.close_crates(self.world)

    def accept_all(self):
        for crate in self.crates():
            chain.accept(self.world, crate)

    def bags(self):
        return Bag.objects.filter(wave__round=self.world.round)

    def crates(self):
        return Crate.objects.filter(wave__round=self.world.round)

    def runs(self):
        return Run.objects.filter(crate__wave__round=self.world.round)

    @rule(
        act=st.sampled_from(["ask", "ask", "cancel", "correct"]),
        number=which,
        other=which,
        veg=few,
        eggs=few,
    )
    def households(self, act, number, other, veg, eggs):
        doors = self.world.doors
        with refused:
            if act == "ask":
                existing = list(OnExisting)[other % 3]
                order(self.world, doors[number % len(doors)], veg, eggs, on_existing=existing)
            elif found := pick(Order.objects.filter(round=self.world.round), number):
                if act == "correct":
                    self.correct(found, veg, eggs)
                else:
                    cancel_order(order_id=found.pk, actor=SYSTEM, now=NOW)

    def correct(self, found, *quantities):
        wishes = tuple(
            Wish(listing.pk, n)
            for listing, n in zip(self.world.listings, quantities, strict=True)
            if n
        )
        change = Change(uuid4(), wishes, "r", shop_agreed=True)
        with transaction.atomic():
            correct_order(order_id=found.pk, change=change, actor=self.staff[Role.CLERK], now=NOW)

    @precondition(lambda self: Order.objects.filter(round=self.world.round).exists())
    @rule(act=st.sampled_from(["close", "receive", "pack", "pack", "pack", "crate"]), number=which)
    def gate_and_depot(self, act, number):
        with refused:
            getattr(self, act)(number)

    @precondition(lambda self: self.crates().filter(closed_at__isnull=False).exists())
    @rule(
        act=st.sampled_from(["accept", "tap", "tap", "undo", "come_back", "go_out_again"]),
        number=which,
        other=which,
    )
    def officers(self, act, number, other):
        with refused:
            getattr(self, act)(number, other)

    def close(self, number=0):
        close_round(round_id=self.world.round.pk, actor=SYSTEM, now=NOW)
        order_goods(round_id=self.world.round.pk, now=NOW)
        plan_wave(round_id=self.world.round.pk, now=NOW)

    def receive(self, number):
        chain.receive(self.world, CAB=1000 * (number % 2))

    def pack(self, number):
        if bag := pick(self.bags(), number):
            chain.pack(self.world, bag, CAB=[0, 0, 20, 1000][number % 4])

    def crate(self, number):
        if found := pick(self.crates(), number):
            close_crate(
                key=uuid4(),
                crate_id=found.pk,
                counted=found.contents.count() + (number % 4 == 3),
                actor=self.staff[Role.SORTER],
                now=NOW,
            )

    def accept(self, number, other):
        found = pick(self.crates(), number)
        accept_crate(
            key=uuid4(),
            crate_id=found.pk,
            counted=found.contents.count() + (other % 3 == 2),
            officer=self.staff[[Role.OFFICER, Role.OFFICER, Role.CLERK][other % 3]],
            occurred_at=NOW,
            now=NOW,
        )

    def tap(self, number, other):
        if run := pick(self.runs(), other):
            bag = pick(self.bags(), number)
            result = TAPS[number // 10 % len(TAPS)]
            report = DoorReport(uuid4(), run.pk, bag.code, result, NOW)
            record_reports([report, report], officer=run.officer, now=NOW)

    def undo(self, number, other):
        if tap := pick(Attempt.objects.filter(run__in=self.runs()), number):
            code, at = tap.unit.code, NOW + timedelta(minutes=1)
            report = DoorReport(uuid4(), tap.run_id, code, Result.UNDONE, at, reverses=tap.key)
            record_reports([report], officer=tap.recorded_by, now=at)

    def come_back(self, number, other):
        if run := pick(self.runs(), number):
            sorter = self.staff[Role.SORTER]
            take_back(key=uuid4(), run_id=run.pk, counted=other % 5, actor=sorter, now=NOW)

    def go_out_again(self, number, other):
        offer_again(wave=self.world.round.wave, actor=self.staff[Role.SORTER], now=NOW)

    @precondition(lambda self: Order.objects.filter(round=self.world.round).exists())
    @rule(act=st.sampled_from([*CASHIER, *PHONE]), number=which)
    def cashier(self, act, number):
        with refused:
            getattr(self, act)(number)

    def pay(self, number, *, is_back=False):
        doors = self.world.doors
        till = Till(self.world.estate.pk, list(PayMethod)[number % 2], f"T{uuid4().hex}")
        paid = Paid(doors[number % len(doors)].pk, number * 100, till, is_back=is_back)
        take_payment(paid, key=uuid4(), actor=self.staff[Role.CLERK], now=NOW)
        if is_back and paid.till.method is PayMethod.CASH:
            assert cash_of(person_id=self.staff[Role.CLERK].pk) >= 0

    def pay_back(self, number):
        self.pay(number, is_back=True)

    def undo_pay(self, number):
        if payment := pick(Payment.objects.all(), number):
            clerk = self.staff[Role.CLERK]
            undo_payment(payment_id=payment.pk, why="r", actor=clerk, now=NOW)

    def count(self, number):
        clerk, estate = self.staff[Role.CLERK], self.world.estate.pk
        count_cash(Counted(estate, clerk.pk, number * 50), key=uuid4(), actor=clerk, now=NOW)

    def bring(self, number):
        self.count_safe(number, source=[CashSource.BANK, CashSource.ADVANCE][number % 2])

    def take_out(self, number):
        """To the bank, to whoever lent it, or into the clerk's hands."""
        self.count_safe(number, source=list(CashSource)[number % 3], is_out=True)

    def count_safe(self, number, *, source, is_out=False):
        clerk, estate = self.staff[Role.CLERK], self.world.estate.pk
        holder = clerk.pk if source is CashSource.HANDS else None
        counted = Counted(estate, holder, number * 50, source, "r", is_out)
        count_cash(counted, key=uuid4(), actor=clerk, now=NOW)

    def sign(self, number):
        if found := pick(CashCount.objects.all(), number):
            boss = self.staff[Role.COMMANDER]
            sign_count(count_id=found.pk, why="r", actor=boss, now=NOW)

    def pay_by_phone(self, number):
        """All that a door owes, and now and then somewhat more than it owes by then."""
        door = self.world.doors[number % len(self.world.doors)]
        owed = household_balances([door.pk])[door.pk]
        begun = ProviderPayment.objects.create(
            key=uuid4(),
            household=door,
            estate=self.world.estate,
            way=PayWay.NATIVE,
            fen=max(owed, 0) + number,
            begun_at=NOW,
            expires_at=NOW,
        )
        paid = Charge(begun.number, ChargeState.PAID, begun.fen, f"T{begun.pk}", NOW)
        settle(paid, now=timezone.now())

    def give_back(self, number):
        doors = [door.pk for door in self.world.doors][: number % 3 + 1]
        least = dict.fromkeys(doors, number % 2 * 200)
        order_refunds(least, key=uuid4(), actor=SYSTEM, now=timezone.now())

    def answer_refund(self, number):
        """The provider tells how one stands, also of one that it told of before; what it closed
        or refused stays so."""
        final = Q(state=RefundState.FAILED) & ~Q(reason=GIVEN_UP)
        if found := pick(ProviderRefund.objects.exclude(final), number):
            outcome = list(RefundOutcome)[number // 5 % 4]
            settle_refund(Refund(found.number, outcome, found.fen, "R"), now=NOW)

    def give_up(self, number):
        if found := pick(ProviderRefund.objects.all(), number):
            clerk = self.staff[Role.CLERK]
            give_up_refund(refund_id=found.pk, actor=clerk, now=NOW)

    @invariant()
    def what_is_on_its_way_back_is_what_open_refunds_say(self):
        books = estate_books([self.world.estate])[self.world.estate.pk]
        assert sum(books.balances.values()) == 0
        opened = ProviderRefund.objects.filter(state__in=OPEN_REFUNDS)
        assert books.refunding_fen == (opened.aggregate(fen=Sum("fen"))["fen"] or 0)

    @invariant()
    def a_safe_holds_what_two_signed_for_and_never_less_than_nothing(self):
        books = estate_books([self.world.estate])[self.world.estate.pk]
        signed = CashCount.objects.exclude(signed_at=None)
        ways = dict(signed.values_list("is_out").annotate(Sum("counted_fen")))
        assert books.safe_fen == ways.get(False, 0) - ways.get(True, 0) >= 0
        assert books.advance_fen >= 0

    @invariant()
    def no_payment_gives_back_more_than_it_brought(self):
        may_go = ~Q(refunds__state=RefundState.FAILED) | Q(refunds__reason=GIVEN_UP)
        went = Sum("refunds__fen", filter=may_go, default=0)
        assert not ProviderPayment.objects.annotate(went=went).filter(went__gt=F("fen")).exists()

    @invariant()
    def what_payments_pay_is_what_accounts_say(self):
        doors = [door.pk for door in self.world.doors]
        balances = household_balances(doors)
        for door, money in money_of_doors(doors).items():
            assert money.balance == balances[door]
            assert not money.open_items or not money.free

    @invariant()
    def the_books_say_what_orders_and_payments_say(self):
        assert look_at_books().balanced, look_at_books()

    @invariant()
    def the_sums_balance(self):
        found = day_sums(round_ids=[self.world.round.pk], estate_path=self.world.estate.path)
        assert found.balanced, found

    @invariant()
    def what_is_taken_is_the_sum_of_live_lines(self):
        live = Sum("lines__quantity", filter=Q(lines__order__canceled_at=None), default=0)
        wrong = Listing.objects.annotate(lined=live).exclude(taken=F("lined"))
        assert not wrong.exists()

    @invariant()
    def the_shelf_is_the_sum_of_its_entries(self):
        booked = Sum("entries__quantity", default=0)
        assert not Lot.objects.annotate(booked=booked).exclude(on_hand=F("booked")).exists()

    @invariant()
    def every_unit_is_with_the_receiver_of_its_last_handoff(self):
        last = {}
        for link in HandoffUnit.objects.select_related("handoff").order_by("pk"):
            assert link.handoff.giver_id == last.get(link.unit_id)
            last[link.unit_id] = link.handoff.receiver_id
        assert last == dict(Unit.objects.values_list("pk", "holder"))


@pytest.mark.long
@pytest.mark.django_db
def test_any_day_balances():
    """Every example begins with an empty database: it is one transaction that is rolled back."""
    small = settings(
        max_examples=12,
        stateful_step_count=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(AnyDay, settings=small)
