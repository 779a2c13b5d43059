"""R9, R11, R18: the people pages at a desk, from the list of 22:00 to the first shift of 07:00."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Health, Role, TeamKind
from baogong.apps.people.models import (
    Activation,
    DuplicatePerson,
    DutyEntry,
    Person,
    Shift,
    ShiftDuty,
    Team,
)
from baogong.apps.people.services import activate, fill_gaps
from baogong.apps.people.services.health import person_of
from baogong.plumbing.models import AuditEntry
from baogong.web.setup.doors import pack
from baogong.web.setup.people.words import CURES
from tests.factories import make_world
from tests.factories.people import helper, people
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db

HEAD = "姓名,手机,单位,党员干部,小分队,楼栋,身份证"
GOOD = f"{HEAD}\n王芳,13900000001,区委办,是,保供,B1,3101\n李雷,13900000002,,,值守,B9,\n"
MIXED = f"{GOOD}赵五,123,,,,,\n,13900000003,,,,,\n韩梅,13900000001,,,,,\n"


@pytest.fixture
def world(client):
    return town_world(client)


def url(name, thing):
    return reverse(f"setup:{name}", args=[thing.pk])


def upload(client, world, content):
    file = SimpleUploadedFile("people.csv", content.encode(), content_type="text/csv")
    return client.post(url("people_load", world.estate), {"table": file})


def save(client, world, content):
    data = {"content": pack(content.encode())}
    return client.post(url("people_load_save", world.estate), data, follow=True)


def listed(client, world, **filters):
    return [
        row.name for row in client.get(url("people_of", world.estate), filters).context["rows"]
    ]


def active(world):
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    return Activation.objects.get(estate=world.estate)


def test_a_list_is_shown_before_anybody_is_taken_in(client, world):
    answer = upload(client, world, MIXED)
    assert answer.status_code == 200
    assert len(answer.context["read"].lines) == 3
    assert [(row.row, row.value) for row in answer.context["doubts"]] == [(4, "123"), (5, "")]
    assert (answer.context["cadres"], answer.context["twice"]) == (1, 1)
    assert answer.context["read"].ignored == ("身份证",)
    assert Person.objects.count() == 0


def test_good_rows_are_taken_in_and_what_is_left_is_told(client, world):
    answer = save(client, world, MIXED)
    told = [str(message) for message in answer.context["messages"]]

    assert set(Person.objects.values_list("name", flat=True)) == {"王芳", "李雷"}
    assert answer.redirect_chain[-1][0] == url("duplicates", world.estate)
    assert len(told) == 3
    assert listed(client, world, lacks="place") == ["李雷"]


@pytest.mark.parametrize("content", ["", "名单", "\x00\x01"])
def test_what_is_no_list_is_refused_with_a_cure(client, world, content):
    answer = upload(client, world, content)
    assert answer.status_code in {200, 422}
    assert Person.objects.count() == 0
    assert save(client, world, content).redirect_chain[-1][0] == url("people_load", world.estate)


def test_a_list_without_a_file_is_asked_for_again(client, world):
    assert client.post(url("people_load", world.estate), {"x": ""}).status_code == 422


def test_every_reason_of_the_reader_has_a_cure():
    codes = {"not_a_table", "damaged", "locked", "old_excel", "too_large", "unknown_encoding"}
    assert codes | {"empty", "bad_phone", "too_long", "no_headings", "too_many_rows"} <= set(CURES)


def test_two_rows_with_one_phone_are_settled_with_one_press(client, world):
    save(client, world, MIXED)
    duplicate = DuplicatePerson.objects.get()
    page = client.get(url("duplicates", world.estate)).content.decode()
    assert "王芳" in page
    assert "韩梅" in page
    assert "13900000001" not in page

    for _ in range(2):
        client.post(url("duplicate_settle", duplicate), {"outcome": "updated"})
    assert Person.objects.get(phone="13900000001").name == "韩梅"
    assert client.get(url("duplicates", world.estate)).context["rows"] == []


@pytest.mark.parametrize("data", [{}, {"outcome": "x"}, {"outcome": "other", "phone": "12"}])
def test_a_settlement_that_says_nothing_changes_nothing(client, world, data):
    save(client, world, MIXED)
    client.post(url("duplicate_settle", DuplicatePerson.objects.get()), data)
    assert DuplicatePerson.objects.get().settled_at is None


def test_a_list_whose_rows_wait_at_another_estate_says_so_and_stays_on_the_roster(client, world):
    people(make_world(name="F"), helper(1, name="他"))
    answer = save(client, world, f"{HEAD}\n王芳,13900000001,,,,,\n")

    assert answer.redirect_chain[-1][0] == url("people_of", world.estate)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]


def test_a_row_that_waits_names_its_team_by_its_word(client, world):
    save(client, world, f"{GOOD}韩梅,13900000001,,,保供组,,\n")
    answer = client.get(url("duplicates", world.estate))

    [row] = answer.context["rows"]
    assert row.team == row.person.team == TeamKind.SUPPLY.label
    assert ">supply" not in answer.content.decode()


def test_filters_stand_in_the_address(client, world):
    people(
        world,
        helper(1, name="甲", skills=("driving",), place="B1"),
        helper(2, name="乙", team="patrol"),
    )
    Person.objects.filter(name="乙").update(health=Health.ISOLATED)
    team = Team.objects.get(kind="patrol")

    assert listed(client, world, team=team.pk) == ["乙"]
    assert listed(client, world, skill="driving") == ["甲"]
    assert listed(client, world, health="isolated") == ["乙"]
    assert listed(client, world, q="1390000000" + "1") == ["甲"]
    assert sorted(listed(client, world, lacks="turn")) == ["乙", "甲"]
    assert listed(client, world, day="2026-04-12", slot="morning") == ["甲"]
    for day in ("9999-12-31", "0001-01-01"):
        assert sorted(listed(client, world, day=day, slot="night")) == ["乙", "甲"]
    assert sorted(listed(client, world, team="x", skill="y", day="z")) == ["乙", "甲"]


def test_a_masked_number_is_not_guessed_digit_by_digit(client, world):
    people(world, helper(1, name="甲"))

    for known in ("13900000001", "0001"):
        assert listed(client, world, q=known) == ["甲"]
    for guess in ("1", "1390", "139000", "1390000000", "00001", "0" * 7 + "1"):
        assert listed(client, world, q=guess) == []


def test_a_look_at_healths_and_phones_is_written_down(client, world):
    [person] = people(world, helper(1))
    client.get(url("people_of", world.estate))
    assert not AuditEntry.objects.filter(action__endswith=".read").exists()
    client.get(url("people_of", world.estate), {"health": "ill"})
    client.get(url("person", person))
    reads = AuditEntry.objects.filter(action__endswith=".read").values_list("action", flat=True)
    assert sorted(reads) == ["health.read", "health.read", "phones.read"]


def test_the_export_is_masked_says_who_took_it_and_asks_what_for(client, world):
    people(world, helper(1, name="=1+1"))
    address = url("people_export", world.estate)
    for nothing in ("", "夜班点名"):
        assert client.post(address, {"purpose": nothing}).status_code == 422
    answer = client.post(address, {"purpose": "duty"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert world.staff[Role.COMMANDER].name in rows[0][1]
    assert rows[2][:2] == ["'=1+1", "139****0001"]
    assert AuditEntry.objects.get(action="export.made").data["purpose"] == "duty"


@pytest.mark.parametrize("name", ["people_export", "people_print"])
def test_what_leaves_as_a_file_or_on_paper_tells_nobodys_health(client, world, name):
    people(world, helper(1, name="甲"), helper(2, name="乙"))
    Person.objects.filter(name="乙").update(health=Health.ISOLATED)
    send = client.get if name == "people_print" else client.post
    address = url(name, world.estate) + "?health=isolated"
    answer = send(address, {"purpose": "duty"} if name == "people_export" else {})
    text = answer.content.decode("utf-8-sig")

    assert ("甲" in text, "乙" in text) == (True, True)
    assert not AuditEntry.objects.filter(action="health.read").exists()


@pytest.mark.parametrize("name", ["shifts_export", "directory_export"])
def test_shifts_and_directory_leave_as_files_once_somebody_says_what_for(client, world, name):
    active(world)
    people(world, helper(1), now=timezone.now())
    fill_gaps(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    data = {"duty": "药品", "society": "community", "holder": "张", "phone": "13900000001"}
    client.post(url("duty_new", world.estate), data)
    day = timezone.localdate(ShiftDuty.objects.earliest("starts_at").starts_at)
    address = f"{url(name, world.estate)}?day={day}"
    assert client.post(address, {"purpose": ""}).status_code == 422
    assert not AuditEntry.objects.filter(action="export.made").exists()
    answer = client.post(address, {"purpose": "duty"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    told = AuditEntry.objects.get(action="export.made").data
    assert (told["list"], told["rows"]) == (name.removesuffix("_export"), len(rows) - 2)
    assert {len(row) for row in rows[1:]} == {len(rows[1])}
    assert any({"人1", "药品"} & set(row) for row in rows)
    assert "13900000001" not in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["people_print", "shifts_print", "directory_print", "cover_print"]
)
def test_lists_have_a_printable_twin(client, world, name):
    people(world, helper(1))
    page = client.get(url(name, world.estate)).content.decode()
    assert "13900000001" not in page
    assert world.estate.label in page


def test_a_hundred_sign_ups_are_approved_with_one_press(client, world):
    code = active(world).code
    for number in range(100):
        data = {
            "key": f"00000000-0000-4000-8000-{number:012}",
            "name": f"居民{number}",
            "phone": f"138{number:08}",
            "address": "B1",
            "slots": ["morning", "afternoon", "evening"],
            "consent": "on",
        }
        address = {"REMOTE_ADDR": f"10.0.0.{number}"}
        assert (
            client.post(reverse("join:sign_up", args=[code]), data, **address).status_code == 302
        )
    team = Team.objects.get(kind="supply")
    data = {"act": "approve", "everybody": "1", "team": team.pk, "query": "state=applied"}
    answer = client.post(url("people_act", world.estate), data)

    assert answer["Location"].endswith("?state=applied")
    assert Person.objects.filter(state="approved", team=team, place__label="B1").count() == 100
    assert ShiftDuty.objects.values("person").distinct().count() == 100


@pytest.mark.parametrize("data", [{}, {"act": "approve"}, {"act": "x", "person": "1"}])
def test_an_act_on_nobody_does_nothing(client, world, data):
    people(world, helper(1))
    client.post(url("people_act", world.estate), data)
    assert Person.objects.filter(decided_at=None).count() == 1


def test_people_are_put_into_a_team_and_briefed_by_the_dozen(client, world):
    rows = people(world, *(helper(n) for n in range(12)), helper(99, team="patrol"))
    patrol = Team.objects.get(kind="patrol")
    ids = [row.pk for row in rows]
    client.post(url("people_act", world.estate), {"act": "move", "person": ids, "team": patrol.pk})
    client.post(url("people_act", world.estate), {"act": "brief", "person": ids})
    assert Person.objects.filter(team=patrol).exclude(briefed_at=None).count() == 13


def test_all_on_the_page_are_briefed_without_ticking_each(client, world):
    people(world, *(helper(n) for n in range(3)))
    shown = client.get(url("people_of", world.estate)).context["shown"]
    data = {"act": "brief", "shown_all": "1", "shown": f"{shown},x,-1"}
    client.post(url("people_act", world.estate), data)
    assert Person.objects.filter(briefed_at=None).count() == 0


def test_somebody_is_added_and_corrected_by_hand(client, world):
    data = {"name": "王芳", "phone": "139 0000 0001", "place": world.estate.pk}
    assert client.post(url("person_new", world.estate), data).status_code == 302
    again = client.post(url("person_new", world.estate), data | {"name": "别人"})
    assert again.status_code == 422
    person = Person.objects.get()
    client.post(url("person", person), data | {"skills": ["medical"], "cadre": "on"})
    person.refresh_from_db()
    assert (person.phone, person.skills, person.cadre) == ("13900000001", ["medical"], True)


def test_isolation_frees_turns_and_says_so(client, world):
    active(world)
    [person] = people(world, helper(1), now=timezone.now())
    fill_gaps(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    had = ShiftDuty.objects.filter(freed_at=None).count()
    answer = client.post(url("person_health", person), {"health": "isolated"}, follow=True)

    assert ShiftDuty.objects.filter(freed_at=None).count() == 0 < had
    assert len(answer.context["messages"]) == 2


def test_who_has_left_is_out_of_the_team_and_the_list(client, world):
    [person] = people(world, helper(1))
    Team.objects.update(leader=person)
    client.post(url("person_gone", person))
    assert listed(client, world) == []
    assert listed(client, world, state="left") == ["人1"]
    assert Team.objects.get().leader is None


def test_the_last_commander_is_told_to_give_the_role_away_first(client, world):
    row = person_of(world.staff[Role.COMMANDER], now=timezone.now())
    answer = client.post(url("person_gone", row), follow=True)
    [told] = answer.context["messages"]

    assert answer.redirect_chain[-1][0] == url("person", row)
    assert told.level_tag == "error"
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_team_gets_leader_and_deputy_out_of_its_members(client, world):
    first, second, other = people(world, helper(1), helper(2), helper(3, team="patrol"))
    team = Team.objects.get(kind="supply")
    assert (
        client.post(url("team", team), {"leader": first.pk, "deputy": first.pk}).status_code == 422
    )
    assert client.post(url("team", team), {"leader": other.pk}).status_code == 422
    client.post(url("team", team), {"leader": first.pk, "deputy": second.pk})
    team.refresh_from_db()
    assert (team.leader, team.deputy) == (first, second)
    assert client.get(url("teams", world.estate)).context["leaderless"] == 1


def test_who_changes_the_team_leads_the_old_one_no_more(client, world):
    person, _ = people(world, helper(1), helper(2, team="patrol"))
    Team.objects.filter(kind="supply").update(leader=person)
    patrol = Team.objects.get(kind="patrol")
    data = {"name": "人1", "phone": person.phone, "place": world.estate.pk, "team": patrol.pk}
    client.post(url("person", person), data)
    assert Team.objects.get(kind="supply").leader is None


def test_a_team_of_a_name_stands_once(client, world):
    assert client.post(url("teams", world.estate), {"name": "消杀队"}).status_code == 302
    assert client.post(url("teams", world.estate), {"name": "消杀队"}).status_code == 422


def test_gaps_are_filled_with_one_press_and_a_turn_is_given_and_freed(client, world):
    people(world, *(helper(n) for n in range(4)))
    client.post(url("shifts_fill", world.estate))
    assert ShiftDuty.objects.count() >= 4
    duty = ShiftDuty.objects.first()
    client.post(url("turn_free", duty))
    shift = duty.shift
    answer = client.post(url("shift", shift), {"needed": 9, "people": duty.person_id})
    assert answer.status_code == 302
    shift.refresh_from_db()
    assert shift.needed == 9
    assert ShiftDuty.objects.filter(shift=shift, person=duty.person, freed_at=None).count() == 1


def test_all_who_carry_for_a_group_buy_are_booked_with_one_press(client, world):
    """C3.2: a carrier for each building, told by their building."""
    everybody = people(world, *(helper(n, place="B1") for n in range(3)))
    client.post(url("shifts_fill", world.estate))
    ShiftDuty.objects.all().delete()
    shift = Shift.objects.filter(team__kind="supply").latest("starts_at")
    booked = ShiftDuty.objects.filter(shift=shift)
    shown = client.get(url("shift", shift)).text
    assert all(f"{person.name} · {person.team.label} · B1" in shown for person in everybody)
    chosen = {"needed": 9, "people": [person.pk for person in everybody]}
    assert client.post(url("shift", shift), chosen).status_code == 302
    assert {duty.person for duty in booked} == set(everybody)


def test_a_day_that_is_none_shows_today(client, world):
    for day in ("x", "9999-12-31", "0001-01-01", "2026-02-30"):
        assert client.get(url("shifts", world.estate), {"day": day}).status_code == 200
    assert Shift.objects.count() == 0


def test_activation_is_one_press_and_says_what_is_missing(client, world):
    page = client.get(url("activation", world.estate))
    assert page.context["live"] is None
    for _ in range(2):
        client.post(url("activate", world.estate))
    page = client.get(url("activation", world.estate))
    assert page.context["live"].activated_by == world.staff[Role.COMMANDER].name
    assert "/join/" in page.context["join_url"]
    assert page.context["join_qr"] in page.content.decode()
    assert page.context["missing"] > 0
    client.post(url("stand_down", world.estate))
    assert len(client.get(url("activation", world.estate)).context["past"]) == 1


def test_a_duty_is_written_changed_handed_to_its_deputy_and_taken_out(client, world):
    data = {"duty": "用药", "society": "community", "holder": "张", "phone": "021-6448"}
    assert client.post(url("duty_new", world.estate), data).status_code == 302
    assert client.post(url("duty_new", world.estate), data).status_code == 422
    bad = client.post(url("duty_new", world.estate), data | {"phone": "电话"})
    assert "phone" in bad.context["form"].errors
    entry = DutyEntry.objects.get()
    client.post(url("duty", entry), data | {"deputy": "李", "deputy_phone": "110"})
    client.post(url("duty_holder", entry), {"gone": "1"})
    [row] = client.get(url("directory", world.estate)).context["rows"]
    assert row.call == ("李", "110")
    client.post(url("duty_remove", entry))
    assert DutyEntry.objects.count() == 0


PAGES = ("people_of", "duplicates", "teams", "shifts", "cover", "directory", "activation")


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_to_do_while_nobody_is_there(client, world, name):
    answer = client.get(url(name, world.estate))
    assert answer.status_code == 200
    assert re.search(r"<h[12]>", answer.content.decode())


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_people(
    client, world, name, django_assert_max_num_queries
):
    active(world)
    counts = []
    for numbers in (range(1), range(10, 110)):
        lines = [helper(n, place="B1") for n in numbers]
        people(world, *lines, helper(numbers[0], name="同号", place="B1"), now=timezone.now())
        fill_gaps(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
        with django_assert_max_num_queries(60) as queries:
            client.get(url(name, world.estate))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_people_of_an_estate_are_its_commanders_alone(client):
    world = town_world(client)
    [person] = people(world, helper(1))
    client.force_login(world.staff[Role.CLERK])
    assert client.get(url("people_of", world.estate)).status_code == 404
    assert client.get(url("person", person)).status_code == 404


def test_who_left_can_be_deleted_for_good_and_nobody_else(client, world):
    [person] = people(world, helper(1, name="要删"))
    client.post(url("person_forget", person))
    assert Person.objects.filter(pk=person.pk).exists()
    client.post(url("person_gone", person))
    client.post(url("person_forget", person))
    assert not Person.objects.filter(pk=person.pk).exists()
    entry = AuditEntry.objects.get(action="person.forgotten")
    assert (entry.subject_id, entry.data) == (person.pk, {})


def test_each_estate_gets_a_cadre_and_those_without_stand_first(client, world):
    """R16."""
    other = make_world(name="F")
    [cadre, _] = people(world, helper(1, cadre=True), helper(2))
    page = client.get(reverse("setup:cadres"))
    assert [row.estate for row in page.context["rows"]] == ["F", "E"]
    assert page.context["without"] == 1
    data = {"cadre": cadre.pk, "estate": other.estate.pk}
    for _again in range(2):
        client.post(reverse("setup:cadres"), data)
    cadre.refresh_from_db()
    assert (cadre.place, cadre.team) == (other.estate, None)
    assert client.post(reverse("setup:cadres"), {"cadre": "x", "estate": "0"}).status_code == 422


def test_an_estates_commander_sends_no_cadre_elsewhere(client, world):
    other = make_world(name="F")
    [cadre] = people(world, helper(1, cadre=True))
    client.force_login(world.staff[Role.COMMANDER])
    held = world.staff[Role.COMMANDER].assignments.filter(place=world.town)
    held.update(ended_at=timezone.now())
    data = {"cadre": cadre.pk, "estate": other.estate.pk}
    assert client.post(reverse("setup:cadres"), data).status_code == 422
    cadre.refresh_from_db()
    assert cadre.place != other.estate
