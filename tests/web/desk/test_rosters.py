"""R4, R53, R89: a roster is looked at, corrected, loaded; conflicts are settled one tap each."""

import inspect
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong import readers
from baogong.apps.people.enums import Role
from baogong.apps.places.models import HouseholdPhone, Place, RosterConflict, RosterFile
from baogong.apps.places.queries import known_households
from baogong.apps.places.services import add_estate, load_roster, take_roster
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.readers.rosters import FIELDS
from baogong.web.desk.rosters.columns import LABELS
from baogong.web.desk.rosters.words import CONFLICTS, REFUSALS, SPOILED
from baogong.web.desk.tables import MOST_BYTES
from tests.factories import NOW
from tests.factories.rosters import PLAIN, doubtful, roster
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate(client):
    return add_estate(
        town=town_world(client).town, code="xf", name="幸福里", actor=SYSTEM, now=NOW
    )


def upload(client, estate, content, name="台账.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("desk:rosters", args=[estate.pk]), {"table": file}, follow=True)


def loaded(estate, content):
    file = take_roster(estate=estate, name="台账.csv", content=content, actor=SYSTEM, now=NOW)
    return load_roster(file_id=file.pk, keep=(), actor=SYSTEM, now=NOW)


def post(client, name, pk, **data):
    if name == "roster_load":  # what the page carries
        page = client.get(reverse("desk:roster", args=[pk]))
        if page.context.get("difference"):
            data |= {"seen": page.context["difference"].digest}
    return client.post(reverse(f"desk:{name}", args=[pk]), data, follow=True)


def known(estate, door):
    return next(row for row in known_households(within=estate) if row.door == door)


def test_a_file_is_shown_as_it_was_understood_before_anything_changes(client, estate):
    page = upload(client, estate, doubtful())

    assert page.status_code == 200
    assert len(page.context["read"].households) == 5
    assert [row.rows for row in page.context["conflicts"]] == ["第 4, 7 行", "第 8 行"]
    assert [(row.sheet, row.row) for row in page.context["refusals"]] == [("csv", 9)]
    assert not Place.objects.within(estate).doors().exists()


def test_loading_leads_to_the_conflicts_that_wait(client, estate):
    upload(client, estate, doubtful())
    page = post(client, "roster_load", RosterFile.objects.get().pk)

    assert page.resolver_match.url_name == "roster_conflicts"
    assert len(page.context["cards"]) == 2
    assert Place.objects.within(estate).doors().count() == 5


def test_numbers_are_masked_until_somebody_asks(client, estate):
    """R6: 139****0001 in lists; the whole number only behind a logged tap."""
    loaded(estate, roster())
    door = Place.objects.within(estate).get(label="B1-1-101")
    for url in (
        reverse("desk:households", args=[estate.pk]),
        reverse("desk:household", args=[door.pk]),
    ):
        text = client.get(url).text
        assert "139****0001" in text
        assert "13912340001" not in text
    assert "13912340001" in post(client, "household_reveal", door.pk).text


def test_a_newer_file_asks_before_it_replaces(client, estate):
    loaded(estate, roster())
    page = upload(client, estate, roster("B1,1,101,5,13912340001,", *PLAIN[1:]))
    [row] = page.context["replacing"]
    assert row.door == "B1-1-101"
    assert len(row.points) == 1

    file = RosterFile.objects.exclude(read=None).get()
    post(client, "roster_load", file.pk, keep=[row.id])
    assert known(estate, "B1-1-101").people == 3
    upload(client, estate, roster("B1,1,101,5,13912340001,", *PLAIN[1:]))
    post(client, "roster_load", RosterFile.objects.exclude(read=None).get().pk)
    assert known(estate, "B1-1-101").people == 5


def test_the_same_file_again_is_recognised(client, estate):
    loaded(estate, roster())
    assert upload(client, estate, roster()).context["loaded_before"] == NOW


def test_columns_are_corrected_beside_what_was_understood(client, estate):
    page = upload(client, estate, roster())
    headings = page.context["headings"]
    assert [(row.text, row.field) for row in headings][:4] == [
        ("栋号", "building"),
        ("单元", "entrance"),
        ("房号", "room"),
        ("居住人数", "people"),
    ]
    names = [row.text for row in headings]
    fields = ["" if row.field == "people" else row.field for row in headings]
    file = RosterFile.objects.get()
    page = post(client, "roster_columns", file.pk, heading=names, field=fields, adds_doors="on")
    assert {row.said.people for row in page.context["read"].households} == {None}


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(200), b"PK\x03\x04" + bytes(50), b"   \n \n"]
)
def test_a_file_that_cannot_be_read_is_answered_with_a_cure(client, estate, content):
    page = upload(client, estate, content, name="台账.xlsx")

    assert page.status_code == 422
    assert page.context["form"].errors["table"]
    assert not RosterFile.objects.exists()


