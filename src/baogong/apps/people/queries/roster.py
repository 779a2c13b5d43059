"""The roster: who helps in an estate, filtered, counted, and what each one still lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baogong.apps.people.enums import (
    AWAY,
    LIVE,
    Health,
    PersonState,
    Role,
    Skill,
    Slot,
    Source,
    TeamKind,
)
from baogong.apps.people.models import DuplicatePerson, Person, ShiftDuty, Team
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.values.phones import mask_phone

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a list is cut to. ``lacks``: a key of ``LACKS``. ``free``: has no turn then."""

    state: str = ""
    team_id: int | None = None
    skill: str = ""
    health: str = ""
    place: Place | None = None
    lacks: str = ""
    text: str = ""
    free: Span | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the roster as a list shows them: phone masked, health as away or not."""

    id: int
    name: str
    phone: str
    organisation: str
    cadre: bool
    place: str
    placed: bool
    address: str
    team: str
    skills: tuple[str, ...]
    slots: tuple[str, ...]
    health: Health
    away: bool
    state: PersonState
    source: Source
    since: datetime
    briefed: bool
    has_account: bool
    first_turn: Span | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, who leads it, and how many belong to it; ``away`` of the members cannot come."""

    id: int
    kind: str
    label: str
    leader_id: int | None
    leader: str
    leader_away: bool
    deputy_id: int | None
    deputy: str
    members: int
    cadres: int
    away: int


@dataclass(frozen=True, slots=True)
class Roll:
    """How many are on the roster, and how many still lack something."""

    approved: int
    cadres: int
    away: int
    applied: int
    duplicates: int
    teamless: int
    placeless: int
    turnless: int
    unbriefed: int
    accountless: int


def person_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Person:
    """The gate to somebody on the roster of the viewer's places. Raises NotVisible."""
    visible = Person.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))
    return only_visible(visible.select_related("place", "team", "user"), pk=pk)


def away_since(viewer: Viewer) -> datetime | None:
    """Since when the viewer has to stay away; None when they can be sent out. One query."""
    rows = Person.objects.filter(user=viewer.pk, health__in=AWAY)
    return rows.values_list("health_since", flat=True).first()


def people_ids(*, estate: Place, where: PeopleFilter, now: datetime) -> list[int]:
    """Ids of those whom the filter leaves: applied ones first, then by place. One query."""
    rows = _filtered(Person.objects.within(estate), estate=estate, where=where, now=now)
    return list(
        rows.order_by("state", "place__sort_key", "name", "pk").values_list("pk", flat=True)
    )


def people_rows(ids: Sequence[int], *, estate: Place, now: datetime) -> list[PersonRow]:
    """These people in their order. Two queries."""
    found = Person.objects.select_related("place", "team").in_bulk(ids)
    turns: dict[int, Span] = {}
    coming = ShiftDuty.objects.filter(person__in=ids, freed_at=None, ends_at__gt=now)
    for person_id, starts_at, ends_at in coming.order_by("starts_at").values_list(
        "person", "starts_at", "ends_at"
    ):
        turns.setdefault(person_id, (starts_at, ends_at))
    return [_row(found[pk], estate=estate, turn=turns.get(pk)) for pk in ids if pk in found]


def team_rows(*, estate: Place) -> list[TeamRow]:
    """The estate's teams in the order in which they are always named. One query."""
    approved = Q(members__state=PersonState.APPROVED)
    teams = (
        Team.objects.filter(estate=estate)
        .select_related("leader", "deputy")
        .annotate(
            heads=Count("members", filter=approved),
            cadres=Count("members", filter=approved & Q(members__cadre=True)),
            gone=Count("members", filter=approved & Q(members__health__in=AWAY)),
        )
    )
    return [
        TeamRow(
            id=team.pk,
            kind=team.kind,
            label=team.label,
            leader_id=team.leader_id,
            leader=team.leader.name if team.leader else "",
            leader_away=bool(team.leader and team.leader.is_away),
            deputy_id=team.deputy_id,
            deputy=team.deputy.name if team.deputy else "",
            members=team.heads,
            cadres=team.cadres,
            away=team.gone,
        )
        for team in teams.order_by("pk")
    ]


def team_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Team:
    """The gate to a team of an estate of the viewer's. Raises NotVisible."""
    visible = Team.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
    return only_visible(visible.select_related("estate"), pk=pk)


def team_members(*, team_id: int) -> list[tuple[int, str]]:
    """(id, name) of a team's approved members. One query."""
    members = Person.objects.approved().filter(team=team_id).order_by("name", "pk")
    return list(members.values_list("pk", "name"))


def roll(*, estate: Place, now: datetime) -> Roll:
    """The roster in figures. Two queries."""
    people = Person.objects.within(estate).annotate(busy=Exists(_turns_to_come(now)))
    approved = Q(state=PersonState.APPROVED)
    at_hand = approved & ~Q(health__in=AWAY)
    counts = people.aggregate(
        approved=Count("pk", filter=approved),
        cadres=Count("pk", filter=approved & Q(cadre=True)),
        away=Count("pk", filter=approved & Q(health__in=AWAY)),
        applied=Count("pk", filter=Q(state=PersonState.APPLIED)),
        teamless=Count("pk", filter=approved & LACKS["team"]),
        placeless=Count("pk", filter=approved & Q(place=estate)),
        turnless=Count("pk", filter=at_hand & Q(busy=False)),
        unbriefed=Count("pk", filter=approved & LACKS["briefing"]),
        accountless=Count("pk", filter=approved & LACKS["account"]),
    )
    return Roll(duplicates=_open_duplicates(estate).count(), **counts)


