"""R51, R84: gaps are filled in one step; nobody twice, nobody away, nobody for too long."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from baogong.apps.people.enums import Desk, Health, Role, Slot
from baogong.apps.people.errors import PersonAway, TooManyHours, TurnTaken
from baogong.apps.people.models import Person, Shift, ShiftDuty
from baogong.apps.people.queries import (
    PeopleFilter,
    desk_days,
    free_people,
    people_ids,
    shifts_of,
    team_meals,
)
from baogong.apps.people.services import (
    activate,
    add_team,
    fill_gaps,
    free_turn,
    give_turn,
    give_turns,
    plan_shifts,
    set_health,
    set_needed,
    stand_down,
)
from baogong.apps.people.services.turns import plan_days_ahead
from baogong.apps.people.slots import midnight
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import DUTY_HOURS
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
TODAY = timezone.localtime(NOW).date()
TOMORROW = TODAY + timedelta(days=1)
ALL_SLOTS = ("morning", "afternoon", "evening", "night")


@pytest.fixture
def world():
    world = make_world()
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=NOW)
    return world


def fill(world, *, now=NOW):
    return fill_gaps(estate=world.estate, actor=world.staff[Role.COMMANDER], now=now)


def shift_of(world, slot, *, team=None, desk="", day=TOMORROW):
    shifts = Shift.objects.filter(estate=world.estate, slot=slot, desk=desk)
    return (
        shifts.get(team__kind=team, starts_at__gte=midnight(day))
        if team
        else (shifts.get(team=None, starts_at__gte=midnight(day)))
    )


def give(world, shift, person):
    actor = world.staff[Role.COMMANDER]
    return give_turn(shift_id=shift.pk, person_id=person.pk, actor=actor, now=NOW)


def hours_by_person_and_day():
    hours = defaultdict(Counter)
    for duty in ShiftDuty.objects.filter(freed_at=None):
        day = timezone.localtime(duty.starts_at).date()
        hours[duty.person_id][day] += (duty.ends_at - duty.starts_at) / timedelta(hours=1)
    return hours


def overlaps():
    duties = list(ShiftDuty.objects.filter(freed_at=None).order_by("person", "starts_at"))
    return [
        (one, other)
        for one, other in pairwise(duties)
        if one.person_id == other.person_id and other.starts_at < one.ends_at
    ]


def test_activation_makes_two_days_of_shifts_without_those_that_are_over(world):
    slots = Counter(Shift.objects.values_list("team__kind", flat=True))
    assert slots["supply"] == 6
    assert Shift.objects.filter(ends_at__lte=NOW).count() == 0
    assert Shift.objects.filter(desk=Desk.PHONE).count() == 8


def test_everybody_gets_a_first_turn_and_nobody_two_at_once_or_too_long(world):
    teams = ("supply", "advice", "gate_duty", "patrol", "transport")
    people(world, *(helper(n, team=teams[n % 5], slots=ALL_SLOTS) for n in range(60)))
    done = fill(world)

    assert done.without == ()
    assert overlaps() == []
    assert all(max(days.values()) <= 8 for days in hours_by_person_and_day().values())
    assert done.given == ShiftDuty.objects.count()


def test_filling_twice_gives_nothing_the_second_time(world):
    people(world, *(helper(n) for n in range(20)))
    fill(world)
    again = fill(world)
    assert again.given == 0


def test_what_cannot_be_filled_is_told(world):
    people(world, helper(1, slots=("morning",)))
    done = fill(world)
    needed = sum(Shift.objects.filter(starts_at__gt=NOW).values_list("needed", flat=True))
    assert done.lacking == needed - done.given > 0


def test_desks_come_first_and_a_skill_comes_before_a_team(world):
    people(
        world,
        helper(1, team="advice", slots=("morning",)),
        helper(2, team="patrol", skills=("phone",), slots=("morning",)),
    )
    fill(world)
    [turn] = ShiftDuty.objects.filter(shift__desk=Desk.PHONE)
    assert turn.person.phone.endswith("2")


def test_who_says_nothing_about_hours_is_not_asked_at_night(world):
    people(world, *(helper(n, team="gate_duty") for n in range(10)))
    fill(world)
    assert not ShiftDuty.objects.filter(shift__slot=Slot.NIGHT).exists()


def test_people_who_are_away_get_no_turn_and_lose_those_to_come(world):
    [first, second] = people(world, helper(1), helper(2))
    fill(world)
    had = ShiftDuty.objects.filter(person=first).count()
    actor = world.staff[Role.COMMANDER]
    freed = set_health(person_id=first.pk, health=Health.CONTACT, actor=actor, now=NOW)

    assert freed == had > 0
    fill(world)
    assert not ShiftDuty.objects.filter(person=first, freed_at=None).exists()
    assert ShiftDuty.objects.filter(person=second, freed_at=None).exists()


def test_a_turn_that_is_over_stays_with_who_did_it(world):
    [person] = people(world, helper(1))
    fill(world)
    later = NOW + timedelta(days=5)
    actor = world.staff[Role.COMMANDER]
    assert set_health(person_id=person.pk, health=Health.ILL, actor=actor, now=later) == 0
    assert ShiftDuty.objects.filter(person=person, freed_at=None).exists()


def test_a_turn_given_by_hand_is_refused_where_it_cannot_be(world):
    [person, other] = people(world, helper(1), helper(2))
    morning = shift_of(world, Slot.MORNING, team="supply")
    give(world, morning, person)
    with pytest.raises(TurnTaken):
        give(world, shift_of(world, Slot.MORNING, desk=Desk.DEPOT), person)
    with pytest.raises(TooManyHours):
        give(world, shift_of(world, Slot.AFTERNOON, team="supply"), person)
    actor = world.staff[Role.COMMANDER]
    set_health(person_id=other.pk, health=Health.ILL, actor=actor, now=NOW)
    with pytest.raises(PersonAway):
        give(world, morning, other)
    assert ShiftDuty.objects.count() == 1


def test_the_most_hours_are_a_setting(world):
    [person] = people(world, helper(1))
    boss = world.staff[Role.COMMANDER]
    set_setting(DUTY_HOURS, 12, place=world.estate, actor=boss, now=NOW)
    give(world, shift_of(world, Slot.MORNING, team="supply"), person)
    give(world, shift_of(world, Slot.AFTERNOON, team="supply"), person)
    assert ShiftDuty.objects.count() == 2


def test_the_database_refuses_one_person_in_two_places(world):
    [person] = people(world, helper(1))
    first = give(world, shift_of(world, Slot.MORNING, team="supply"), person)
    second = shift_of(world, Slot.MORNING, desk=Desk.DEPOT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftDuty.objects.create(
            shift=second,
            person=person,
            starts_at=first.starts_at + timedelta(hours=1),
            ends_at=first.ends_at,
            given_at=NOW,
        )


def test_a_freed_turn_can_be_given_again(world):
    [person] = people(world, helper(1))
    morning = shift_of(world, Slot.MORNING, team="supply")
    actor = world.staff[Role.COMMANDER]
    for _ in range(2):
        duty = give(world, morning, person)
        free_turn(duty_id=duty.pk, actor=actor, now=NOW)
    assert ShiftDuty.objects.filter(freed_at=None).count() == 0


def test_free_trained_people_are_found_and_none_of_them_is_booked_then(world):
    """R84: 12 for an isolation point, out of those who know it and are free."""
    everybody = people(
        world, *(helper(n, skills=("medical",) if n < 15 else ()) for n in range(30))
    )
    morning = shift_of(world, Slot.MORNING, team="supply")
    set_needed(shift_id=morning.pk, needed=9, actor=world.staff[Role.COMMANDER], now=NOW)
    for person in everybody[:3]:
        give(world, morning, person)
    where = PeopleFilter(skill="medical", free=(morning.starts_at, morning.ends_at))
    found = people_ids(estate=world.estate, where=where, now=NOW)

    assert sorted(found) == [person.pk for person in everybody[3:15]]
    assert {pk for pk, _ in free_people(shift=morning)} == {p.pk for p in everybody[3:]}


def test_several_take_a_shift_together_or_nobody_does(world):
    one, other = people(world, helper(1), helper(2))
    morning = shift_of(world, Slot.MORNING, team="supply")
    act = {"actor": world.staff[Role.COMMANDER], "now": NOW}
    give(world, morning, other)
    on_it = ShiftDuty.objects.filter(shift=morning, freed_at=None)
    with pytest.raises(TurnTaken):
        give_turns(shift_id=morning.pk, person_ids=[one.pk, other.pk], **act)
    assert [duty.person for duty in on_it] == [other]

    free_turn(duty_id=on_it.get().pk, **act)
    give_turns(shift_id=morning.pk, person_ids=[one.pk, other.pk], **act)
    assert {duty.person for duty in on_it.all()} == {one, other}


def test_an_hour_that_nobody_sits_at_a_desk_is_told_beforehand(world):
    people(world, helper(1, team="gate_duty", slots=ALL_SLOTS))
    fill(world)
    gate = [day for day in desk_days(estate=world.estate, now=NOW) if day.desk == Desk.GATE]
    covered = {(d.day, s.slot) for d in gate for s in d.slots if s.heads}
    turns = ShiftDuty.objects.filter(shift__desk=Desk.GATE)

    assert len(covered) == turns.count() > 0
    total = sum(slot.hours for day in gate for slot in day.slots)
    held = sum((t.ends_at - t.starts_at) / timedelta(hours=1) for t in turns)
    assert sum(day.uncovered_hours for day in gate) == total - held


def test_before_the_closure_every_desk_hour_is_uncovered():
    world = make_world()
    days = desk_days(estate=world.estate, now=NOW)
    assert {day.desk for day in days} == set(Desk)
    assert all(day.uncovered_hours for day in days)


def test_tomorrows_meals_are_the_people_on_shift(world):
    people(world, *(helper(n) for n in range(12)))
    fill(world)
    tomorrow = ShiftDuty.objects.filter(starts_at__gte=midnight(TOMORROW))
    on_duty = tomorrow.values("person").distinct().count()

    meals = team_meals(estate=world.estate, day=TOMORROW)
    assert meals.people == on_duty > 0
    assert sum(count for _, count in meals.by_slot) >= meals.people


def test_each_new_day_of_an_active_estate_has_its_shifts(world):
    later = NOW + timedelta(days=1)
    for _ in range(2):
        plan_days_ahead(later)
    day_after = TOMORROW + timedelta(days=1)
    assert len(shifts_of(estate=world.estate, day=day_after)) == 5 * 3 + 4 + 4 + 3

    stand_down(estate=world.estate, actor=world.staff[Role.COMMANDER], now=later)
    plan_days_ahead(later + timedelta(days=1))
    assert shifts_of(estate=world.estate, day=day_after + timedelta(days=1)) == []


def test_a_team_that_comes_later_has_shifts_too(world):
    team = add_team(estate=world.estate, name="消杀队", actor=world.staff[Role.COMMANDER], now=NOW)
    assert team.shifts.count() == 6
    assert plan_shifts(estate=world.estate, now=NOW) == 0


def test_the_number_of_queries_does_not_grow_with_the_people(world, django_assert_max_num_queries):
    counts = []
    for numbers in (range(1), range(10, 160)):
        people(world, *(helper(n) for n in numbers))
        with django_assert_max_num_queries(40) as queries:
            fill(world)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_several_who_fill_the_gaps_at_once_give_each_turn_once():
    world = make_world()
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=NOW)
    people(world, *(helper(n, slots=ALL_SLOTS) for n in range(30)))
    race(*(lambda: fill(world) for _ in range(RACERS)))

    pairs = ShiftDuty.objects.values_list("shift", "person")
    assert len(pairs) == len(set(pairs))
    assert overlaps() == []


@pytest.mark.django_db(transaction=True)
def test_nobody_who_falls_ill_while_gaps_are_filled_keeps_a_turn():
    world = make_world()
    boss = world.staff[Role.COMMANDER]
    activate(estate=world.estate, actor=boss, now=NOW)
    people(world, *(helper(n) for n in range(5)))
    ids = list(Person.objects.values_list("pk", flat=True))
    race(
        lambda: fill(world),
        *(
            lambda pk=pk: set_health(person_id=pk, health=Health.ISOLATED, actor=boss, now=NOW)
            for pk in ids
        ),
    )
    assert not ShiftDuty.objects.filter(freed_at=None).exists()