def test_a_missing_and_a_large_file_are_refused(client, estate):
    assert client.post(reverse("desk:rosters", args=[estate.pk])).status_code == 422
    assert upload(client, estate, b"x" * (MOST_BYTES + 1)).status_code == 422
    assert not RosterFile.objects.exists()


def test_a_dropped_file_changes_nothing_and_cannot_be_loaded(client, estate):
    upload(client, estate, roster())
    file = RosterFile.objects.get()
    post(client, "roster_drop", file.pk)
    assert post(client, "roster_load", file.pk).status_code == 422
    assert not Place.objects.within(estate).doors().exists()
    assert client.get(reverse("desk:roster", args=[file.pk])).status_code == 200


def test_each_conflict_is_settled_with_one_tap_and_taken_back_with_another(client, estate):
    loaded(estate, doubtful())
    twice = RosterConflict.objects.get(kind="duplicate_differs")
    page = post(client, "roster_conflict", twice.pk, choice="1")
    assert known(estate, "B1-1-102").people == 5
    assert [card.id for card in page.context["cards"]] != [twice.pk]

    post(client, "roster_conflict", twice.pk, way="back")
    assert known(estate, "B1-1-102").people is None


def test_the_right_number_is_typed_into_the_conflict(client, estate):
    loaded(estate, doubtful())
    bad = RosterConflict.objects.get(kind="bad_phone")
    page = post(client, "roster_conflict", bad.pk, way="phone", typed="1391234")
    assert "1391234" in page.text
    assert RosterConflict.objects.get(pk=bad.pk).settled_at is None
    post(client, "roster_conflict", bad.pk, way="phone", typed="+86 139 1234 0008")
    assert known(estate, "B1-1-301").phones == ("13912340008",)


@pytest.mark.parametrize("data", [{"choice": "99"}, {"choice": "x"}, {}, {"way": "odd"}])
def test_a_choice_that_is_not_there_moves_nothing(client, estate, data):
    loaded(estate, doubtful())
    twice = RosterConflict.objects.get(kind="duplicate_differs")
    post(client, "roster_conflict", twice.pk, **data)
    assert RosterConflict.objects.get(pk=twice.pk).settled_at is None


def test_a_household_is_corrected_and_bad_numbers_are_named(client, estate):
    loaded(estate, roster())
    door = Place.objects.within(estate).get(label="B1-1-101")
    right = {"people": "4", "occupied": "yes", "phones": "139 0000 0001\n", "flags": ["dialysis"]}
    page = post(client, "household_correct", door.pk, **right | {"phones": "12345"})
    assert page.status_code == 422
    assert "12345" in page.text
    assert HouseholdPhone.objects.filter(number="13912340001").exists()

    post(client, "household_correct", door.pk, **right)
    row = known(estate, "B1-1-101")
    assert (row.people, row.phones, row.flags) == (4, ("13900000001",), ("dialysis",))
    post(client, "household_correct", door.pk, **right | {"occupied": "no"})
    assert (known(estate, "B1-1-101").people, known(estate, "B1-1-101").occupied) == (0, False)


@pytest.mark.parametrize(
    ("query", "doors"),
    [
        ("", 4),
        ("?state=empty", 1),
        ("?care=infant", 1),
        ("?text=102", 1),
        ("?text=102&state=empty", 0),
        ("?state=odd", 4),
    ],
)
def test_the_list_of_households_is_filtered_in_the_address(client, estate, query, doors):
    loaded(estate, roster())
    page = client.get(reverse("desk:households", args=[estate.pk]) + query)
    assert len(page.context["rows"]) == doors


