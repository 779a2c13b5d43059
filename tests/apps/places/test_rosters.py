"""R1, R4, R53, R89: a property company's workbook becomes doors and households, all or nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.places.errors import (
    ChangedSince,
    NoSuchChoice,
    NotAMobileNumber,
    RosterChanged,
    RosterGone,
)
from baogong.apps.places.models import (
    CareFlag,
    HouseholdPhone,
    Place,
    RosterConflict,
    RosterFile,
    RosterMapping,
    RosterRefusal,
)
from baogong.apps.places.queries import (
    conflict_ids,
    estate_counts,
    known_households,
    roster_difference,
)
from baogong.apps.places.roster_json import read_back
from baogong.apps.places.services import (
    add_estate,
    add_town,
    choose,
    correct_household,
    correct_roster,
    drop_roster,
    forget_old_rosters,
    forget_phone,
    give_phone,
    leave,
    load_roster,
    take_back,
    take_roster,
)
from baogong.plumbing import retention
from baogong.plumbing.audit import SYSTEM
from baogong.readers.rosters import RosterSpoiled, Said, read_roster
from tests.factories import NOW
from tests.factories.racing import race
from tests.factories.rosters import HEAD, PLAIN, doubtful, roster

pytestmark = pytest.mark.django_db
ACT = {"actor": SYSTEM, "now": NOW}


@pytest.fixture
def estate():
    return add_estate(town=add_town(code="t", name="T"), code="e", name="E", **ACT)


def take(estate, content):
    return take_roster(estate=estate, name="台账.csv", content=content, **ACT)


def load(estate, content, keep=()):
    return load_roster(file_id=take(estate, content).pk, keep=keep, **ACT)


def difference(estate, content):
    return roster_difference(read_back(take(estate, content).read), estate=estate)


def households(estate):
    return {
        row.door: (row.people, row.occupied, row.phones, row.flags)
        for row in known_households(within=estate)
    }


def everything():
    models = (Place, HouseholdPhone, CareFlag, RosterConflict, RosterRefusal)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_roster_becomes_doors_with_their_households(estate):
    loaded = load(estate, roster())

    assert (loaded.added, loaded.changed, loaded.conflicts, loaded.refused) == (4, 0, 0, 0)
    assert households(estate) == {
        "B1-1-101": (3, True, ("13912340001",), ()),
        "B1-1-102": (2, True, ("13912340002",), ("elderly_alone",)),
        "B1-1-201": (0, False, (), ()),
        "B1-1-202": (4, True, ("13912340004",), ("infant",)),
    }


def test_nothing_changes_until_it_is_loaded_and_nothing_of_people_stays_afterwards(estate):
    file = take(estate, roster())
    assert not Place.objects.doors().exists()
    load_roster(file_id=file.pk, keep=(), **ACT)
    file.refresh_from_db()
    assert (file.content, file.read) == (None, None)


def test_the_same_file_again_changes_nothing(estate):
    load(estate, doubtful())
    before = everything()
    again = load(estate, doubtful())

    assert (again.added, again.changed, again.conflicts) == (0, 0, 0)
    assert everything()[:4] == before[:4]


def test_a_newer_file_shows_what_it_would_replace_and_what_is_kept_stays(estate):
    """People, phone and care differ: each is approved, or kept as it was."""
    load(estate, roster())
    newer = roster("B1,1,101,5,13912340001,", "B1,1,102,2,13912349999,", *PLAIN[2:])
    found = difference(estate, newer)
    assert [change.known.door for change in found.replacing] == ["B1-1-101", "B1-1-102"]
    assert found.same == 2

    kept = found.replacing[1].known.id
    loaded = load(estate, newer, keep={kept})
    assert (loaded.changed, loaded.kept) == (1, 1)
    assert households(estate)["B1-1-101"][0] == 5
    assert households(estate)["B1-1-102"][2] == ("13912340002",)


def test_what_a_newer_file_does_not_say_stays_known(estate):
    load(estate, roster())
    load(estate, roster("B1,1,101,,,", "B1,1,102,2,,独居老人"))
    assert households(estate)["B1-1-101"] == (3, True, ("13912340001",), ())
    assert difference(estate, roster("B1,1,101,3,,")).absent == (
        "B1-1-102",
        "B1-1-201",
        "B1-1-202",
    )


def test_doors_that_the_estate_lacks_are_refused_unless_the_file_may_add_them(estate):
    load(estate, roster())
    file = take(estate, roster(*PLAIN, "B9,1,101,2,,"))
    assert len(file.read["households"]) == 4
    assert len(file.read["refusals"]) == 1

    fields = {"栋号": "building", "单元": "entrance", "房号": "room", "居住人数": "people"}
    correct_roster(file=file, fields=fields, adds_doors=True, **ACT)
    assert load_roster(file_id=file.pk, keep=(), **ACT).added == 1


def test_what_the_columns_mean_is_remembered_for_the_kind_of_file(estate):
    head = HEAD.replace("居住人数", "口数甲").replace("联系电话", "号码乙")
    file = take(estate, roster(head=head))
    fields = {"栋号": "building", "单元": "entrance", "房号": "room", "口数甲": "people"}
    correct_roster(file=file, fields=fields, adds_doors=True, **ACT)
    drop_roster(file_id=file.pk, **ACT)

    again = take(estate, roster("B2,1,101,7,13912340001,", head=head))
    assert again.read["households"][0]["said"]["people"] == 7
    assert not again.read["households"][0]["said"]["phones"]
    assert RosterMapping.objects.count() == 1


def test_a_file_that_cannot_be_read_leaves_nothing(estate):
    for content in (b"\x89PNG\r\n\x1a\n" + bytes(99), b"", b"PK\x03\x04broken"):
        with pytest.raises(RosterSpoiled):
            take(estate, content)
    assert not RosterFile.objects.exists()


def test_a_file_is_loaded_or_dropped_once(estate):
    file = take(estate, roster())
    drop_roster(file_id=file.pk, **ACT)
    with pytest.raises(RosterGone):
        load_roster(file_id=file.pk, keep=(), **ACT)
    assert not Place.objects.doors().exists()


def test_files_that_nobody_loads_are_emptied_after_a_week(estate):
    file = take(estate, roster())
    forget_old_rosters(NOW + timedelta(days=6))
    file.refresh_from_db()
    assert file.is_waiting
    forget_old_rosters(NOW + timedelta(days=8))
    file.refresh_from_db()
    assert file.content is None
    assert not file.is_waiting


def test_refused_rows_are_listed_with_their_row_and_reason(estate):
    load(estate, doubtful())
    [refusal] = RosterRefusal.objects.all()
    assert refusal.row == 9
    assert refusal.why


def conflict_of(kind):
    return RosterConflict.objects.get(kind=kind)


def test_conflicts_wait_with_sheet_and_rows(estate):
    load(estate, doubtful())
    assert {(row.kind, tuple(n for _, n in row.rows)) for row in RosterConflict.objects.all()} == {
        ("duplicate_differs", (4, 7)),
        ("bad_phone", (8,)),
    }
    [counts] = estate_counts([estate])
    assert (counts.doors, counts.empty, counts.open_conflicts) == (5, 1, 2)


def test_one_row_is_chosen_and_can_be_taken_back(estate):
    load(estate, doubtful())
    twice = conflict_of("duplicate_differs")
    before = households(estate)
    assert before["B1-1-102"][0] is None
    choose(conflict_id=twice.pk, choice=1, **ACT)
    assert households(estate)["B1-1-102"] == (5, True, ("13912340002",), ("elderly_alone",))
    choose(conflict_id=twice.pk, choice=0, **ACT)
    assert households(estate)["B1-1-102"][0] == 2

    take_back(conflict_id=twice.pk, **ACT)
    assert households(estate) == before
    assert conflict_ids(estate=estate, settled=False) == list(
        RosterConflict.objects.order_by("pk").values_list("pk", flat=True)
    )


def test_what_was_chosen_holds_when_the_same_file_comes_again(estate):
    load(estate, doubtful())
    choose(conflict_id=conflict_of("duplicate_differs").pk, choice=1, **ACT)
    give_phone(conflict_id=conflict_of("bad_phone").pk, typed="139 1234 0008", **ACT)
    settled = households(estate)

    assert difference(estate, doubtful()).changes == ()
    again = load(estate, doubtful())
    assert (again.changed, again.conflicts) == (0, 0)
    assert households(estate) == settled
    assert settled["B1-1-301"][2] == ("13912340008",)


def test_a_settled_number_does_not_keep_later_news_of_a_household_out(estate):
    """The same wrong number next month: the number is mended again, everything else is new."""
    load(estate, doubtful())
    give_phone(conflict_id=conflict_of("bad_phone").pk, typed="13912340008", **ACT)
    load(estate, roster(*PLAIN, "B1,1,301,4,1391234000/13912340077,独居老人"))

    assert households(estate)["B1-1-301"] == (
        4,
        True,
        ("13912340077", "13912340008"),
        ("elderly_alone",),
    )


def test_taking_back_does_not_undo_what_was_learned_since(estate):
    load(estate, doubtful())
    twice = conflict_of("duplicate_differs")
    choose(conflict_id=twice.pk, choice=0, **ACT)
    door = Place.objects.get(label="B1-1-102")
    correct_household(household_id=door.pk, said=Said(6, True, (), ("dialysis",)), **ACT)
    before = everything()
    with pytest.raises(ChangedSince):
        take_back(conflict_id=twice.pk, **ACT)
    assert everything() == before


def test_loading_replaces_only_what_somebody_looked_at(estate):
    load(estate, roster())
    file = take(estate, roster("B1,1,101,5,13912340001,", *PLAIN[1:]))
    seen = roster_difference(read_back(file.read), estate=estate).digest
    door = Place.objects.get(label="B1-1-102")
    correct_household(household_id=door.pk, said=Said(6, True, (), ()), **ACT)
    before = everything()
    with pytest.raises(RosterChanged):
        load_roster(file_id=file.pk, keep=(), seen=seen, **ACT)
    assert everything() == before
    again = roster_difference(read_back(file.read), estate=estate).digest
    assert load_roster(file_id=file.pk, keep=(), seen=again, **ACT).changed == 2


def test_a_number_at_several_doors_is_taken_away_from_all(estate):
    load(estate, roster(*(f"B1,1,{n}01,2,13912345678," for n in range(1, 5))))
    shared = conflict_of("shared_phone")
    forget_phone(conflict_id=shared.pk, **ACT)
    assert not HouseholdPhone.objects.exists()
    take_back(conflict_id=shared.pk, **ACT)
    assert HouseholdPhone.objects.count() == 4


def test_leaving_a_conflict_settles_it_without_a_change(estate):
    load(estate, doubtful())
    before = households(estate)
    for row in RosterConflict.objects.all():
        leave(conflict_id=row.pk, **ACT)
    assert households(estate) == before
    assert conflict_ids(estate=estate, settled=False) == []


def test_a_refused_settling_moves_nothing(estate):
    load(estate, doubtful())
    before = everything()
    with pytest.raises(NoSuchChoice):
        choose(conflict_id=conflict_of("duplicate_differs").pk, choice=7, **ACT)
    with pytest.raises(NotAMobileNumber):
        give_phone(conflict_id=conflict_of("bad_phone").pk, typed="12345", **ACT)
    assert everything() == before


def test_a_household_is_corrected_by_hand(estate):
    load(estate, roster())
    door = Place.objects.get(label="B1-1-101")
    said = Said(6, True, ("13900000001", "13900000002"), ("dialysis",))
    correct_household(household_id=door.pk, said=said, **ACT)
    assert households(estate)["B1-1-101"] == (6, True, said.phones, said.flags)


def dates():
    rows = HouseholdPhone.objects.order_by("household", "position")
    return dict(rows.values_list("number", "recorded_at"))


def test_what_is_known_of_a_household_is_as_new_as_it_was_said_last(estate):
    load(estate, roster())
    assert set(dates().values()) == {NOW}
    door, later = Place.objects.get(label="B1-1-101"), NOW + timedelta(days=1)
    said = Said(6, True, ("13900000001",), ())
    correct_household(household_id=door.pk, said=said, actor=SYSTEM, now=later)
    assert {n for n, at in dates().items() if at == later} == {"13900000001"}

    again = take(estate, roster())
    load_roster(file_id=again.pk, keep=[door.pk], actor=SYSTEM, now=later + timedelta(days=1))
    assert set(dates().values()) == {later + timedelta(days=1)}


@pytest.mark.parametrize("content", [roster(), doubtful()])
def test_what_was_read_comes_back_from_the_database_as_it_was(estate, content):
    read = read_roster(content)
    file = take(estate, content)
    file.refresh_from_db()
    assert read_back(file.read) == read


def test_the_number_of_statements_does_not_grow_with_the_rows(estate):
    def statements(content):
        file = take(estate, content)
        with CaptureQueriesContext(connection) as queries:
            load_roster(file_id=file.pk, keep=(), **ACT)
        return len(queries)

    few = statements(roster())
    other = add_estate(town=estate.parent, code="f", name="F", **ACT)
    file = take(other, roster(*(f"C{b},1,{f}01,2,," for b in range(1, 30) for f in range(1, 9))))
    with CaptureQueriesContext(connection) as queries:
        load_roster(file_id=file.pk, keep=(), **ACT)
    assert len(queries) <= few


@pytest.mark.django_db(transaction=True)
def test_two_people_who_load_the_same_file_at_once_load_it_once():
    estate = add_estate(town=add_town(code="t", name="T"), code="e", name="E", **ACT)
    file = take(estate, doubtful())

    def act():
        return load_roster(file_id=file.pk, keep=(), **ACT)

    answers = race(act, act)
    assert sorted(isinstance(answer, RosterGone) for answer in answers) == [False, True]
    assert Place.objects.doors().count() == 5
    assert RosterConflict.objects.count() == 2


@pytest.mark.parametrize("what", ["household_phones", "roster_conflicts"])
def test_what_was_erased_comes_back_from_no_conflict(estate, what):
    """C13.5"""
    load(estate, roster(*(f"B1,1,{n}01,2,13912345678," for n in range(1, 5))))
    shared = conflict_of("shared_phone")
    forget_phone(conflict_id=shared.pk, **ACT)
    correct_household(
        household_id=Place.objects.get(label="B1-1-101").pk,
        said=Said(2, True, ("13912340009",), ()),
        **ACT,
    )
    kept = retention.kept_as(what)
    kept.forget(kept.rows(estate, NOW))
    assert not kept.rows(estate, NOW).exists()
    assert "13912345678" not in str(list(RosterConflict.objects.values()))
    known = households(estate)

    take_back(conflict_id=shared.pk, **ACT)
    assert households(estate) == known
    assert conflict_ids(estate=estate, settled=False) == [shared.pk]
    load(estate, roster(*(f"B1,1,{n}01,2,13912345678," for n in range(1, 5))))


def test_a_roster_that_came_after_the_time_keeps_its_conflicts(estate):
    load(estate, doubtful())
    kept = retention.kept_as("roster_conflicts")
    assert kept.rows(estate, NOW).exists()
    assert not kept.rows(estate, NOW - timedelta(days=1)).exists()
