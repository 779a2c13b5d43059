"""Who cannot be sent out any more, and who can again."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Health, PersonState, Source
from baogong.apps.people.events import PersonBack, PersonIsolated
from baogong.apps.people.models import Assignment, Person, ShiftDuty
from baogong.apps.places.queries import town_of
from baogong.plumbing import audit, events, locks


@transaction.atomic
def set_health(*, person_id: int, health: Health, actor: User, now: datetime) -> int:
    """Say how somebody is; return how many coming turns became free.

    Who has to stay away loses the turns to come, takes no crate, and what they carry is offered to
    others (PersonIsolated). The audit log says that it was set, not what.
    """
    person = locks.lock_one(Person.objects.all(), key=person_id)
    if person.health == health:
        return 0
    was_away = person.is_away
    person.health, person.health_since = health, now
    person.save(update_fields=["health", "health_since"])
    freed = 0
    if person.is_away:
        freed = free_turns(person, now=now)
    audit.record([audit.Act("health.set", person, actor, now, {"freed": freed})])
    if person.is_away and not was_away:
        events.publish(PersonIsolated(person_id=person.pk, user_id=person.user_id))
    elif was_away and not person.is_away:
        events.publish(PersonBack(person_id=person.pk, user_id=person.user_id))
    return freed


@transaction.atomic
def isolate_oneself(*, user: User, now: datetime) -> int:
    """An officer says that they have to stay at home from now on; freed turns are counted."""
    return set_health(
        person_id=person_of(user, now=now).pk, health=Health.ISOLATED, actor=user, now=now
    )


def person_of(user: User, *, now: datetime) -> Person:
    """The user's row on the roster; who had an account only gets one, without a phone."""
    if person := Person.objects.filter(user=user).first():
        return person
    held = Assignment.objects.filter(user=user, ended_at=None).select_related("place")
    place = held.order_by("pk")[:1].get().place
    fresh = {
        "town": town_of(place),
        "place": place,
        "name": user.name[:40],
        "health_since": now,
        "source": Source.ACCOUNT,
        "state": PersonState.APPROVED,
        "since": now,
    }
    return Person.objects.get_or_create(user=user, defaults=fresh)[0]


def free_turns(person: Person, *, now: datetime) -> int:
    """Let others take the turns that have not ended; those that are over stand."""
    turns = ShiftDuty.objects.filter(person=person, freed_at=None, ends_at__gt=now)
    return turns.update(freed_at=now)


def is_away(user: User) -> bool:
    """Whether the user may take nothing now, away or gone; their row stays so until this ends.

    Who left and holds a role (again) is not gone: somebody in charge wants them.
    """
    rows = Person.objects.filter(user=user).values_list("pk", flat=True)
    locked = locks.lock_rows(Person.objects.all(), keys=rows, shared=True)
    if any(person.is_away for person in locked.values()):
        return True
    left = any(person.state == PersonState.LEFT for person in locked.values())
    return left and not Assignment.objects.filter(user=user, ended_at=None).exists()
