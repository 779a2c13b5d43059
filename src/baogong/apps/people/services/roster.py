"""One person or many: taken on, approved, moved, briefed, gone."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import LIVE, PersonState, Role, Source
from baogong.apps.people.errors import PhoneTaken, StillLive
from baogong.apps.people.events import PersonLeft
from baogong.apps.people.models import Assignment, Person, Team
from baogong.apps.people.queries.scope import covers
from baogong.apps.people.services.health import free_turns
from baogong.apps.people.services.intake import lock_roster
from baogong.apps.people.services.staff import end_assignment
from baogong.apps.people.services.turns import give_first_turns, lock_shifts
from baogong.apps.places.models import Place
from baogong.apps.places.queries import places_named, town_of
from baogong.plumbing import audit, events, locks


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What a clerk writes about somebody."""

    name: str
    phone: str
    organisation: str
    cadre: bool
    place_id: int
    team_id: int | None
    skills: tuple[str, ...]
    slots: tuple[str, ...]
    remarks: str


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval did. ``placeless`` and ``turnless``: ids of those who still lack it."""

    approved: int
    placeless: tuple[int, ...]
    turnless: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What ended when somebody left: turns to come, and roles of their account."""

    turns: int
    roles: int


@transaction.atomic
def add_person(details: PersonDetails, *, actor: User, now: datetime) -> Person:
    """Put somebody on the roster by hand. Raises PhoneTaken."""
    town = town_of(Place.objects.get(pk=details.place_id))
    lock_roster(town)
    person = Person(
        town=town,
        health_since=now,
        source=Source.CLERK,
        state=PersonState.APPROVED,
        since=now,
    )
    _write(person, details)
    audit.record([audit.Act("person.added", person, actor, now)])
    return person


@transaction.atomic
def change_person(details: PersonDetails, *, person_id: int, actor: User, now: datetime) -> Person:
    """Correct what is known of somebody. Raises PhoneTaken."""
    lock_roster(Person.objects.select_related("town").get(pk=person_id).town)
    person = locks.lock_one(Person.objects.all(), key=person_id)
    if person.team_id != details.team_id:
        _leads_no_more(person)
    _write(person, details)
    audit.record([audit.Act("person.changed", person, actor, now)])
    return person


def _write(person: Person, details: PersonDetails) -> None:
    names = [row.name for row in fields(details)]
    for name in names:
        value = getattr(details, name)
        setattr(person, name, list(value) if isinstance(value, tuple) else value)
    try:
        with transaction.atomic():
            person.save(update_fields=names if person.pk else None)
    except IntegrityError:
        raise PhoneTaken from None


@transaction.atomic
def approve(
    *, person_ids: Collection[int], estate: Place, team_id: int, actor: User, now: datetime
) -> Approved:
    """Approve those who applied: place by what they wrote, a team, a briefing, a first turn.

    Who has a team keeps it. Who was decided already is left out. Statements do not grow with them.
    """
    lock_shifts(estate)
    waiting = locks.lock_rows(
        Person.objects.within(estate).filter(state=PersonState.APPLIED), keys=person_ids
    )
    people = list(waiting.values())
    places = places_named({person.address for person in people}, estate=estate)
    for person in people:
        person.state = PersonState.APPROVED
        person.decided_at = person.briefed_at = now
        person.decided_by = person.briefed_by = actor
        person.team_id = person.team_id or team_id
        if person.place_id == estate.pk:
            person.place = places.get(person.address, estate)
    Person.objects.bulk_update(
        people,
        ["state", "decided_at", "decided_by", "briefed_at", "briefed_by", "team", "place"],
    )
    turns = give_first_turns(people, estate=estate, now=now)
    audit.record(audit.Act("person.approved", person, actor, now) for person in people)
    return Approved(
        approved=len(people),
        placeless=tuple(person.pk for person in people if person.place_id == estate.pk),
        turnless=turns.without,
    )


