"""R41: an errand that nobody answers in time goes to the grid leader, once, until it is done."""

from datetime import timedelta

import pytest

from baogong.apps.people.enums import ContactOutcome, Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets.enums import EnquiryChannel, LateKind
from baogong.apps.tickets.errors import EnquiriesAnswered
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.apps.tickets.queries import (
    alike_ids,
    enquiry_rows,
    escalated_errand_for,
    escalated_errands,
    overdue_enquiries,
)
from baogong.apps.tickets.services import (
    ask_after,
    escalate_overdue,
    settle_errand,
    sort_enquiry,
)
from baogong.plumbing import locks, sweeps
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.enquiries import enquire, new_reply, reply_to
from tests.factories.grids import grid, live_grids
from tests.factories.people import somebody
from tests.factories.racing import race

pytestmark = pytest.mark.django_db
BILL = "能帮忙交水费吗"
DAY = timedelta(hours=24)


@pytest.fixture
def world():
    """B1 in grid 1, B2 in grid 2."""
    world = make_world(buildings=2, floors=1)
    live_grids(world, ["B1"], ["B2"], now=NOW - timedelta(days=9))
    return world


def errand(world, wanted=BILL, **changes):
    [taken] = enquire(world, wanted, errand=True, **changes)
    return taken


def waiting_for(user):
    return [row.id for row in escalated_errands(viewer=user, roles={Role.GRID_LEADER})]


def leader_of(world, number):
    return somebody(Role.GRID_LEADER, grid(world, number), f"网格长{number}")


def test_unanswered_at_the_deadline_it_goes_to_the_leader_of_the_doors_grid(world):
    """R41: G "pay water bill" / W unanswered 24 h / T escalates to grid leader."""
    first, second = leader_of(world, 1), leader_of(world, 2)
    bill = errand(world, household_id=world.doors[0].pk, phone="13912341234")
    escalate_overdue(NOW + DAY - timedelta(minutes=1))
    assert waiting_for(first) == []
    assert escalate_overdue(NOW + DAY) == 1

    assert (waiting_for(first), waiting_for(second)) == ([bill.pk], [])
    [row] = escalated_errands(viewer=first, roles={Role.GRID_LEADER})
    assert (row.door, row.phone, row.taken_at) == ("B1-1-101", "139****1234", NOW)
    assert (row.escalated_at, row.leaders) == (
        NOW + DAY,
        (world.staff[Role.GRID_LEADER].name, "网格长1"),
    )
    with pytest.raises(NotVisible):
        escalated_errand_for(viewer=second, roles={Role.GRID_LEADER}, pk=bill.pk)


def test_it_is_recorded_once_however_often_the_sweep_runs(world):
    bill = errand(world)
    sweeps.run_due(NOW + DAY)
    sweeps.run_due(NOW + 2 * DAY)

    bill.refresh_from_db()
    assert bill.escalated_at == NOW + DAY
    [entry] = AuditEntry.objects.filter(action="enquiry.escalated")
    assert (entry.subject_id, entry.actor) == (bill.pk, SYSTEM.audit_name)


def test_the_deadline_is_the_settings(world):
    set_setting(ANSWER_HOURS, 2, place=world.estate, actor=SYSTEM, now=NOW - DAY)
    errand(world)

    assert escalate_overdue(NOW + timedelta(hours=2)) == 1


def test_questions_stay_at_the_desk_and_are_counted_there(world):
    enquire(world, "几点截单", "能送上门吗")
    errand(world)
    far = make_world(name="F")
    errand(far)
    late = NOW + DAY + timedelta(minutes=1)
    escalate_overdue(late)

    assert Enquiry.objects.filter(escalated_at__isnull=False, errand=False).count() == 0
    counted = overdue_enquiries(estate_path=world.estate.path, now=late)
    assert {kind: late.count for kind, late in counted.items()} == {
        LateKind.QUESTION: 2,
        LateKind.ERRAND_OF_LEADER: 1,
    }
    assert overdue_enquiries(estate_path=world.estate.path, now=NOW) == {}


def test_answered_in_time_it_goes_nowhere(world):
    reply_to(world, errand(world))

    assert escalate_overdue(NOW + DAY) == 0


def test_it_leaves_the_leader_when_it_is_answered(world):
    leader = leader_of(world, 1)
    bill = errand(world, household_id=world.doors[0].pk)
    escalate_overdue(NOW + DAY)
    settle_errand(
        new_reply("已代交，收据在门上", kept=False),
        enquiry_id=bill.pk,
        told=True,
        actor=leader,
        now=NOW + DAY,
    )

    assert waiting_for(leader) == []
    assert overdue_enquiries(estate_path=world.estate.path, now=NOW + 2 * DAY) == {}
    row = escalated_errand_for(viewer=leader, roles={Role.GRID_LEADER}, pk=bill.pk)
    assert (row.reply, row.told_by) == ("已代交，收据在门上", "网格长1")
    with pytest.raises(EnquiriesAnswered):
        settle_errand(new_reply(), enquiry_id=bill.pk, told=False, actor=leader, now=NOW + DAY)
    assert Reply.objects.count() == 1


def test_where_nobody_knows_the_door_every_leader_of_the_estate_has_it(world):
    leaders = [leader_of(world, 1), leader_of(world, 2)]
    far = make_world(name="F").staff[Role.GRID_LEADER]
    bill = errand(world, phone="13912341234")
    escalate_overdue(NOW + DAY)

    assert [waiting_for(user) for user in [*leaders, far]] == [[bill.pk], [bill.pk], []]


def test_a_door_that_needs_help_is_an_errand(world):
    call = ask_after(
        key=new_reply().key,
        household=world.doors[0],
        outcome=ContactOutcome.HELP,
        actor=world.staff[Role.CLERK],
        now=NOW,
    )

    assert (call.channel, call.errand) == (EnquiryChannel.CARE, True)
    assert escalate_overdue(NOW + DAY) == 1


def test_two_errands_in_the_same_words_are_two(world):
    bill, _ = errand(world), errand(world)
    clerk = world.staff[Role.CLERK]

    assert alike_ids(viewer=clerk, roles={Role.CLERK}, pk=bill.pk) == [bill.pk]


def test_a_message_is_called_an_errand_later(world):
    [bill] = enquire(world, BILL, channel=EnquiryChannel.SMS)
    for _ in range(2):
        sort_enquiry(enquiry_id=bill.pk, errand=True, actor=world.staff[Role.CLERK], now=NOW)

    assert AuditEntry.objects.filter(action="enquiry.sorted").count() == 1
    assert escalate_overdue(NOW + DAY) == 1


def test_the_number_of_queries_stays(world, django_assert_num_queries):
    for door in world.doors[:3]:
        errand(world, household_id=door.pk)
    escalate_overdue(NOW + DAY)
    with django_assert_num_queries(1):
        assert len(waiting_for(world.staff[Role.GRID_LEADER])) == 3
    ids = list(Enquiry.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        enquiry_rows(ids)


def escalations(world):
    """Two machines sweep at once; how often the escalation was recorded."""
    errand(world)
    race(*[lambda: escalate_overdue(NOW + DAY)] * 2)
    return AuditEntry.objects.filter(action="enquiry.escalated").count()


@pytest.mark.django_db(transaction=True)
def test_two_machines_record_it_once():
    assert escalations(make_world()) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would(locks_off):
    locks_off(locks, "lock_rows", racers=2)

    assert escalations(make_world()) == 2
