"""R54, R63: taps come late, twice and out of order; nothing is refused, nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.custody import policies
from baogong.apps.custody.enums import HolderKind
from baogong.apps.custody.models import Handoff
from baogong.apps.custody.services import door
from baogong.apps.delivery.enums import ConflictReason, Result
from baogong.apps.delivery.models import Attempt, FieldConflict, Proof
from baogong.apps.delivery.reports import DoorReport, UnreadableReport
from baogong.apps.delivery.services import offer_again, record_reports, settle_conflict, take_back
from baogong.apps.delivery.services.report import Receipt
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Wave
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, carried, close_crates, pack, receive
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chain():
    return carried(make_world())


def report_of(chain, bag, result, **changes):
    run = chain.runs_of(bag)
    fields = {"key": uuid4(), "run_id": run.pk, "bag_code": bag.code, "occurred_at": NOW}
    return DoorReport(**{**fields, "result": result, **changes})


def send(chain, *reports, officer=None):
    officer = officer or chain.world.staff[Role.OFFICER]
    return [outcome.receipt for outcome in record_reports(reports, officer=officer, now=LATER)]


def kind_of(bag):
    return Bag.objects.get(pk=bag.pk).unit.holder.kind


def rows():
    return (
        Attempt.objects.count(),
        Proof.objects.count(),
        Handoff.objects.count(),
        FieldConflict.objects.count(),
    )


def conflict():
    found = FieldConflict.objects.get()
    return ConflictReason(found.reason)


def test_a_given_bag_is_at_its_door_with_a_proof(chain):
    bag = chain.bags[0]
    assert send(chain, report_of(chain, bag, Result.GIVEN)) == [Receipt.RECORDED]
    holder = Bag.objects.get(pk=bag.pk).unit.holder
    assert (holder.kind, holder.place) == (HolderKind.DOOR, bag.household)
    proof = Proof.objects.get()
    assert (proof.unit.bag, proof.occurred_at, proof.attempt.run) == (bag, NOW, chain.runs[0])


@pytest.mark.parametrize("result", [Result.NOBODY_HOME, Result.REFUSED, Result.DAMAGED])
def test_a_bag_that_was_not_given_stays_with_the_officer(chain, result):
    assert send(chain, report_of(chain, chain.bags[0], result)) == [Receipt.RECORDED]
    assert kind_of(chain.bags[0]) == HolderKind.PERSON
    assert not Proof.objects.exists()


def test_nobody_home_first_and_given_later_is_given(chain):
    bag = chain.bags[0]
    send(chain, report_of(chain, bag, Result.NOBODY_HOME), report_of(chain, bag, Result.GIVEN))
    assert kind_of(bag) == HolderKind.DOOR
    assert chain.sums().balanced


@pytest.mark.parametrize("result", [Result.GIVEN, Result.REFUSED])
def test_a_repeat_changes_nothing(chain, result):
    report = report_of(chain, chain.bags[0], result)
    assert send(chain, report, report) == [Receipt.RECORDED, Receipt.REPEATED]
    before = rows()
    assert send(chain, report) == [Receipt.REPEATED]
    assert rows() == before


def test_given_twice_under_two_keys_is_a_conflict(chain):
    bag = chain.bags[0]
    first, second = (report_of(chain, bag, Result.GIVEN) for _ in range(2))
    assert send(chain, first, second) == [Receipt.RECORDED, Receipt.CONFLICT]
    assert (Proof.objects.count(), conflict()) == (1, ConflictReason.NOT_HOLDING)


def test_an_undo_brings_the_bag_back_into_the_officers_hands(chain):
    bag = chain.bags[0]
    given = report_of(chain, bag, Result.GIVEN)
    undo = report_of(chain, bag, Result.UNDONE, reverses=given.key, occurred_at=LATER)
    assert send(chain, undo, given) == [Receipt.RECORDED] * 2
    assert kind_of(bag) == HolderKind.PERSON
    assert chain.sums().bags.delivered == 0
    assert chain.sums().balanced
    assert send(chain, report_of(chain, bag, Result.GIVEN)) == [Receipt.RECORDED]
    assert chain.sums().bags.delivered == 1
    assert chain.sums().balanced


def test_a_tap_is_undone_once(chain):
    bag = chain.bags[0]
    given = report_of(chain, bag, Result.GIVEN)
    first, second = (report_of(chain, bag, Result.UNDONE, reverses=given.key) for _ in range(2))
    send(chain, given)
    assert send(chain, first) == [Receipt.RECORDED]
    assert send(chain, second) == [Receipt.CONFLICT]
    assert conflict() == ConflictReason.UNKNOWN_TARGET
    assert chain.sums().balanced


def test_an_undo_cannot_be_undone_and_waits_for_a_clerk(chain):
    """It would say that a bag was given of which nobody has a proof that stands."""
    bag = chain.bags[0]
    given = report_of(chain, bag, Result.GIVEN)
    undo = report_of(chain, bag, Result.UNDONE, reverses=given.key)
    send(chain, given)
    send(chain, undo)
    assert send(chain, report_of(chain, bag, Result.UNDONE, reverses=undo.key)) == [
        Receipt.CONFLICT
    ]
    assert conflict() == ConflictReason.UNKNOWN_TARGET
    assert kind_of(bag) == HolderKind.PERSON
    assert chain.sums().balanced


def test_an_undo_that_overtook_its_tap_cancels_out_with_it(chain):
    """Two batches of one phone may arrive in either order: nothing is left for a clerk."""
    bag = chain.bags[0]
    given = report_of(chain, bag, Result.GIVEN)
    undo = report_of(chain, bag, Result.UNDONE, reverses=given.key)
    assert send(chain, undo) == [Receipt.CONFLICT]
    assert send(chain, given) == [Receipt.RECORDED]
    assert send(chain, given, undo) == [Receipt.REPEATED] * 2
    assert not FieldConflict.objects.filter(settled_at=None).exists()
    assert kind_of(bag) == HolderKind.PERSON
    assert chain.sums().bags.delivered == 0
    assert chain.sums().balanced
    again = report_of(chain, bag, Result.GIVEN)
    assert send(chain, again) == [Receipt.RECORDED]
    assert chain.sums().bags.delivered == 1


def test_an_undo_of_another_bags_tap_is_a_conflict(chain):
    given = report_of(chain, chain.bags[0], Result.GIVEN)
    send(chain, given)
    stray = report_of(chain, chain.bags[1], Result.UNDONE, reverses=given.key)
    assert send(chain, stray) == [Receipt.CONFLICT]
    assert kind_of(chain.bags[0]) == HolderKind.DOOR


@pytest.mark.parametrize("result", [Result.GIVEN, Result.NOBODY_HOME])
def test_a_tap_after_the_bag_came_back_is_a_conflict_and_no_refusal(chain, result):
    bag = chain.bags[0]
    chain.take_back(chain.runs[0], counted=4)
    before = rows()[:3]
    assert send(chain, report_of(chain, bag, result)) == [Receipt.CONFLICT]
    assert (rows()[:3], conflict()) == (before, ConflictReason.NOT_HOLDING)
    assert chain.sums().balanced


def test_a_tap_of_the_first_run_does_not_count_for_the_second(chain):
    """The bag came back at noon and is out again; then the morning's tap arrives."""
    bag = chain.bags[0]
    late = report_of(chain, bag, Result.GIVEN, run_id=chain.runs[0].pk)
    chain.take_back(chain.runs[0], counted=4)
    offer_again(wave=Wave.objects.get(), actor=None, now=NOW)
    [crate] = close_crates(chain.world)
    accept(chain.world, crate)
    assert send(chain, late) == [Receipt.CONFLICT]
    assert conflict() == ConflictReason.NOT_HOLDING
    assert kind_of(bag) == HolderKind.PERSON
    assert send(chain, report_of(chain, bag, Result.GIVEN)) == [Receipt.RECORDED]
    assert chain.sums().balanced


