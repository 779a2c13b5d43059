"""Neighbours put themselves on the roster while their estate is active."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from baogong.apps.people.enums import PersonState, Source
from baogong.apps.people.errors import SignUpClosed, TooManySignUps
from baogong.apps.people.models import Activation, DuplicatePerson, Person
from baogong.apps.people.queries.known import known_people
from baogong.apps.people.services.intake import file_duplicates, lock_roster
from baogong.apps.places.queries import places_named, town_of
from baogong.plumbing import audit

# All phones of an estate may come through one address: a proxy, a mobile carrier.
MOST_PER_ORIGIN = 200
COUNTED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody said of themselves. ``key`` and ``origin`` as on Person."""

    key: UUID
    name: str
    phone: str
    address: str
    organisation: str
    skills: tuple[str, ...]
    slots: tuple[str, ...]
    origin: str


@transaction.atomic
def sign_up(application: Application, *, code: str, now: datetime) -> None:
    """Let somebody wait for approval; the same key again changes nothing.

    Who may be on the roster already is filed for a clerk, and the answer is the same: whether a
    number is there is nobody's to find out. Raises SignUpClosed or TooManySignUps.
    """
    live = Activation.objects.select_related("estate").filter(code=code, ended_at=None)
    activation = live.first()
    if activation is None:
        raise SignUpClosed
    estate = activation.estate
    town = town_of(estate)
    lock_roster(town)
    if Person.objects.filter(key=application.key).exists():
        return
    _check_pace(application.origin, now=now)
    place = places_named({application.address}, estate=estate).get(application.address)
    people = known_people(names={application.name}, phones={application.phone}, town=town)
    if known := people.find(
        name=application.name, phone=application.phone, place_id=place.pk if place else None
    ):
        row = {
            "name": application.name,
            "phone": application.phone,
            "place": application.address,
            "organisation": application.organisation,
            "skills": list(application.skills),
            "slots": list(application.slots),
        }
        file_duplicates([(known, row)], source=Source.SIGN_UP, now=now, origin=application.origin)
        return
    person = Person.objects.create(
        town=town,
        place=place or estate,
        name=application.name,
        phone=application.phone,
        organisation=application.organisation,
        address=application.address,
        skills=list(application.skills),
        slots=list(application.slots),
        health_since=now,
        source=Source.SIGN_UP,
        state=PersonState.APPLIED,
        since=now,
        key=application.key,
        origin=application.origin,
    )
    audit.record([audit.Act("person.signed_up", person, audit.SYSTEM, now)])


def _check_pace(origin: str, *, now: datetime) -> None:
    since = now - COUNTED_FOR
    sent = Person.objects.filter(origin=origin, since__gt=since).count()
    sent += DuplicatePerson.objects.filter(origin=origin, filed_at__gt=since).count()
    if sent >= MOST_PER_ORIGIN:
        raise TooManySignUps
