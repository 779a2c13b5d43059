"""Two rows that may be of one person: the same one, or somebody else with another phone."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import DuplicateOutcome, PersonState
from baogong.apps.people.errors import DuplicateSettled, PhoneTaken
from baogong.apps.people.models import DuplicatePerson, Person
from baogong.apps.people.services.intake import lock_roster, teams_by_word
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import estate_of, places_named
from baogong.plumbing import audit, locks


@transaction.atomic
def settle_duplicate(
    *,
    duplicate_id: int,
    outcome: DuplicateOutcome,
    actor: User,
    now: datetime,
    phone: str = "",
) -> None:
    """Take the new row, keep the known one, or make another person with another ``phone``.

    Raises DuplicateSettled or PhoneTaken.
    """
    filed = DuplicatePerson.objects.select_related("person__town")
    lock_roster(filed.get(pk=duplicate_id).person.town)
    duplicate = locks.lock_one(DuplicatePerson.objects.all(), key=duplicate_id)
    if duplicate.settled_at is not None:
        raise DuplicateSettled
    person = locks.lock_one(
        Person.objects.select_related("place", "town"), key=duplicate.person_id
    )
    if outcome == DuplicateOutcome.UPDATED:
        _take_row(person, duplicate.said)
    elif outcome == DuplicateOutcome.OTHER:
        _make_another(person, duplicate, phone=phone, now=now)
    duplicate.outcome = outcome
    duplicate.settled_at = now
    duplicate.settled_by = actor
    duplicate.save(update_fields=["outcome", "settled_at", "settled_by"])
    data = {"outcome": outcome.value}
    audit.record([audit.Act("duplicate.settled", person, actor, now, data)])


def _take_row(person: Person, row: dict[str, Any]) -> None:
    """What the new row says goes over what is known; what it leaves out stays."""
    changed = _fields(row, estate=_estate_of(person))
    if not person.phone and row.get("phone"):
        changed["phone"] = row["phone"]
    for field, value in changed.items():
        setattr(person, field, value)
    try:
        with transaction.atomic():
            person.save(update_fields=list(changed))
    except IntegrityError:
        raise PhoneTaken from None


def _make_another(
    person: Person, duplicate: DuplicatePerson, *, phone: str, now: datetime
) -> None:
    estate = _estate_of(person)
    fields = {"place": estate or person.place, **_fields(duplicate.said, estate=estate)}
    try:
        with transaction.atomic():
            Person.objects.create(
                town=person.town,
                phone=phone,
                source=duplicate.source,
                state=PersonState.APPROVED,
                health_since=now,
                since=now,
                **fields,
            )
    except IntegrityError:
        raise PhoneTaken from None


def _estate_of(person: Person) -> Place | None:
    return None if person.place.kind == PlaceKind.TOWN else estate_of(person.place)


def _fields(row: dict[str, Any], *, estate: Place | None) -> dict[str, Any]:
    plain = ("name", "organisation", "cadre", "skills", "slots", "remarks", "address")
    fields = {field: row[field] for field in plain if row.get(field)}
    if estate and (team := row.get("team")):
        fields["team"] = teams_by_word({team}, estate=estate)[0][team]
    if (
        estate
        and (text := row.get("place"))
        and (place := places_named({text}, estate=estate).get(text))
    ):
        fields["place"] = place
    return fields