def test_an_undo_of_damaged_after_the_count_waits_for_a_clerk(chain):
    bag = chain.bags[0]
    damaged = report_of(chain, bag, Result.DAMAGED)
    send(chain, damaged)
    chain.take_back(chain.runs[0], counted=4)
    undo = report_of(chain, bag, Result.UNDONE, reverses=damaged.key)
    assert send(chain, undo) == [Receipt.CONFLICT]


def test_a_report_of_a_foreign_officer_is_a_conflict(chain):
    report = report_of(chain, chain.bags[0], Result.GIVEN)
    assert send(chain, report, officer=chain.world.staff[Role.CLERK]) == [Receipt.CONFLICT]
    assert kind_of(chain.bags[0]) == HolderKind.PERSON
    assert FieldConflict.objects.get().reported_by == chain.world.staff[Role.CLERK]


@pytest.mark.parametrize("run_id", [10**9, 2**63 - 1])
def test_a_report_of_no_run_is_a_conflict(chain, run_id):
    report = report_of(chain, chain.bags[0], Result.GIVEN, run_id=run_id)
    assert send(chain, report) == [Receipt.CONFLICT]
    assert conflict() == ConflictReason.NOT_HOLDING


def test_no_tap_skips_a_stage(chain):
    """A bag that is not packed, then one that still stands at the depot."""
    world = make_world(name="F")
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    [bag] = world.round.wave.bags.all()
    officer, run = world.staff[Role.OFFICER], chain.runs[0]

    def tap():
        report = DoorReport(uuid4(), run.pk, bag.code, Result.GIVEN, NOW)
        return send(chain, report, officer=officer)

    assert tap() == [Receipt.CONFLICT]
    assert FieldConflict.objects.latest("pk").reason == ConflictReason.UNKNOWN_BAG
    pack(world, bag)
    close_crates(world)
    assert tap() == [Receipt.CONFLICT]
    assert FieldConflict.objects.latest("pk").reason == ConflictReason.NOT_HOLDING
    assert kind_of(bag) == HolderKind.SITE
    assert not Proof.objects.exists()