@transaction.atomic
def decline(*, person_ids: Collection[int], estate: Place, actor: User, now: datetime) -> int:
    """Decline those who applied; return how many."""
    waiting = locks.lock_rows(
        Person.objects.within(estate).filter(state=PersonState.APPLIED), keys=person_ids
    )
    Person.objects.filter(pk__in=waiting).update(
        state=PersonState.DECLINED, decided_at=now, decided_by=actor
    )
    audit.record(audit.Act("person.declined", person, actor, now) for person in waiting.values())
    return len(waiting)


@transaction.atomic
def move_to_team(
    *, person_ids: Collection[int], estate: Place, team_id: int, actor: User, now: datetime
) -> int:
    """Put people into a team of their estate; they lead no other one any more."""
    people = locks.lock_rows(Person.objects.within(estate).approved(), keys=person_ids)
    Person.objects.filter(pk__in=people).update(team=team_id)
    elsewhere = Team.objects.filter(estate=estate).exclude(pk=team_id)
    elsewhere.filter(leader__in=people).update(leader=None)
    elsewhere.filter(deputy__in=people).update(deputy=None)
    audit.record(audit.Act("person.moved", person, actor, now) for person in people.values())
    return len(people)


@transaction.atomic
def brief(*, person_ids: Collection[int], estate: Place, actor: User, now: datetime) -> int:
    """Write down who was told how the work goes; the first briefing stands."""
    people = locks.lock_rows(
        Person.objects.within(estate).approved().filter(briefed_at=None), keys=person_ids
    )
    Person.objects.filter(pk__in=people).update(briefed_at=now, briefed_by=actor)
    audit.record(audit.Act("person.briefed", person, actor, now) for person in people.values())
    return len(people)


@transaction.atomic
def leave(*, person_id: int, actor: User, now: datetime) -> Left:
    """Somebody helps no longer: out of the team, coming turns freed, roles of the account ended.

    Roles beyond the actor's places are another commander's and stay. Twice is the same as once.
    Raises LastCommander.
    """
    person = locks.lock_one(Person.objects.all(), key=person_id)
    if person.state == PersonState.LEFT:
        return Left(turns=0, roles=0)
    person.state, person.decided_at, person.decided_by = PersonState.LEFT, now, actor
    person.save(update_fields=["state", "decided_at", "decided_by"])
    _leads_no_more(person)
    freed = free_turns(person, now=now)
    theirs = covers(viewer=actor, roles={Role.COMMANDER}, path="place__path")
    held = Assignment.objects.filter(theirs, user=person.user_id, ended_at=None)
    roles = list(held.order_by("place", "pk"))
    for assignment in roles:
        end_assignment(assignment=assignment, actor=actor, now=now)
    audit.record([audit.Act("person.left", person, actor, now, {"freed": freed})])
    events.publish(PersonLeft(person_id=person.pk, user_id=person.user_id))
    return Left(turns=freed, roles=len(roles))


@transaction.atomic
def forget_person(*, person_id: int, actor: User, now: datetime) -> None:
    """Delete the row of somebody who is not live any more, with all that hangs on it.

    The audit log keeps the number of the row alone. Raises StillLive.
    """
    person = locks.lock_one(Person.objects.all(), key=person_id)
    if person.state in LIVE:
        raise StillLive(name=person.name)
    audit.record([audit.Act("person.forgotten", person, actor, now)])
    person.delete()


@transaction.atomic
def send_cadre(*, person_id: int, estate: Place, actor: User, now: datetime) -> None:
    """Let a cadre belong to another estate of the town: out of the team, coming turns freed.

    There they are new: the days for which that estate keeps people count from now.
    """
    person = locks.lock_one(Person.objects.all(), key=person_id)
    if person.place_id == estate.pk:
        return
    _leads_no_more(person)
    person.place, person.team, person.since = estate, None, now
    person.save(update_fields=["place", "team", "since"])
    free_turns(person, now=now)
    audit.record([audit.Act("person.moved", person, actor, now)])


def _leads_no_more(person: Person) -> None:
    Team.objects.filter(leader=person).update(leader=None)
    Team.objects.filter(deputy=person).update(deputy=None)
