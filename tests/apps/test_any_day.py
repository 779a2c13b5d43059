"""R54, D1: whatever happens in whatever order, the sums balance and everything has a holder."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F, Q, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
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
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Listing, Order
from baogong.apps.ordering.services import cancel_order, close_round
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import order_goods, receive_goods
from baogong.apps.reporting.queries import day_sums
from baogong.apps.sorting.models import Bag, Crate, Wave
from baogong.apps.sorting.services import close_crate, pack_bag, plan_wave
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import DomainError
from tests.factories import NOW, make_world, order

few = st.integers(0, 2)
which = st.integers(0, 100)
refused = suppress(DomainError)
TAPS = [result for result in Result if result != Result.UNDONE]


def pick(rows, number):
    """One of the rows by a number of any size, the oldest first; None when there is none."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


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

    def bags(self):
        return Bag.objects.filter(wave__round=self.world.round)

    def crates(self):
        return Crate.objects.filter(wave__round=self.world.round)

    def runs(self):
        return Run.objects.filter(crate__wave__round=self.world.round)

    @rule(door=which, veg=few, eggs=few, existing=st.sampled_from(OnExisting))
    def ask(self, door, veg, eggs, existing):
        doors = self.world.doors
        with refused:
            order(self.world, doors[door % len(doors)], veg, eggs, on_existing=existing)

    @rule(number=which)
    def cancel(self, number):
        if found := pick(Order.objects.filter(round=self.world.round), number):
            with refused:
                cancel_order(order_id=found.pk, actor=SYSTEM, now=NOW)

    @precondition(lambda self: Order.objects.filter(round=self.world.round).count() > 1)
    @rule()
    def close(self):
        close_round(round_id=self.world.round.pk, actor=SYSTEM, now=NOW)
        order_goods(round_id=self.world.round.pk, now=NOW)
        plan_wave(round_id=self.world.round.pk, now=NOW)

    @rule(missing=st.sampled_from([0, 0, 1, 3000]))
    def receive(self, missing):
        for found in PurchaseOrder.objects.filter(round=self.world.round):
            counted = {line.good_id: max(line.quantity - missing, 0) for line in found.lines.all()}
            with refused:
                receive_goods(
                    key=uuid4(),
                    purchase_order_id=found.pk,
                    counted=counted,
                    actor=self.staff[Role.GATE],
                    now=NOW,
                )

    @precondition(lambda self: self.bags().exists())
    @rule(number=which, short=st.sampled_from([0, 0, 0, 20, 3000]))
    def pack(self, number, short):
        bag = pick(self.bags(), number)
        lacking = {line.pk: min(short, line.planned) for line in bag.lines.all()}
        with refused:
            pack_bag(bag_id=bag.pk, short=lacking, actor=self.staff[Role.SORTER], now=NOW)

    @precondition(lambda self: self.bags().filter(unit__isnull=False).exists())
    @rule(number=which, off=st.sampled_from([0, 0, 0, 1]))
    def crate(self, number, off):
        found = pick(self.crates(), number)
        with refused:
            close_crate(
                key=uuid4(),
                crate_id=found.pk,
                counted=found.contents.count() + off,
                actor=self.staff[Role.SORTER],
                now=NOW,
            )

    @precondition(lambda self: self.crates().filter(closed_at__isnull=False).exists())
    @rule(
        number=which,
        off=st.sampled_from([0, 0, 1]),
        role=st.sampled_from([Role.OFFICER, Role.CLERK]),
    )
    def accept(self, number, off, role):
        found = pick(self.crates(), number)
        with refused:
            accept_crate(
                key=uuid4(),
                crate_id=found.pk,
                counted=found.contents.count() + off,
                officer=self.staff[role],
                occurred_at=NOW,
                now=NOW,
            )

    @precondition(lambda self: self.runs().exists())
    @rule(run=which, bag=which, result=st.sampled_from([Result.GIVEN, *TAPS]))
    def tap(self, run, bag, result):
        run, bag = pick(self.runs(), run), pick(self.bags(), bag)
        report = DoorReport(uuid4(), run.pk, bag.code, result, NOW)
        record_reports([report, report], officer=run.officer, now=NOW)

    @precondition(lambda self: self.runs().exists())
    @rule(number=which)
    def undo(self, number):
        if tap := pick(Attempt.objects.filter(run__in=self.runs()), number):
            at = NOW + timedelta(minutes=1)
            report = DoorReport(
                uuid4(), tap.run_id, tap.bag.code, Result.UNDONE, at, reverses=tap.key
            )
            record_reports([report], officer=tap.recorded_by, now=at)

    @precondition(lambda self: self.runs().exists())
    @rule(number=which, counted=few)
    def come_back(self, number, counted):
        run = pick(self.runs(), number)
        with refused:
            take_back(
                key=uuid4(),
                run_id=run.pk,
                counted=counted,
                actor=self.staff[Role.SORTER],
                now=NOW,
            )

    @precondition(lambda self: Wave.objects.filter(round=self.world.round).exists())
    @rule()
    def go_out_again(self):
        with refused:
            offer_again(wave=self.world.round.wave, actor=self.staff[Role.SORTER], now=NOW)

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


@pytest.mark.django_db
def test_any_day_balances():
    """Every example begins with an empty database: it is one transaction that is rolled back."""
    small = settings(
        max_examples=10,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(AnyDay, settings=small)
