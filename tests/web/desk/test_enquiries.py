"""R36, R44: calls and messages at the desk, one answer for all, and the FAQ."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.apps.tickets.enums import EnquiryChannel
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.codes import group
from baogong.web.desk.enquiry_forms import LONGEST_PASTE
from tests.factories import NOW, make_world
from tests.factories.enquiries import enquire, reply_to
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db
NOTE, MESSAGES, INDEX = "/desk/questions/call", "/desk/questions/messages", "/desk/questions/"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def clerk(client, world):
    client.force_login(world.staff[Role.CLERK])
    return client


def note(client, url=NOTE, **changes):
    form = {"key": uuid4(), "wanted": "要配药", "phone": "139 1234 1234"}
    return client.post(url, form | changes)


def test_a_call_is_written_down_and_its_number_is_large_and_found_by_phone(world, clerk):
    """R44: G a call / W taken / T ticket number is given and searchable by phone."""
    answer = note(clerk)
    call = Enquiry.objects.get()

    assert answer.url == f"{reverse('desk:phone')}?noted={call.pk}"
    assert group(call.number) in clerk.get(answer.url).text
    for typed in ("1234", "13912341234", call.number):
        for page in (reverse("desk:phone"), INDEX):
            assert call.number in clerk.get(page, {"q": typed}).text.replace(" ", "")
    found = clerk.get(reverse("desk:phone"), {"q": call.number, "go": "1"})
    assert found.url == reverse("desk:enquiry", args=[call.pk])
    assert "13912341234" not in clerk.get(found.url).text


def test_a_call_of_a_door_needs_no_number(world, clerk):
    answer = note(clerk, f"{NOTE}?door={world.doors[0].pk}", phone="")

    assert answer.status_code == 302
    assert Enquiry.objects.get().household == world.doors[0]


@pytest.mark.parametrize("changes", [{"phone": ""}, {"phone": "abc"}, {"wanted": " "}])
def test_a_call_that_nobody_could_answer_is_not_written_down(clerk, changes):
    answer = note(clerk, **changes)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == changes.keys()
    assert not Enquiry.objects.exists()


def test_foreign_doors_and_estates_take_no_calls(world, clerk):
    far = make_world(name="F")
    assert note(clerk, f"{NOTE}?door={far.doors[0].pk}").status_code == 404
    reply = reply_to(far, *enquire(far))
    assert note(clerk, known=reply.pk).status_code == 422
    assert clerk.get(reverse("desk:reply", args=[reply.pk])).status_code == 404

    assert not Enquiry.objects.filter(estate=world.estate).exists()


def test_with_several_estates_the_clerk_says_which(world, clerk):
    other = make_world(name="F")
    user = world.staff[Role.CLERK]
    assign(user=user, role=Role.CLERK, place=other.estate, actor=SYSTEM, now=NOW)
    assert note(clerk).status_code == 422
    note(clerk, estate=other.estate.pk)

    assert Enquiry.objects.get().estate == other.estate


def test_a_known_answer_is_given_while_the_caller_waits(world, clerk):
    reply = reply_to(world, *enquire(world))
    page = clerk.get(reverse("desk:phone"), {"q": "截单"})
    assert reply.text in page.text
    note(clerk, known=reply.pk)

    call = Enquiry.objects.latest("pk")
    assert (call.reply, call.told_by) == (reply, world.staff[Role.CLERK])


def test_an_errand_is_not_done_by_an_answer_at_once(world, clerk):
    """R41: what is to be done waits until somebody did it."""
    reply = reply_to(world, *enquire(world))
    answer = note(clerk, known=reply.pk, errand="on")

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"known"}
    assert not Enquiry.objects.filter(errand=True).exists()
    assert note(clerk, errand="on").status_code == 302


def test_messages_are_taken_in_and_what_cannot_be_read_stays(world, clerk):
    lines = "\n".join([*(f"1391234{n:04} 几点截单" for n in range(20)), "几点截单"])
    form = {"key": uuid4(), "text": lines}
    answer = clerk.post(MESSAGES, form)
    clerk.post(MESSAGES, form)

    assert answer.status_code == 422
    assert answer.context["form"].data["text"] == "几点截单"
    assert "21" in str(answer.context["form"].errors)
    assert Enquiry.objects.filter(channel=EnquiryChannel.SMS).count() == 20
    mended = {"key": answer.context["key"], "text": "13912340099 几点截单"}
    assert clerk.post(MESSAGES, mended).url == INDEX
    assert Enquiry.objects.count() == 21


def test_more_messages_than_are_read_at_once_are_refused_whole(world, clerk):
    text = "13912340099 几点截单\n" * LONGEST_PASTE
    answer = clerk.post(MESSAGES, {"key": uuid4(), "text": text})

    assert answer.status_code == 422
    assert f"一次最多读 {LONGEST_PASTE} 个字" in answer.text
    assert "maxlength" not in answer.text
    assert not Enquiry.objects.exists()


def test_twenty_are_answered_once_and_all_of_them_hear_it(world, clerk):
    """R36: the numbers are shown on demand only, and that is written down."""
    calls = enquire(world, *["几点截单"] * 19, phone="13912341234")
    calls += enquire(world, "请问几点截单", household_id=world.doors[0].pk)
    [other] = enquire(world, "能送上门吗")
    page = clerk.get(reverse("desk:enquiry", args=[calls[0].pk]))
    assert len(page.context["form"].alike) == 20
    ticked = [row.id for row, on in page.context["form"].alike if on]
    form = {
        "key": uuid4(),
        "question": "几点截单",
        "text": "每天 18:00",
        "kept": "on",
        "enquiries": ticked,
    }
    answer = clerk.post(page.wsgi_request.path, form)
    reply = Reply.objects.get()
    assert answer.url == reverse("desk:reply", args=[reply.pk])
    assert clerk.post(page.wsgi_request.path, form).status_code == 200  # a second tap
    assert Enquiry.objects.filter(reply=reply).count() == 20

    shown = clerk.get(answer.url)
    assert len(shown.context["waiting"]) == 20
    assert "13912341234" not in shown.text
    assert "13912341234" in clerk.post(reverse("desk:reply_phones", args=[reply.pk])).text
    assert AuditEntry.objects.filter(action="callers.read").count() == 19
    clerk.post(
        reverse("desk:reply_told", args=[reply.pk]), {"enquiries": [*ticked, other.pk, "x"]}
    )
    assert Enquiry.objects.filter(told_at__isnull=False).count() == 20
    assert reply.text in clerk.get(reverse("desk:faq"), {"q": "18:00"}).text


@pytest.mark.parametrize("missing", ["enquiries", "text", "question"])
def test_half_an_answer_answers_nothing(world, clerk, missing):
    [call] = enquire(world)
    form = {"key": uuid4(), "question": "几点", "text": "18:00", "enquiries": [call.pk]}
    del form[missing]

    answer = clerk.post(reverse("desk:enquiry", args=[call.pk]), form)
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    assert not Reply.objects.exists()


def test_an_answer_is_worded_anew(world, clerk):
    reply = reply_to(world, *enquire(world))
    form = {"question": "几点截单", "text": "17:00"}
    clerk.post(reverse("desk:reply_change", args=[reply.pk]), form)
    reply.refresh_from_db()

    assert (reply.text, reply.kept) == ("17:00", False)
    assert clerk.post(reverse("desk:reply_change", args=[reply.pk]), {}).status_code == 422


def test_the_household_reads_the_number_its_answer_and_the_faq(world, client):
    set_setting(
        CONTACT_PHONE, "021-5433 1234", place=world.estate, actor=SYSTEM, now=timezone.now()
    )
    door, other = world.doors[:2]
    [own] = enquire(world, "能帮忙交水费吗", household_id=door.pk)
    reply_to(world, own, text="可以，明天上门收单", kept=False)
    reply_to(world, *enquire(world, "几点截单", household_id=other.pk), text="18:00 截单")
    sign_in(client, door)
    page = client.get("/help/").text

    assert "tel:02154331234" in page
    assert "可以，明天上门收单" in page
    assert "18:00 截单" in page
    assert "18:00" not in client.get("/help/", {"q": "水费"}).text
    sign_in(client, other)
    assert "水费" not in client.get("/help/").text


def test_one_row_stands_for_all_who_ask_the_same(world, clerk):
    first, _, other, _ = enquire(world, "几点截单", "请问几点截单", "能送上门吗", "几点截单？")
    rows = clerk.get(INDEX).context["rows"]

    assert [(row.id, row.alike) for row in rows] == [(first.pk, 3), (other.pk, 1)]
    assert [row.alike for row in clerk.get(INDEX, {"settled": 1}).context["rows"]] == []


def test_the_list_leaves_with_masked_numbers(world, clerk):
    enquire(world, phone="13912341234")
    file = clerk.get(INDEX, {"as": "csv"})
    text = b"".join(file.streaming_content) if file.streaming else file.content

    assert "139****1234" in text.decode("utf-8-sig")


def test_the_number_of_queries_stays(world, clerk, django_assert_max_num_queries):
    calls = enquire(world, "一", "二", "三", "四", phone="13912341234")
    with django_assert_max_num_queries(21):
        clerk.get(INDEX)
    with django_assert_max_num_queries(28):
        clerk.get(reverse("desk:enquiry", args=[calls[0].pk]))
