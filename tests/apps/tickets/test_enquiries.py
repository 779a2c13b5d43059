"""R36, R44: calls and messages get a number, are answered together, and reach who asked."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.errors import EnquiriesAnswered, EnquiryChanged, ReplyOfOtherEstate
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.apps.tickets.queries import (
    alike_ids,
    caller_phones,
    calls_from,
    enquiries_of_door,
    enquiry_ids,
    enquiry_rows,
    faq,
)
from baogong.apps.tickets.services import (
    answer_enquiries,
    change_reply,
    take_enquiries,
    tell,
)
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.enquiries import asked, enquire, new_reply, reply_to
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def clerk(world):
    return world.staff[Role.CLERK]


def ids(world, **where):
    return enquiry_ids(
        viewer=world.staff[Role.CLERK], roles={Role.CLERK}, **{"settled": False} | where
    )


def test_a_call_gets_a_number_and_a_deadline(world, clerk):
    set_setting(ANSWER_HOURS, 6, place=world.estate, actor=SYSTEM, now=NOW)
    [call] = enquire(world, "老人要配药", household_id=world.doors[0].pk, phone="13912341234")

    assert call.number.startswith("Q")
    assert call.due_at == NOW + timedelta(hours=6)
    assert (call.taken_by, call.reply, call.told_at) == (clerk, None, None)
    [row] = enquiry_rows([call.pk])
    assert (row.door, row.phone, row.wanted) == ("B1-1-101", "139****1234", "老人要配药")


def test_a_repeated_send_is_one_call_and_another_text_under_its_key_is_refused(world, clerk):
    call = asked(world)
    first, again = (take_enquiries([call], actor=clerk, now=NOW) for _ in range(2))
    with pytest.raises(EnquiryChanged):
        take_enquiries([replace(call, wanted="别的")], actor=clerk, now=NOW)

    assert first == again
    assert Enquiry.objects.get().wanted == "几点截单"
    assert AuditEntry.objects.filter(action="enquiry.taken").count() == 1


def test_a_call_is_found_by_its_number_by_the_end_of_the_phone_and_by_door(world, clerk):
    first, second = enquire(world, "一", "二", phone="13912341234")
    [other] = enquire(world, "三", household_id=world.doors[1].pk, phone="02154331235")
    far = make_world(name="F")
    enquire(far, phone="13912341234")

    assert ids(world, text="1234") == [second.pk, first.pk]
    assert ids(world, text="139 1234 1234") == [second.pk, first.pk]
    assert ids(world, text="1235") == [other.pk]
    assert ids(world, text=first.number.lower()) == [first.pk]
    assert ids(world, text="b1-1-102") == [other.pk]
    assert [row.id for row in calls_from(viewer=clerk, roles={Role.CLERK}, text="1235")] == [
        other.pk
    ]
    assert calls_from(viewer=clerk, roles={Role.CLERK}, text="b1-1-102") == []
    for nothing in ("234", "Q", "Q000", "\0", "9" * 40, "Q" + "Z" * 30):
        assert ids(world, text=nothing) == []


def test_the_same_questions_stand_together_the_next_due_first(world):
    first, other, same = enquire(world, "几点截单", "能送上门吗", "请问几点截单")
    [early] = enquire(world, "今天有牛奶吗", now=NOW - timedelta(hours=1))

    assert ids(world) == [early.pk, first.pk, same.pk, other.pk]
    clerk = world.staff[Role.CLERK]
    assert alike_ids(viewer=clerk, roles={Role.CLERK}, pk=same.pk) == [same.pk, first.pk]


def test_twenty_same_questions_are_answered_once_sent_to_all_and_kept(world, clerk):
    """R36: G 20 same questions / W answered once / T answer is sent to all 20, kept as FAQ."""
    calls = enquire(world, *["几点截单"] * 12, phone="13912341234")
    calls += enquire(world, *["请问几点截单"] * 8, channel=EnquiryChannel.SMS, phone="13912341235")
    [other] = enquire(world, "能送上门吗")
    group = alike_ids(viewer=clerk, roles={Role.CLERK}, pk=calls[0].pk)
    assert sorted(group) == sorted(call.pk for call in calls)
    reply = answer_enquiries(new_reply(), enquiry_ids=group, actor=clerk, now=NOW)

    assert ids(world) == [other.pk]
    assert len(caller_phones(ids=group)) == 20
    assert tell(enquiry_ids=group, actor=clerk, now=NOW) == 20
    assert tell(enquiry_ids=group, actor=clerk, now=NOW) == 0
    assert reply.enquiries.filter(told_by=clerk).count() == 20
    [kept] = faq(estate_ids=[world.estate.pk], text="截单")
    assert (kept.text, kept.askers) == ("每天 18:00 截单", 20)
    assert faq(estate_ids=[world.estate.pk], text="截单 牛奶") == []


def test_a_known_answer_is_given_at_once(world, clerk):
    reply = reply_to(world, *enquire(world))
    [call] = enquire(world, reply_id=reply.pk)

    assert (call.reply_id, call.told_by, call.answered_at) == (reply.pk, clerk, NOW)
    assert ids(world) == []


def test_a_kept_answer_answers_later_questions_too(world, clerk):
    reply = reply_to(world, *enquire(world))
    later = enquire(world, "截单是几点")
    known = answer_enquiries(reply.pk, enquiry_ids=[later[0].pk], actor=clerk, now=NOW)

    assert known == reply
    assert Reply.objects.count() == 1


def test_answers_stay_within_their_estate(world, clerk):
    far = make_world(name="F")
    reply = reply_to(far, *enquire(far))
    [near], [foreign] = enquire(world), enquire(far, "别的")
    for answer, calls in ((reply.pk, [near]), (new_reply(), [near, foreign])):
        with pytest.raises(ReplyOfOtherEstate):
            answer_enquiries(answer, enquiry_ids=[c.pk for c in calls], actor=clerk, now=NOW)
    with pytest.raises(ReplyOfOtherEstate):
        enquire(world, reply_id=reply.pk)

    assert not Enquiry.objects.filter(pk__in=[near.pk, foreign.pk], reply__isnull=False).exists()
    assert Reply.objects.get() == reply


def test_the_same_answer_sent_twice_is_one(world, clerk):
    [call] = enquire(world)
    sent = new_reply()
    replies = {
        answer_enquiries(sent, enquiry_ids=[call.pk], actor=clerk, now=NOW) for _ in range(2)
    }

    assert replies == {Reply.objects.get()}
    with pytest.raises(EnquiriesAnswered):
        answer_enquiries(new_reply(), enquiry_ids=[call.pk], actor=clerk, now=NOW)


def test_a_reply_is_worded_anew_and_leaves_the_faq(world, clerk):
    reply = reply_to(world, *enquire(world))
    change_reply(
        reply_id=reply.pk, question="截单", text="17:00", kept=False, actor=clerk, now=NOW
    )

    assert faq(estate_ids=[world.estate.pk]) == []
    reply.refresh_from_db()
    assert (reply.question, reply.text) == ("截单", "17:00")


def test_phones_and_words_go_when_their_time_is_over_and_the_faq_stays(world):
    door = world.doors[0].pk
    kept = reply_to(world, *enquire(world, phone="13912341234", household_id=door))
    private = reply_to(world, *enquire(world, "药"), question="药", text="明天送", kept=False)
    erase_due(NOW + timedelta(days=29))
    assert Enquiry.objects.filter(phone="13912341234").exists()
    erase_due(NOW + timedelta(days=32))

    assert set(Enquiry.objects.values_list("phone", "wanted")) == {("", "")}
    assert enquiries_of_door(household_id=door) == []
    kept.refresh_from_db()
    private.refresh_from_db()
    assert (kept.text, private.question, private.text) == ("每天 18:00 截单", "", "")


def answered_at_once(world):
    """Two clerks answer the same question; how many answers were written."""
    [call] = enquire(world)

    def act():
        return answer_enquiries(
            new_reply(key=uuid4()), enquiry_ids=[call.pk], actor=world.staff[Role.CLERK], now=NOW
        )

    race(act, act, act)
    return Reply.objects.count()


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_answer_at_once_one_answers():
    assert answered_at_once(make_world()) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_all_would(locks_off):
    locks_off(locks, "lock_rows", racers=3)

    assert answered_at_once(make_world()) == 3


def test_the_number_of_queries_stays(world, clerk, django_assert_num_queries):
    enquire(world, "一", "二", "三", household_id=world.doors[0].pk)
    with django_assert_num_queries(2):
        enquiry_rows(ids(world))