@dataclass(frozen=True, slots=True)
class Accountless:
    """Somebody approved who cannot sign in yet; ``team``: a TeamKind's value or empty."""

    person_id: int
    name: str
    place_id: int
    place: str
    team: str


def people_without_account(*, estate: Place) -> list[Accountless]:
    """Everybody approved in the estate who has no account, by place and name. One query."""
    rows = Person.objects.within(estate).approved().filter(LACKS["account"])
    return [
        Accountless(
            person_id=person.pk,
            name=person.name,
            place_id=person.place_id,
            place=person.place.label,
            team=person.team.kind if person.team else "",
        )
        for person in rows.select_related("place", "team").order_by("place__sort_key", "name")
    ]


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two rows with one phone, side by side. ``says`` is the new row's own words."""

    id: int
    person: PersonRow
    name: str
    phone: str
    organisation: str
    place: str
    team: str
    remarks: str
    row: int | None
    source: Source
    filed_at: datetime


def duplicates_waiting(*, estate: Place, now: datetime) -> list[DuplicateRow]:
    """Rows whose phone somebody has, the oldest first. Three queries."""
    rows = list(_open_duplicates(estate).order_by("filed_at", "pk"))
    ids = [row.person_id for row in rows]
    people = {row.id: row for row in people_rows(ids, estate=estate, now=now)}
    return [
        DuplicateRow(
            id=row.pk,
            person=people[row.person_id],
            name=row.said.get("name", ""),
            phone=mask_phone(row.said.get("phone", "")),
            organisation=row.said.get("organisation", ""),
            place=row.said.get("place", ""),
            team=team_label(row.said.get("team", "")),
            remarks=row.said.get("remarks", ""),
            row=row.said.get("row"),
            source=Source(row.source),
            filed_at=row.filed_at,
        )
        for row in rows
    ]


def team_label(word: str) -> str:
    """A team as a list names it: a kind's code, or a name."""
    return str(TeamKind(word).label) if word in TeamKind.values else word


def duplicate_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> DuplicatePerson:
    """The gate to a row that waits. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="person__place__path")
    rows = DuplicatePerson.objects.filter(inside)
    return only_visible(rows.select_related("person__place"), pk=pk)


# What somebody can lack; ``place`` and ``turn`` depend on the estate and the time.
LACKS = {
    "team": Q(team=None),
    "briefing": Q(briefed_at=None),
    "account": Q(user=None),
}


def _filtered(
    rows: QuerySet[Person], *, estate: Place, where: PeopleFilter, now: datetime
) -> QuerySet[Person]:
    rows = rows.filter(state=where.state) if where.state else rows.filter(state__in=LIVE)
    if where.team_id is not None:
        rows = rows.filter(team=where.team_id)
    if where.skill:
        rows = rows.filter(skills__contains=[where.skill])
    if where.health:
        rows = rows.filter(health=where.health)
    if where.place:
        rows = rows.filter(place__path__startswith=where.place.path)
    if where.text:
        rows = rows.filter(
            Q(name__icontains=where.text)
            | Q(organisation__icontains=where.text)
            | Q(phone__startswith=where.text)
        )
    if where.lacks == "turn":
        rows = rows.exclude(Exists(_turns_to_come(now)))
    elif where.lacks == "place":
        rows = rows.filter(place=estate)
    elif where.lacks:
        rows = rows.filter(LACKS[where.lacks])
    if where.free:
        starts_at, ends_at = where.free
        busy = ShiftDuty.objects.filter(
            person=OuterRef("pk"), freed_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        rows = rows.exclude(health__in=AWAY).exclude(Exists(busy))
    return rows


def _turns_to_come(now: datetime) -> QuerySet[ShiftDuty]:
    return ShiftDuty.objects.filter(person=OuterRef("pk"), freed_at=None, ends_at__gt=now)


def _open_duplicates(estate: Place) -> QuerySet[DuplicatePerson]:
    return DuplicatePerson.objects.filter(
        person__place__path__startswith=estate.path, settled_at=None
    )


def _row(person: Person, *, estate: Place, turn: Span | None) -> PersonRow:
    return PersonRow(
        id=person.pk,
        name=person.name,
        phone=mask_phone(person.phone),
        organisation=person.organisation,
        cadre=person.cadre,
        place=person.place.label,
        placed=person.place_id != estate.pk,
        address=person.address,
        team=person.team.label if person.team else "",
        skills=tuple(str(Skill(code).label) for code in person.skills),
        slots=tuple(str(Slot(code).label) for code in person.slots),
        health=Health(person.health),
        away=person.is_away,
        state=PersonState(person.state),
        source=Source(person.source),
        since=person.since,
        briefed=person.briefed_at is not None,
        has_account=person.user_id is not None,
        first_turn=turn,
    )
