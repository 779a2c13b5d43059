"""R18, R95: neighbours put themselves on the roster while the estate is active."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.people.enums import PersonState, Role, Source
from baogong.apps.people.errors import SignUpClosed, TooManySignUps
from baogong.apps.people.models import Activation, DuplicatePerson, Person, ShiftDuty
from baogong.apps.people.queries import team_rows
from baogong.apps.people.services import (
    Application,
    activate,
    approve,
    decline,
    sign_up,
    stand_down,
)
from baogong.apps.people.services.sign_up import MOST_PER_ORIGIN
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return active_world()


def active_world():
    world = make_world(buildings=2)
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=NOW)
    return world


def apply(number=1, *, now=NOW, **changes):
    fields = {
        "key": uuid4(),
        "name": f"居民{number}",
        "phone": f"1380000{number:04}",
        "address": "B1",
        "organisation": "",
        "skills": ("driving",),
        "slots": ("morning", "evening"),
        "origin": f"o{number}",
    }
    sign_up(Application(**fields | changes), code=Activation.objects.get().code, now=now)


def supply_team(world):
    return next(row.id for row in team_rows(estate=world.estate) if row.kind == "supply")


def approve_all(world):
    return approve(
        person_ids=Person.objects.values_list("pk", flat=True),
        estate=world.estate,
        team_id=supply_team(world),
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )


def test_who_signs_up_waits_with_the_building_that_they_named(world):
    apply(address="B2号楼")
    person = Person.objects.get()
    assert (person.state, person.source, person.place.label) == ("applied", "sign_up", "B2")
    assert person.address == "B2号楼"


def test_a_form_sent_twice_is_one_sign_up(world):
    key = uuid4()
    for _ in range(3):
        apply(key=key)
    assert Person.objects.count() == 1


def test_a_known_phone_gets_the_same_answer_and_waits_for_a_clerk(world):
    [known] = people(world, helper(1))
    apply(phone=known.phone, name="另一人")
    assert DuplicatePerson.objects.get().said["name"] == "另一人"
    assert Person.objects.count() == 1


def test_nobody_signs_up_once_the_estate_stood_down(world):
    stand_down(estate=world.estate, actor=world.staff[Role.COMMANDER], now=NOW)
    with pytest.raises(SignUpClosed):
        apply()
    assert Person.objects.count() == 0


def test_one_connection_sends_so_many_in_an_hour_and_no_more(world):
    for number in range(MOST_PER_ORIGIN):
        apply(number, origin="o")
    with pytest.raises(TooManySignUps):
        apply(999, origin="o")
    assert Person.objects.count() == MOST_PER_ORIGIN
    apply(999, origin="o", now=NOW + timedelta(hours=1, seconds=1))
    apply(1000, origin="another")


def test_a_hundred_are_approved_at_once_each_with_place_team_briefing_and_first_turn(world):
    for number in range(100):
        apply(number, address="B1" if number % 10 else "某处")
    done = approve_all(world)

    assert done.approved == 100
    assert len(done.placeless) == 10
    assert done.turnless == ()
    approved = Person.objects.filter(state=PersonState.APPROVED)
    assert approved.filter(briefed_at=NOW, team=supply_team(world)).count() == 100
    turns = ShiftDuty.objects.filter(person__in=approved)
    assert turns.values("person").distinct().count() == turns.count() == 100
    assert set(turns.values_list("shift__slot", flat=True)) <= {"morning", "evening"}


def test_who_can_come_only_at_night_is_named_as_without_a_turn(world):
    apply(slots=("night",))
    done = approve_all(world)
    assert done.turnless == (Person.objects.get().pk,)


def test_approving_twice_changes_nothing_the_second_time(world):
    apply()
    approve_all(world)
    assert approve_all(world).approved == 0
    assert ShiftDuty.objects.count() == 1


def test_declined_ones_can_apply_again(world):
    apply()
    everybody = Person.objects.values_list("pk", flat=True)
    actor = world.staff[Role.COMMANDER]
    assert decline(person_ids=everybody, estate=world.estate, actor=actor, now=NOW) == 1
    apply()
    assert sorted(Person.objects.values_list("state", flat=True)) == ["applied", "declined"]


def test_people_of_another_estate_are_not_approved_here(world):
    apply()
    other = make_world(name="F")
    done = approve(
        person_ids=Person.objects.values_list("pk", flat=True),
        estate=other.estate,
        team_id=supply_team(world),
        actor=other.staff[Role.COMMANDER],
        now=NOW,
    )
    assert done.approved == 0
    assert Person.objects.get().state == PersonState.APPLIED


def test_the_number_of_queries_does_not_grow_with_the_approved(
    world, django_assert_max_num_queries
):
    counts = []
    for numbers in (range(1), range(10, 60)):
        for number in numbers:
            apply(number)
        with django_assert_max_num_queries(60) as queries:
            approve_all(world)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_one_phone_that_signs_up_from_several_devices_is_one_person():
    active_world()
    race(*(apply for _ in range(RACERS)))
    assert Person.objects.count() == 1
    assert DuplicatePerson.objects.count() == 1
    assert DuplicatePerson.objects.get().source == Source.SIGN_UP
