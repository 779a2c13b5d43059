"""Shifts of a day, who is on them, and the hours that nobody sits at a desk."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from django.db.models import Count, Q
from django.utils import timezone

from baogong.apps.people.enums import Desk, Role, Slot
from baogong.apps.people.models import Person, Shift, ShiftDuty
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.people.slots import DESK_SLOTS, midnight, slot_hours
from baogong.apps.places.models import Place

DESK_OUTLOOK = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Somebody on a shift."""

    duty_id: int
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift and who is on it; ``lacking`` people are still to be found."""

    id: int
    label: str
    is_desk: bool
    slot: Slot
    starts_at: datetime
    ends_at: datetime
    needed: int
    turns: tuple[TurnRow, ...]

    @property
    def lacking(self) -> int:
        return max(0, self.needed - len(self.turns))


@dataclass(frozen=True, slots=True)
class DeskSlot:
    """A slot of a desk in the next 48 hours; ``heads`` sit there for the ``hours`` that are left.

    Hours that have begun count as whole ones.
    """

    slot: Slot
    starts_at: datetime
    ends_at: datetime
    heads: int
    hours: int


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A desk on one day: its slots that are not over."""

    desk: Desk
    day: date
    slots: tuple[DeskSlot, ...]

    @property
    def uncovered_hours(self) -> int:
        return sum(slot.hours for slot in self.slots if not slot.heads)


@dataclass(frozen=True, slots=True)
class TeamMeals:
    """How many eat on a day: each person on duty counts once, and once for each slot (R95)."""

    day: date
    people: int
    by_slot: tuple[tuple[Slot, int], ...]


def shifts_of(*, estate: Place, day: date) -> list[ShiftRow]:
    """The shifts that begin on a day, desks first, then team by team. Two queries."""
    begin = midnight(day)
    shifts = Shift.objects.filter(
        estate=estate, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1)
    )
    rows = list(shifts.select_related("team").order_by("-desk", "team", "starts_at"))
    turns: dict[int, list[TurnRow]] = defaultdict(list)
    duties = ShiftDuty.objects.filter(shift__in=[row.pk for row in rows], freed_at=None)
    for pk, shift_id, person_id, name in duties.order_by("person__name", "pk").values_list(
        "pk", "shift", "person", "person__name"
    ):
        turns[shift_id].append(TurnRow(pk, person_id, name))
    return [
        ShiftRow(
            id=row.pk,
            label=row.label,
            is_desk=row.team is None,
            slot=Slot(row.slot),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            needed=row.needed,
            turns=tuple(turns[row.pk]),
        )
        for row in rows
    ]


def shift_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Shift:
    """The gate to a shift. Raises NotVisible."""
    visible = Shift.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
    return only_visible(visible.select_related("estate", "team"), pk=pk)


def duty_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ShiftDuty:
    """The gate to somebody's turn. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="shift__estate__path")
    visible = ShiftDuty.objects.filter(inside)
    return only_visible(visible.select_related("shift__estate", "person"), pk=pk)


def desk_days(*, estate: Place, now: datetime) -> list[DeskDay]:
    """Each desk in the next 48 hours; where no shift is planned yet, what is set tells its hours.

    Two queries.
    """
    hours = slot_hours(estate)
    today = timezone.localtime(now).date()
    planned = _desk_shifts(estate, since=midnight(today - timedelta(days=1)))
    found = []
    for number in range(-1, 3):
        day = today + timedelta(days=number)
        for desk, slots in DESK_SLOTS.items():
            spans = planned[desk, day] or [(slot, *hours.span(day, slot), 0) for slot in slots]
            row = tuple(
                DeskSlot(
                    Slot(slot),
                    starts_at,
                    ends_at,
                    heads=heads,
                    hours=ceil((ends_at - max(starts_at, now)) / timedelta(hours=1)),
                )
                for slot, starts_at, ends_at, heads in spans
                if ends_at > now and starts_at < now + DESK_OUTLOOK
            )
            if row:
                found.append(DeskDay(desk, day, row))
    return found


def _desk_shifts(
    estate: Place, *, since: datetime
) -> defaultdict[tuple[str, date], list[tuple[str, datetime, datetime, int]]]:
    """(slot, beginning, end, heads) of the planned shifts, by desk and day, the soonest first."""
    shifts = Shift.objects.filter(estate=estate, starts_at__gte=since).exclude(desk="")
    heads = shifts.annotate(heads=Count("duties", filter=Q(duties__freed_at=None)))
    found = defaultdict(list)
    for row in heads.order_by("starts_at"):
        day = timezone.localtime(row.starts_at).date()
        found[row.desk, day].append((row.slot, row.starts_at, row.ends_at, row.heads))
    return found


def team_meals(*, estate: Place, day: date) -> TeamMeals:
    """People on duty on a day. One query."""
    begin = midnight(day)
    duties = ShiftDuty.objects.filter(
        shift__estate=estate,
        freed_at=None,
        starts_at__gte=begin,
        starts_at__lt=begin + timedelta(days=1),
    )
    pairs = set(duties.values_list("person", "shift__slot"))
    by_slot = Counter(slot for _, slot in pairs)
    return TeamMeals(
        day=day,
        people=len({person_id for person_id, _ in pairs}),
        by_slot=tuple((slot, by_slot[slot]) for slot in Slot if by_slot[slot]),
    )


def shift_turns(*, shift: Shift) -> list[TurnRow]:
    """Who is on a shift, by name. One query."""
    duties = ShiftDuty.objects.filter(shift=shift, freed_at=None).order_by("person__name", "pk")
    return [TurnRow(*row) for row in duties.values_list("pk", "person", "person__name")]


def users_on_duty(*, estate: Place, now: datetime) -> set[int]:
    """Users whose turn in an estate is under way. One query."""
    turns = ShiftDuty.objects.filter(
        shift__estate=estate,
        freed_at=None,
        starts_at__lte=now,
        ends_at__gt=now,
        person__user__isnull=False,
    )
    return set(turns.values_list("person__user", flat=True))


def free_people(*, shift: Shift) -> list[tuple[int, str]]:
    """(id, name with team and place) of who could take a shift: the own team first. One query."""
    busy = ShiftDuty.objects.filter(
        freed_at=None, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    ).values("person")
    people = Person.objects.within(shift.estate).at_hand()
    rows = people.exclude(pk__in=busy).select_related("team", "place").order_by("name", "pk")
    own = [row for row in rows if row.team_id == shift.team_id]
    others = [row for row in rows if row.team_id != shift.team_id]
    return [(row.pk, _who_and_where(row, shift)) for row in [*own, *others]]


def _who_and_where(person: Person, shift: Shift) -> str:
    team = person.team.label if person.team else ""
    place = person.place.label if person.place_id != shift.estate_id else ""
    return " · ".join(part for part in (person.name, team, place) if part)
