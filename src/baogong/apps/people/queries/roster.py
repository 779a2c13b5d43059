"""The roster: who helps in an estate, filtered, counted, and what each one still lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from baogong.apps.people.enums import (
    AWAY,
    LIVE,
    Health,
    PersonState,
    Role,
    Skill,
    Slot,
    Source,
)
from baogong.apps.people.models import DuplicatePerson, Person, ShiftDuty
from baogong.apps.people.models.person import MOBILE_DIGITS
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import GridPart, Place
from baogong.values.phones import TAIL, mask_phone

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
    grid: str
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


def grid_people_ids(*, viewer: Viewer, estate: Place) -> list[int]:
    """Ids of the approved people of an estate's grids that the viewer leads, by place. One query.

    Whoever belongs to a building of which an entrance lies in the grid is the leader's too.
    """
    people = Person.objects.within(estate).approved().filter(led_by(viewer))
    return list(people.order_by("place__sort_key", "name", "pk").values_list("pk", flat=True))


def grid_person_for(*, viewer: Viewer, pk: int) -> Person:
    """The gate to somebody of the viewer's grids. Raises NotVisible."""
    people = Person.objects.approved().filter(led_by(viewer))
    return only_visible(people.select_related("place"), pk=pk)


def led_by(viewer: Viewer) -> Q:
    """True for people of a grid that the viewer leads."""
    roles = {Role.GRID_LEADER}
    parts = GridPart.objects.filter(
        StartsWith(F("place__path"), OuterRef("place__path")),
        plan__status=PlanStatus.APPROVED,
        grid__assignments__user=viewer.pk,
        grid__assignments__role__in=roles,
        grid__assignments__ended_at=None,
    )
    inside = covers(viewer=viewer, roles=roles, path="place__path")
    return Q(inside) | Q(Exists(parts), place__kind=PlaceKind.BUILDING)


def people_rows(ids: Sequence[int], *, estate: Place, now: datetime) -> list[PersonRow]:
    """These people in their order. Three queries."""
    found = Person.objects.select_related("place", "team").in_bulk(ids)
    turns: dict[int, Span] = {}
    coming = ShiftDuty.objects.filter(person__in=ids, freed_at=None, ends_at__gt=now)
    for person_id, starts_at, ends_at in coming.order_by("starts_at").values_list(
        "person", "starts_at", "ends_at"
    ):
        turns.setdefault(person_id, (starts_at, ends_at))
    grids = _grids(estate, {person.place for person in found.values()})
    return [
        _row(found[pk], estate=estate, turn=turns.get(pk), grid=grids.get(found[pk].place_id, ""))
        for pk in ids
        if pk in found
    ]


def _by_phone(text: str) -> Q:
    """All of a number, or its last four digits, which the list shows: the rest is not guessed."""
    if not text.isdecimal() or len(text) not in {TAIL, MOBILE_DIGITS}:
        return Q(pk__in=())
    return Q(phone__endswith=text)


def _grids(estate: Place, places: Collection[Place]) -> dict[int, str]:
    """The grid of each place by the live plan, where all of the place lies in one. One query."""
    parts = GridPart.objects.filter(plan__estate=estate, plan__status=PlanStatus.APPROVED)
    rows = list(parts.values_list("place__path", "grid__label"))
    found = {}
    for place in places:
        inside = {
            label
            for path, label in rows
            if path.startswith(place.path) or place.path.startswith(path)
        }
        if place.kind == PlaceKind.GRID:
            found[place.pk] = place.label
        elif len(inside) == 1 and place.pk != estate.pk:
            found[place.pk] = inside.pop()
    return found


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
    waiting = DuplicatePerson.objects.filter(
        person__place__path__startswith=estate.path, settled_at=None
    )
    return Roll(duplicates=waiting.count(), **counts)


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
            | _by_phone(where.text)
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


def _row(person: Person, *, estate: Place, turn: Span | None, grid: str) -> PersonRow:
    return PersonRow(
        id=person.pk,
        name=person.name,
        phone=mask_phone(person.phone),
        organisation=person.organisation,
        cadre=person.cadre,
        place=person.place.label,
        placed=person.place_id != estate.pk,
        grid=grid,
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