@pytest.mark.parametrize("code", ["ZZZZZZZZZ", "袋子", "0"])
def test_an_unknown_bag_is_a_conflict_once(chain, code):
    report = report_of(chain, chain.bags[0], Result.GIVEN, bag_code=code)
    for _ in range(2):
        assert send(chain, report) == [Receipt.CONFLICT]
    assert conflict() == ConflictReason.UNKNOWN_BAG


def test_an_unreadable_report_is_kept_once(chain):
    report = UnreadableReport(key=uuid4(), payload={"raw": "?"})
    assert send(chain, report, report) == [Receipt.CONFLICT] * 2
    assert FieldConflict.objects.get().payload == {"raw": "?"}


def test_a_key_that_moved_something_else_is_a_conflict(chain):
    """A phone that counts its keys anew must not crash the queue of all its reports."""
    key = chain.bags[0].unit.chain.order_by("pk").last().handoff.key
    good = report_of(chain, chain.bags[1], Result.GIVEN)
    assert send(chain, report_of(chain, chain.bags[0], Result.GIVEN, key=key), good) == [
        Receipt.CONFLICT,
        Receipt.RECORDED,
    ]
    assert chain.sums().balanced


def test_one_bad_report_does_not_hold_up_the_others(chain):
    reports = [
        UnreadableReport(key=uuid4(), payload={}),
        report_of(chain, chain.bags[0], Result.GIVEN, bag_code="ZZZ"),
        report_of(chain, chain.bags[1], Result.GIVEN),
    ]
    outcomes = record_reports(reports, officer=chain.world.staff[Role.OFFICER], now=LATER)
    assert {outcome.key for outcome in outcomes} == {report.key for report in reports}
    assert Proof.objects.count() == 1


def test_a_conflict_is_settled_once(chain):
    send(chain, report_of(chain, chain.bags[0], Result.GIVEN, bag_code="ZZZ"))
    clerk, found = chain.world.staff[Role.CLERK], FieldConflict.objects.get()
    settle_conflict(conflict_id=found.pk, note="typed wrong", actor=clerk, now=NOW)
    settle_conflict(conflict_id=found.pk, note="again", actor=clerk, now=LATER)
    found.refresh_from_db()
    assert (found.note, found.settled_at, found.settled_by) == ("typed wrong", NOW, clerk)


@pytest.mark.django_db(transaction=True)
def test_with_locks_a_repeat_at_the_same_moment_is_one_tap():
    chain = carried(make_world(floors=1))
    report = report_of(chain, chain.bags[0], Result.GIVEN)
    answers = race(*[lambda: send(chain, report)] * RACERS)
    assert answers.count([Receipt.RECORDED]) == 1
    assert answers.count([Receipt.REPEATED]) == RACERS - 1
    assert chain.sums().balanced


@pytest.mark.django_db(transaction=True)
def test_with_locks_two_taps_of_one_bag_give_it_once():
    chain = carried(make_world(floors=1))
    taps = [report_of(chain, chain.bags[0], Result.GIVEN) for _ in range(RACERS)]
    answers = race(*[lambda tap=tap: send(chain, tap) for tap in taps])
    assert answers.count([Receipt.RECORDED]) == 1
    assert answers.count([Receipt.CONFLICT]) == RACERS - 1
    assert chain.sums().balanced


@pytest.mark.django_db(transaction=True)
def test_without_locks_one_bag_is_given_twice(locks_off):
    chain = carried(make_world(floors=1))
    taps = [report_of(chain, chain.bags[0], Result.GIVEN) for _ in range(3)]
    door(chain.bags[0].household_id)  # else the racers wait for its making, not for each other
    locks_off(policies, "check_holds", racers=3)
    race(*[lambda tap=tap: send(chain, tap) for tap in taps])
    assert Proof.objects.count() > 1
    assert not chain.sums().balanced


def test_the_sorter_cannot_take_back_a_run_twice_around_a_tap(chain):
    send(chain, report_of(chain, chain.bags[0], Result.GIVEN))
    sorter = chain.world.staff[Role.SORTER]
    taken = take_back(key=uuid4(), run_id=chain.runs[0].pk, counted=3, actor=sorter, now=NOW)
    assert len(taken) == 3
