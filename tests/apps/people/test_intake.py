"""R9: 150 people from a list; the same phone twice waits for a clerk, nothing is lost."""

import pytest

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import DuplicateOutcome, PersonState, Source, TeamKind
from baogong.apps.people.errors import DuplicateSettled, PhoneTaken
from baogong.apps.people.models import DuplicatePerson, Person, Team
from baogong.apps.people.queries import duplicate_ids, duplicate_rows, roll, team_rows
from baogong.apps.people.services import settle_duplicate, take_in
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry, Event
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(buildings=2)


def take(world, *lines):
    return take_in(lines, estate=world.estate, actor=SYSTEM, now=NOW)


def waiting(world):
    ids = duplicate_ids(estate=world.estate)
    return duplicate_rows(ids, estate=world.estate, now=NOW)


def settle(duplicate, outcome, **changes):
    settle_duplicate(duplicate_id=duplicate.pk, outcome=outcome, actor=boss(), now=NOW, **changes)


def boss():
    return User.objects.get(username="boss-E")


def test_counts_by_team_equal_the_list(world):
    teams = [*["supply"] * 60, *["advice"] * 40, *["gate_duty"] * 30, *["消杀队"] * 20]
    lines = [helper(n, team=team, cadre=n < 72) for n, team in enumerate(teams)]
    taken = take(world, *lines)

    assert (taken.added, taken.known, taken.duplicates) == (150, 0, 0)
    rows = {
        row.label if row.kind == TeamKind.OTHER else row.kind: row.members
        for row in team_rows(estate=world.estate)
    }
    assert rows == {"supply": 60, "advice": 40, "gate_duty": 30, "消杀队": 20}
    counts = roll(estate=world.estate, now=NOW)
    assert (counts.approved, counts.cadres) == (150, 72)


def test_the_same_list_twice_adds_nobody(world):
    lines = [helper(1), helper(2), helper(2)]
    first, second = take(world, *lines), take(world, *lines)

    assert (first.added, first.duplicates) == (2, 1)
    assert (second.added, second.known, second.duplicates) == (0, 3, 0)
    assert Person.objects.count() == 2


def test_a_phone_that_somebody_has_waits_with_both_rows(world):
    take(world, helper(1, name="王芳"))
    taken = take(world, helper(1, name="王方", organisation="区委办"), helper(2))

    assert (taken.added, taken.duplicates) == (1, 1)
    [row] = waiting(world)
    assert (row.person.name, row.name, row.organisation) == ("王芳", "王方", "区委办")
    assert row.phone == "139****0001"


def test_without_a_phone_name_and_building_tell_who_it_is(world):
    """R47: chains name no phones."""
    wang = helper(1, name="王芳", phone="", place="B1")
    first = take_up(world, wang, helper(2, name="王芳", phone="", place="B2"))
    again = take_up(world, wang)
    listed = take(world, helper(1, name="王芳", place="B1"), helper(3, name="王芳", place=""))

    assert (first.added, again.added, again.known) == (2, 0, 1)
    assert (listed.added, listed.duplicates) == (1, 1)
    settle(DuplicatePerson.objects.get(), DuplicateOutcome.UPDATED)
    assert Person.objects.get(name="王芳", place__label="B1").phone == "13900000001"
    other = take(world, helper(9, name="王芳", place="B1"))
    assert (other.added, other.duplicates) == (1, 0)


def take_up(world, *lines):
    """Those who sign up themselves wait for approval."""
    taken = take_in(lines, estate=world.estate, actor=SYSTEM, now=NOW, source=Source.SIGN_UP)
    applied = Person.objects.filter(source=Source.SIGN_UP, state=PersonState.APPLIED)
    assert applied.count() == 2
    return taken


def test_a_number_that_somebody_else_got_meanwhile_is_not_taken_over(world):
    take_up(world, *(helper(n, name=f"人{n}", phone="", place="B1") for n in (1, 2)))
    take(world, helper(1, place="B1"))
    people(world, helper(1, name="李雷", place="B2"))
    with pytest.raises(PhoneTaken):
        settle(DuplicatePerson.objects.get(), DuplicateOutcome.UPDATED)
    assert Person.objects.get(name="人1").phone == ""


