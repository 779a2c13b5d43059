"""R26, R50: at the cut-off a round closes by itself, is bought and planned, once each."""

from datetime import timedelta
from threading import Event as Signal

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.ordering.errors import BadTimes, CutoffPassed, OrderClosed
from baogong.apps.ordering.models import Round
from baogong.apps.ordering.services import (
    cancel_order,
    close_due_rounds,
    close_round,
    decide_order,
    move_cutoff,
)
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Bag, Wave
from baogong.plumbing import locks, sweeps
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry, Event
from baogong.plumbing.processes.worker import work_off
from tests.factories import NOW, make_world, order
from tests.factories.racing import race
from tests.factories.world import intent

pytestmark = pytest.mark.django_db

JOBS = ["procurement.order_round_goods", "sorting.plan_round_wave"]
HOUR = timedelta(hours=1)
CUTOFF = NOW + 8 * HOUR


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1)
    return world


def close(world, now=NOW):
    return close_round(round_id=world.round.pk, actor=SYSTEM, now=now)


def jobs(status="todo"):
    return sorted(
        ProcrastinateJob.objects.filter(status=status).values_list("task_name", flat=True)
    )


def move(world, cutoff_at, now=NOW):
    move_cutoff(round_id=world.round.pk, cutoff_at=cutoff_at, actor=SYSTEM, now=now)


def closed_at(world):
    return Round.objects.get(pk=world.round.pk).closed_at


def test_closing_defers_both_jobs_once(world):
    assert close(world)
    assert not close(world)
    assert jobs() == JOBS
    assert Event.objects.filter(name="RoundClosed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_closing_that_is_rolled_back_leaves_no_job_behind():
    world = make_world()
    with transaction.atomic():
        close(world)
        assert jobs() == JOBS
        transaction.set_rollback(True)
    assert jobs() == []
    assert closed_at(world) is None
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_buys_and_plans_and_a_second_time_changes_nothing():
    world = make_world()
    order(world, world.doors[0], 1)
    close(world)
    work_off()
    assert (jobs(), jobs("succeeded")) == ([], JOBS)
    made = [PurchaseOrder.objects.get(), Wave.objects.get(), Bag.objects.get()]

    for job in list(ProcrastinateJob.objects.all()):
        requeue(job)
    work_off()
    assert jobs("succeeded") == sorted(JOBS * 2)
    assert [PurchaseOrder.objects.get(), Wave.objects.get(), Bag.objects.get()] == made


def requeue(job):
    """The same work once more, as after a worker that died behind its last statement."""
    app.configure_task(job.task_name).defer(**job.args)


def beside_a_lock_of(world, act):
    """Act while somebody else holds the round; what came of it."""
    held, done = Signal(), Signal()

    def hold():
        with transaction.atomic():
            locks.lock_one(Round.objects.all(), key=world.round.pk)
            held.set()
            done.wait(20)

    def try_it():
        held.wait(10)
        try:
            return act()
        finally:
            done.set()

    return race(hold, try_it, waits_ms=50)[1]


@pytest.mark.django_db(transaction=True)
def test_jobs_that_meet_a_locked_round_are_done_later():
    """Else a round that closed in a busy second would never be bought and packed."""
    world = make_world()
    order(world, world.doors[0], 1)
    close(world)
    beside_a_lock_of(world, work_off)
    assert jobs() == JOBS
    assert not Wave.objects.exists()
    with connection.cursor() as cursor:  # the wait is over
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    work_off()
    assert jobs("succeeded") == JOBS
    assert Wave.objects.exists()


def test_the_sweep_closes_what_is_due_and_nothing_else(world):
    other = make_world(name="F")
    move(other, CUTOFF + HOUR)
    close_due_rounds(CUTOFF - timedelta(seconds=1))
    assert closed_at(world) is None
    close_due_rounds(CUTOFF)
    assert closed_at(world) == CUTOFF
    assert closed_at(other) is None


def test_after_an_outage_every_overdue_round_is_closed_once(world):
    worlds = [world, make_world(name="F"), make_world(name="G")]
    late = CUTOFF + timedelta(days=2)
    assert sweeps.run_due(late) == []
    assert sweeps.run_due(late + HOUR) == []
    assert [closed_at(each) for each in worlds] == [late] * 3
    assert AuditEntry.objects.filter(action="round.closed", actor="system").count() == 3
    closing = [name for name in jobs() if name in JOBS]
    assert closing == sorted(JOBS * 3)


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_asked_to_send_it_again_and_it_is_one_order():
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    answer = beside_a_lock_of(world, lambda: decide_order(asked, now=NOW))
    assert isinstance(answer, locks.Busy)
    assert not world.round.orders.exists()
    assert decide_order(asked, now=NOW).order_id
    assert world.round.orders.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_round_that_cannot_be_closed_now_does_not_keep_others_open():
    stuck, other = make_world(), make_world(name="F")
    failed = beside_a_lock_of(stuck, lambda: sweeps.run_due(CUTOFF))
    assert [name.rsplit(".")[-1] for name in failed] == ["close_due_rounds"]
    assert (closed_at(stuck), closed_at(other)) == (None, CUTOFF)
    assert sweeps.run_due(CUTOFF + HOUR) == []
    assert closed_at(stuck) == CUTOFF + HOUR


def test_between_cutoff_and_sweep_nothing_comes_in_and_nothing_goes(world):
    live = world.round.orders.get()
    with pytest.raises(CutoffPassed):
        order_at(world, CUTOFF)
    with pytest.raises(OrderClosed):
        cancel_order(order_id=live.pk, actor=SYSTEM, now=CUTOFF)
    live.refresh_from_db()
    assert live.canceled_at is None


def order_at(world, now):
    return decide_order(intent(world, world.doors[1], 1), now=now)


def test_the_cutoff_moves_twice_and_the_last_one_holds(world):
    move(world, CUTOFF + 2 * HOUR)
    move(world, CUTOFF + HOUR)
    close_due_rounds(CUTOFF)
    assert closed_at(world) is None
    assert order_at(world, CUTOFF + HOUR - timedelta(seconds=1)).order_id
    close_due_rounds(CUTOFF + HOUR)
    assert closed_at(world) == CUTOFF + HOUR
    assert AuditEntry.objects.filter(action="round.cutoff_moved").count() == 2


def test_moved_back_before_now_a_round_is_closed_by_the_next_sweep(world):
    move(world, NOW - timedelta(minutes=30))
    with pytest.raises(CutoffPassed):
        order_at(world, NOW)
    close_due_rounds(NOW)
    assert closed_at(world) == NOW


def test_a_closed_round_opens_no_more(world):
    close(world)
    with pytest.raises(CutoffPassed):
        move(world, CUTOFF + HOUR)
    with pytest.raises(CutoffPassed):
        order_at(world, NOW)


@pytest.mark.parametrize("cutoff_at", [NOW - 2 * HOUR, NOW + timedelta(days=4)])
def test_a_cutoff_stays_between_opening_and_delivery(world, cutoff_at):
    with pytest.raises(BadTimes):
        move(world, cutoff_at)
    assert Round.objects.get(pk=world.round.pk).cutoff_at == CUTOFF