@pytest.mark.parametrize("name", ["places", "rosters", "roster_conflicts", "households"])
def test_pages_ask_no_more_queries_with_more_rows(client, estate, name):
    def queries():
        with CaptureQueriesContext(connection) as found:
            arguments = [] if name == "places" else [estate.pk]
            assert client.get(reverse(f"desk:{name}", args=arguments)).status_code == 200
        return len(found)

    loaded(estate, roster(PLAIN[0], PLAIN[0], "B1,1,301,1,1391234000,"))
    few = queries()
    rows = [f"B1,{e},{f}01,2,1391234000," for e in range(1, 9) for f in range(1, 9)]
    file = take_roster(estate=estate, name="新.csv", content=roster(*rows), actor=SYSTEM, now=NOW)
    RosterFile.objects.filter(pk=file.pk).update(adds_doors=True)
    load_roster(file_id=file.pk, keep=(), actor=SYSTEM, now=NOW)
    assert queries() <= few


def codes(pattern):
    """Every code that the readers' sources name in a pattern's first group."""
    folder = Path(inspect.getfile(readers)).parent
    sources = [*folder.glob("rosters/**/*.py"), *folder.glob("addresses/*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    return set(re.findall(pattern, text))


def test_every_code_of_the_reader_has_its_words():
    assert set(SPOILED) == codes(r'RosterSpoiled\("(\w+)"') | {"locked", "old_excel"}
    assert codes(r'why="(\w+)"') <= set(REFUSALS)
    assert codes(r'_fault\("(\w+)"') <= set(REFUSALS)
    assert codes(r'kind="(\w+)"') | codes(r'troubles.*\(+"(\w+)"') <= set(CONFLICTS)
    assert set(LABELS) == set(FIELDS)


def test_clerks_of_the_estate_work_with_rosters_and_others_do_not(client, estate):
    """C13: the data clerk brings lists in."""
    assert Role.CLERK in client.get(reverse("desk:places")).resolver_match.func.roles


def test_rows_that_were_left_out_go_back_to_whoever_keeps_the_roster(client, estate):
    loaded(estate, doubtful())
    file = RosterFile.objects.get()
    text = client.get(reverse("desk:roster_refused", args=[file.pk])).text
    assert "csv,9," in text
    assert "缺房号" in text
    assert "13912340009" not in text


def test_the_list_of_households_leaves_masked_and_prints_without_numbers(client, estate):
    """X5: an export holds no whole number, paper none at all."""
    loaded(estate, roster())
    text = client.get(reverse("desk:households_export", args=[estate.pk])).text
    assert "139****0001" in text
    assert "13912340001" not in text
    paper = client.get(reverse("desk:households_print", args=[estate.pk]) + "?state=empty").text
    assert "B1-1-201" in paper
    assert "B1-1-101" not in paper
    assert "139" not in paper


def test_care_that_would_change_is_shown_only_with_a_trace(client, estate):
    loaded(estate, roster())
    upload(client, estate, roster(*PLAIN[:1], "B1,1,102,2,13912340002,有婴儿", *PLAIN[2:]))
    door = Place.objects.within(estate).get(label="B1-1-102")
    reads = AuditEntry.objects.filter(action="care.read", subject_id=door.pk)
    assert reads.exists()


def test_who_needs_care_does_not_leave_as_a_file(client, estate):
    loaded(estate, roster())
    for name in ("households_export", "households_print"):
        text = client.get(reverse(f"desk:{name}", args=[estate.pk]) + "?care=infant").text
        assert "B1-1-101" in text
        assert "B1-1-202" in text


@pytest.mark.parametrize(
    "data",
    [
        {"choice": "9" * 5000},
        {"way": "leave", "query": "a\r\nX-Bad: 1"},
        {"way": "phone", "typed": "\0" * 40},
    ],
)
def test_odd_settlings_are_no_crash(client, estate, data):
    loaded(estate, doubtful())
    row = RosterConflict.objects.first()
    assert post(client, "roster_conflict", row.pk, **data).status_code == 200


def test_odd_headings_and_ticks_are_no_crash(client, estate):
    upload(client, estate, roster())
    file = RosterFile.objects.get()
    odd = {"heading": ["\0", "栋号"], "field": ["people", "building"], "adds_doors": "on"}
    assert post(client, "roster_columns", file.pk, **odd).status_code == 200
    assert post(client, "roster_load", file.pk, keep=["9" * 5000]).status_code == 200