def test_rows_that_wait_at_another_estate_are_counted_apart(world):
    other = make_world(name="F")
    take(other, helper(1))
    first = take(world, helper(1, name="另"), helper(2), helper(2, name="又"))
    again = take(world, helper(1, name="另"))

    assert (first.added, first.duplicates, first.elsewhere) == (1, 2, 1)
    assert (again.known, again.duplicates, again.elsewhere) == (1, 0, 0)
    assert [row.name for row in waiting(other)] == ["另"]
    assert [row.name for row in waiting(world)] == ["又"]


def test_the_new_row_goes_over_the_known_one_where_it_says_something(world):
    [person] = people(world, helper(1, name="王芳", remarks="夜里可来"))
    take(world, helper(1, name="王方", place="B2", team="patrol"))
    settle(DuplicatePerson.objects.get(), DuplicateOutcome.UPDATED)

    person.refresh_from_db()
    assert (person.name, person.place.label, person.team.kind) == ("王方", "B2", "patrol")
    assert person.remarks == "夜里可来"


def test_the_known_row_can_be_kept_and_a_second_answer_changes_nothing(world):
    [person] = people(world, helper(1, name="王芳"))
    take(world, helper(1, name="王方"))
    duplicate = DuplicatePerson.objects.get()
    settle(duplicate, DuplicateOutcome.KEPT)

    with pytest.raises(DuplicateSettled):
        settle(duplicate, DuplicateOutcome.UPDATED)
    person.refresh_from_db()
    assert person.name == "王芳"
    assert waiting(world) == []


def test_somebody_else_comes_in_with_another_phone(world):
    people(world, helper(1, name="王芳"))
    take(world, helper(1, name="李雷", place="B1"))
    duplicate = DuplicatePerson.objects.get()
    with pytest.raises(PhoneTaken):
        settle(duplicate, DuplicateOutcome.OTHER, phone="13900000001")
    assert DuplicatePerson.objects.get().settled_at is None

    settle(duplicate, DuplicateOutcome.OTHER, phone="13900000009")
    added = Person.objects.get(name="李雷")
    assert (added.phone, added.place.label, added.state) == ("13900000009", "B1", "approved")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("B2", "B2"),
        ("b2号楼", "B2"),
        ("Ｂ2栋", "B2"),
        ("EB2", "B2"),
        ("B2-1", "B2-1"),
        ("B2-1-101", "B2"),
        ("B2号楼301", "B2"),
        ("B9", "E"),
        ("2", "E"),
        ("", "E"),
    ],
)
def test_a_building_is_understood_where_it_is_unambiguous(world, text, label):
    [person] = people(world, helper(1, place=text))
    assert person.place.label == label
    assert person.address == ("" if label != "E" else text)


def test_a_phone_is_free_again_when_its_owner_has_left(world):
    people(world, helper(1))
    Person.objects.update(state=PersonState.LEFT)
    assert take(world, helper(1)).added == 1


def test_no_name_and_no_phone_stand_in_the_audit_log_or_in_events(world):
    take(world, helper(1, name="王芳"), helper(1, name="王方"))
    told = str([*AuditEntry.objects.values("data"), *Event.objects.values("data")])
    assert "王" not in told
    assert "139" not in told


def test_the_number_of_queries_does_not_grow_with_the_list(world, django_assert_max_num_queries):
    take(world, helper(1))
    counts = []
    for first, last in ((10, 11), (20, 220)):
        with django_assert_max_num_queries(40) as queries:
            take(world, *(helper(n, place=f"B{n % 3}") for n in range(first, last)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_the_same_list_from_several_desks_at_once_adds_each_person_once():
    world = make_world()
    lines = [helper(n) for n in range(20)]
    answers = race(*(lambda: take(world, *lines) for _ in range(RACERS)))

    assert sum(answer.added for answer in answers) == 20
    assert Person.objects.count() == 20
    assert Team.objects.count() == 1
    assert Person.objects.filter(source=Source.LIST).count() == 20
