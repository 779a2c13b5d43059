"""People come in from a list or a chain: new ones, known ones, and rows of perhaps known ones."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from baogong.apps.people.enums import PersonState, Source, TeamKind
from baogong.apps.people.models import DuplicatePerson, Person, Team
from baogong.apps.people.queries.known import KnownPeople, known_people
from baogong.apps.people.services.turns import plan_if_active
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import places_named, town_of
from baogong.plumbing import audit, locks
from baogong.readers.people import PersonLine

COMPARED = ("name", "organisation", "cadre", "skills", "slots", "remarks")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list's rows: added + known + duplicates is their number.

    ``elsewhere``: duplicates that wait at another estate of the town, with who has their phone.
    """

    added: int
    known: int
    duplicates: int
    elsewhere: int
    teams_made: tuple[str, ...]
    without_building: int


@transaction.atomic
def take_in(
    lines: Sequence[PersonLine],
    *,
    estate: Place,
    actor: audit.Actor,
    now: datetime,
    source: Source = Source.LIST,
) -> TakenIn:
    """Put people on the roster: those of a list approved, those who sign up to wait for approval.

    A row whose phone somebody has, or without one name and building, waits for a clerk. A row that
    says what is known already changes nothing, so the same list twice adds nobody. The number of
    statements does not grow with the lines.
    """
    town = town_of(estate)
    lock_roster(town)
    teams, made = teams_by_word({line.team for line in lines}, estate=estate)
    places = places_named({line.place for line in lines}, estate=estate)
    known = known_people(
        names={line.name for line in lines}, phones={line.phone for line in lines}, town=town
    )
    fresh, repeated = _apart(lines, known, teams=teams, places=places, estate=estate)
    added = _enter(fresh, town=town, source=source, now=now)
    waiting = [
        (person, said(line))
        for person, line in repeated
        if person.pk in added
        or not _says_the_same(
            line, person, team=teams.get(line.team), place=places.get(line.place)
        )
    ]
    filed = file_duplicates(waiting, source=source, now=now)
    taken = TakenIn(
        added=len(fresh),
        known=len(repeated) - len(filed),
        duplicates=len(filed),
        teams_made=tuple(made),
        elsewhere=sum(not row.person.place.path.startswith(estate.path) for row in filed),
        without_building=sum(person.place_id == estate.pk for person in fresh),
    )
    if made:
        plan_if_active(estate=estate, now=now)
    counts = {"added": taken.added, "found": taken.duplicates}
    is_list = source == Source.LIST
    action = "people.taken_in" if is_list else "people.signed_up"
    audit.record([audit.Act(action, estate, actor, now, counts)])
    return taken


def lock_roster(town: Place) -> None:
    """One at a time puts people on a town's roster: that keeps each phone's owner one."""
    locks.lock_name(f"roster {town.pk}")


def teams_by_word(words: Collection[str], *, estate: Place) -> tuple[dict[str, Team], list[str]]:
    """Teams by kind or name, the missing ones made, and the names of those. Three queries."""
    wanted = {_team_key(word) for word in words if word}
    there = set(Team.objects.filter(estate=estate).values_list("kind", "name"))
    Team.objects.bulk_create(
        (Team(estate=estate, kind=kind, name=name) for kind, name in sorted(wanted - there)),
        ignore_conflicts=True,
    )
    teams = {(team.kind, team.name): team for team in Team.objects.filter(estate=estate)}
    made = [teams[key].label for key in sorted(wanted - there)]
    return {word: teams[_team_key(word)] for word in words if word}, made


def _team_key(word: str) -> tuple[str, str]:
    is_kind = word in TeamKind.values and word != TeamKind.OTHER
    return (word, "") if is_kind else (TeamKind.OTHER.value, word)


def _apart(
    lines: Iterable[PersonLine],
    known: KnownPeople,
    *,
    teams: Mapping[str, Team],
    places: Mapping[str, Place],
    estate: Place,
) -> tuple[list[Person], list[tuple[Person, PersonLine]]]:
    """People to be for the rows of new ones, and all rows of people who are known by then."""
    fresh: list[Person] = []
    repeated: list[tuple[Person, PersonLine]] = []
    for line in lines:
        place = places.get(line.place)
        place_id = place.pk if place else None
        if person := known.find(name=line.name, phone=line.phone, place_id=place_id):
            repeated.append((person, line))
        else:
            person = _person(line, place=place or estate, team=teams.get(line.team))
            known.add(person)
            fresh.append(person)
    return fresh, repeated


def _enter(people: Sequence[Person], *, town: Place, source: Source, now: datetime) -> set[int]:
    """Write down people who are new; return their ids."""
    state = PersonState.APPROVED if source == Source.LIST else PersonState.APPLIED
    for person in people:
        person.town, person.source, person.state = town, source, state
        person.since = person.health_since = now
    return {person.pk for person in Person.objects.bulk_create(people)}


def _person(line: PersonLine, *, place: Place, team: Team | None) -> Person:
    return Person(
        place=place,
        team=team,
        name=line.name,
        phone=line.phone,
        organisation=line.organisation,
        address=line.place if place.kind == PlaceKind.ESTATE else "",
        remarks=line.remarks,
        cadre=line.cadre,
        skills=list(line.skills),
        slots=list(line.slots),
    )


def said(line: PersonLine) -> dict[str, Any]:
    """A row as JSON keeps it."""
    row = asdict(line)
    return row | {"skills": list(line.skills), "slots": list(line.slots)}


def _says_the_same(
    line: PersonLine, person: Person, *, team: Team | None, place: Place | None
) -> bool:
    row = said(line)
    if line.phone and line.phone != person.phone:
        return False
    if (team and team.pk != person.team_id) or (place and place.pk != person.place_id):
        return False
    return all(not row[field] or row[field] == getattr(person, field) for field in COMPARED)


def file_duplicates(
    rows: Sequence[tuple[Person, dict[str, Any]]],
    *,
    source: Source,
    now: datetime,
    origin: str = "",
) -> list[DuplicatePerson]:
    """Let rows wait beside the people who have their phones; return those that are new."""
    wanted = {(person.pk, _digest(row)): (person, row) for person, row in rows}
    persons = [person for person, _ in rows]
    there = set(DuplicatePerson.objects.filter(person__in=persons).values_list("person", "digest"))
    return DuplicatePerson.objects.bulk_create(
        DuplicatePerson(
            person=person,
            digest=digest,
            said=row,
            source=source,
            filed_at=now,
            origin=origin,
        )
        for (person_id, digest), (person, row) in wanted.items()
        if (person_id, digest) not in there
    )


def _digest(row: Mapping[str, Any]) -> str:
    """The same content has the same digest, whatever row of a file it stood in."""
    content = {key: value for key, value in row.items() if key != "row"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
