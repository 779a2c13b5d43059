"""People come in from a list: new ones, known ones, and rows whose phone somebody has."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from baogong.apps.people.enums import LIVE, PersonState, Source, TeamKind
from baogong.apps.people.models import DuplicatePerson, Person, Team
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
    lines: Sequence[PersonLine], *, estate: Place, actor: audit.Actor, now: datetime
) -> TakenIn:
    """Put a list's people on the roster, approved; a row whose phone is taken waits for a clerk.

    A row that says what is known already changes nothing, so the same list twice adds nobody.
    The number of statements does not grow with the lines.
    """
    town = town_of(estate)
    lock_roster(town)
    teams, made = teams_by_word({line.team for line in lines}, estate=estate)
    places = places_named({line.place for line in lines}, estate=estate)
    known = _known(lines, town=town)
    fresh, repeated = _apart(lines, known)
    added = Person.objects.bulk_create(
        _person(line, town=town, estate=estate, teams=teams, places=places, now=now)
        for line in fresh.values()
    )
    known |= {person.phone: person for person in added}
    waiting = [
        line
        for line in repeated
        if line.phone in fresh
        or not _says_the_same(
            line, known[line.phone], team=teams.get(line.team), place=places.get(line.place)
        )
    ]
    filed = file_duplicates(
        [(known[line.phone], said(line)) for line in waiting],
        source=Source.LIST,
        now=now,
    )
    taken = TakenIn(
        added=len(added),
        known=len(repeated) - len(filed),
        duplicates=len(filed),
        teams_made=tuple(made),
        elsewhere=sum(not row.person.place.path.startswith(estate.path) for row in filed),
        without_building=sum(line.place not in places for line in fresh.values()),
    )
    if made:
        plan_if_active(estate=estate, now=now)
    counts = {"added": taken.added, "found": taken.duplicates}
    audit.record([audit.Act("people.taken_in", estate, actor, now, counts)])
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


def _known(lines: Iterable[PersonLine], *, town: Place) -> dict[str, Person]:
    phones = {line.phone for line in lines}
    live = Person.objects.filter(town=town, phone__in=phones, state__in=LIVE)
    return {person.phone: person for person in live.select_related("place")}


def _apart(
    lines: Iterable[PersonLine], known: Mapping[str, Person]
) -> tuple[dict[str, PersonLine], list[PersonLine]]:
    """The first row of each new phone, and all rows whose phone is known by then."""
    fresh: dict[str, PersonLine] = {}
    repeated = []
    for line in lines:
        if line.phone in known or line.phone in fresh:
            repeated.append(line)
        else:
            fresh[line.phone] = line
    return fresh, repeated


def _person(
    line: PersonLine,
    *,
    town: Place,
    estate: Place,
    teams: Mapping[str, Team],
    places: Mapping[str, Place],
    now: datetime,
) -> Person:
    place = places.get(line.place)
    return Person(
        town=town,
        place=place or estate,
        team=teams.get(line.team),
        name=line.name,
        phone=line.phone,
        organisation=line.organisation,
        address="" if place and place.kind != PlaceKind.ESTATE else line.place,
        remarks=line.remarks,
        cadre=line.cadre,
        skills=list(line.skills),
        slots=list(line.slots),
        health_since=now,
        source=Source.LIST,
        state=PersonState.APPROVED,
        since=now,
    )


def said(line: PersonLine) -> dict[str, Any]:
    """A row as JSON keeps it."""
    row = asdict(line)
    return row | {"skills": list(line.skills), "slots": list(line.slots)}


def _says_the_same(
    line: PersonLine, person: Person, *, team: Team | None, place: Place | None
) -> bool:
    row = said(line)
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
