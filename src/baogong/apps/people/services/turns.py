"""Shifts of the coming days, and who takes which turn."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.people import policies
from baogong.apps.people.enums import PersonState, Slot
from baogong.apps.people.errors import PersonAway, TooManyHours, TurnTaken
from baogong.apps.people.models import Activation, Person, Shift, ShiftDuty, Team
from baogong.apps.people.policies import Candidate, OpenTurn, Span
from baogong.apps.people.slots import BY_DAY, DESK_SLOTS, midnight, slot_hours
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import DUTY_HOURS
from baogong.plumbing import audit, locks

COMING = timedelta(days=2)
LEAST_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Turns:
    """``given`` turns; ``lacking`` people for those to come; ``without``: ids of who has none."""

    given: int
    lacking: int
    without: tuple[int, ...]


def lock_shifts(estate: Place) -> None:
    """One at a time gives turns in an estate; taken before any row of a person."""
    locks.lock_name(f"shifts {estate.pk}")


@transaction.atomic
def plan_shifts(*, estate: Place, now: datetime) -> int:
    """Make today's and tomorrow's shifts where they are missing; return how many. Idempotent.

    A team needs a third of its members in each slot; every desk needs one. A team or desk that has
    shifts on a day keeps them, whatever hours were set since. Five queries.
    """
    lock_shifts(estate)
    today = timezone.localtime(now).date()
    days = (today, today + timedelta(days=1))
    planned = Shift.objects.filter(estate=estate, starts_at__gte=midnight(today))
    there = {_post_and_day(shift) for shift in planned}
    hours = slot_hours(estate)
    teams = Team.objects.filter(estate=estate).annotate(
        heads=Count("members", filter=Q(members__state=PersonState.APPROVED))
    )
    wanted = [
        *(
            _shift(
                estate,
                slot,
                hours.span(day, slot),
                team=team,
                needed=max(LEAST_NEEDED, -(-team.heads // 3)),
            )
            for team in teams
            for day in days
            for slot in BY_DAY
        ),
        *(
            _shift(estate, slot, hours.span(day, slot), desk=desk)
            for desk, slots in DESK_SLOTS.items()
            for day in days
            for slot in slots
        ),
    ]
    made = [s for s in wanted if _post_and_day(s) not in there and s.ends_at > now]
    Shift.objects.bulk_create(made)
    return len(made)


def _shift(
    estate: Place,
    slot: Slot,
    span: Span,
    *,
    team: Team | None = None,
    desk: str = "",
    needed: int = 1,
) -> Shift:
    return Shift(
        estate=estate,
        team=team,
        desk=desk,
        slot=slot,
        starts_at=span[0],
        ends_at=span[1],
        needed=needed,
    )


def _post_and_day(shift: Shift) -> tuple[int | None, str, date]:
    return shift.team_id, shift.desk, timezone.localtime(shift.starts_at).date()


@transaction.atomic
def fill_gaps(*, estate: Place, actor: User, now: datetime) -> Turns:
    """Give every shift that lacks people those who can come, and everybody a first turn.

    Nobody is in two places or on duty for too long. The number of statements does not grow.
    """
    lock_shifts(estate)
    people = Person.objects.within(estate).at_hand()
    locked = locks.lock_rows(people, keys=people.values_list("pk", flat=True), shared=True)
    turns = _coming(estate, now=now)
    candidates = _candidates(locked.values(), now=now)
    most = _most_minutes(estate, now)
    pairs = policies.fill_turns(turns, candidates, most_minutes=most)
    filled = Counter(shift_id for shift_id, _ in pairs)
    staffed = _staffed(turns) + filled
    pairs += policies.first_turns(turns, candidates, staffed=staffed, most_minutes=most)
    _give(pairs, turns=turns, now=now)
    audit.record([audit.Act("turns.filled", estate, actor, now, {"added": len(pairs)})])
    return Turns(
        given=len(pairs),
        lacking=sum(max(0, turn.lacking - filled[turn.shift_id]) for turn in turns),
        without=tuple(person.person_id for person in candidates if not person.turns),
    )


def give_first_turns(people: Collection[Person], *, estate: Place, now: datetime) -> Turns:
    """A first turn for each of these; their rows are locked by the caller."""
    lock_shifts(estate)
    turns = _coming(estate, now=now)
    candidates = _candidates([p for p in people if not p.is_away], now=now)
    pairs = list(
        policies.first_turns(
            turns,
            candidates,
            staffed=_staffed(turns),
            most_minutes=_most_minutes(estate, now),
        )
    )
    _give(pairs, turns=turns, now=now)
    busy = {person.person_id for person in candidates if person.turns}
    return Turns(
        given=len(pairs),
        lacking=0,
        without=tuple(person.pk for person in people if person.pk not in busy),
    )


@transaction.atomic
def give_turn(*, shift_id: int, person_id: int, actor: User, now: datetime) -> ShiftDuty:
    """Give one turn by hand. Raises PersonAway, TurnTaken or TooManyHours."""
    shift = locks.lock_one(Shift.objects.select_related("estate"), key=shift_id)
    lock_shifts(shift.estate)
    person = locks.lock_one(Person.objects.select_related("team"), key=person_id)
    if person.is_away or person.state != PersonState.APPROVED:
        raise PersonAway(name=person.name)
    [candidate] = _candidates([person], now=shift.starts_at - COMING)
    most = _most_minutes(shift.estate, now)
    [turn] = _turns([shift], staffed={})
    if candidate.is_booked(turn):
        raise TurnTaken(name=person.name)
    if not candidate.is_free(turn, most_minutes=most):
        raise TooManyHours(name=person.name, hours=most // 60)
    try:
        with transaction.atomic():
            duty = _duty(shift.pk, person.pk, turn, now=now)
            duty.save()
    except IntegrityError:
        raise TurnTaken(name=person.name) from None
    audit.record([audit.Act("turn.given", shift, actor, now)])
    return duty


@transaction.atomic
def give_turns(*, shift_id: int, person_ids: Collection[int], actor: User, now: datetime) -> None:
    """Give a turn of one shift to all of these, or to nobody. Raises as give_turn does."""
    for person_id in sorted(person_ids):
        give_turn(shift_id=shift_id, person_id=person_id, actor=actor, now=now)


@transaction.atomic
def free_turn(*, duty_id: int, actor: User, now: datetime) -> None:
    """Take a turn away; twice is the same as once."""
    duty = locks.lock_one(ShiftDuty.objects.select_related("shift"), key=duty_id)
    if duty.freed_at is None:
        duty.freed_at = now
        duty.save(update_fields=["freed_at"])
        audit.record([audit.Act("turn.freed", duty.shift, actor, now)])


@transaction.atomic
def set_needed(*, shift_id: int, needed: int, actor: User, now: datetime) -> None:
    """Say how many people a shift needs."""
    shift = locks.lock_one(Shift.objects.all(), key=shift_id)
    shift.needed = needed
    shift.save(update_fields=["needed"])
    audit.record([audit.Act("shift.changed", shift, actor, now, {"needed": needed})])


def plan_if_active(*, estate: Place, now: datetime) -> None:
    """Shifts for teams that came after the activation."""
    if Activation.objects.filter(estate=estate, ended_at=None).exists():
        plan_shifts(estate=estate, now=now)


def plan_days_ahead(now: datetime) -> None:
    """The sweep: every active estate has its shifts of today and tomorrow."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    planned = Shift.objects.filter(starts_at__gte=midnight(tomorrow))
    live = Activation.objects.filter(ended_at=None).exclude(estate__in=planned.values("estate"))
    for activation in live.select_related("estate"):
        plan_shifts(estate=activation.estate, now=now)


def _most_minutes(estate: Place, now: datetime) -> int:
    return 60 * int(setting(DUTY_HOURS, place=estate, at=now))


def _coming(estate: Place, *, now: datetime) -> list[OpenTurn]:
    """The shifts that have not begun, of today and the two days after. Two queries."""
    shifts = Shift.objects.filter(
        estate=estate, starts_at__gt=now, starts_at__lt=now + COMING + timedelta(days=1)
    )
    heads = ShiftDuty.objects.filter(shift__in=shifts, freed_at=None).values_list("shift")
    return _turns(shifts, staffed=dict(heads.annotate(heads=Count("pk"))))


def _turns(shifts: Iterable[Shift], *, staffed: dict[int, int]) -> list[OpenTurn]:
    return [
        OpenTurn(
            shift_id=shift.pk,
            team_id=shift.team_id,
            desk=shift.desk,
            slot=Slot(shift.slot),
            span=(shift.starts_at, shift.ends_at),
            day=timezone.localtime(shift.starts_at).date(),
            lacking=max(0, shift.needed - staffed.get(shift.pk, 0)),
        )
        for shift in shifts
    ]


def _staffed(turns: Sequence[OpenTurn]) -> Counter[int]:
    duties = ShiftDuty.objects.filter(shift__in=[t.shift_id for t in turns], freed_at=None)
    return Counter(duties.values_list("shift", flat=True))


def _candidates(people: Iterable[Person], *, now: datetime) -> list[Candidate]:
    """People with the turns that they have from yesterday on. Two queries."""
    people = list(people)
    kinds = dict(Team.objects.values_list("pk", "kind").filter(members__in=people))
    found = {
        person.pk: Candidate(
            person_id=person.pk,
            team_id=person.team_id,
            team_kind=kinds.get(person.team_id or 0, ""),
            skills=frozenset(person.skills),
            slots=frozenset(person.slots),
        )
        for person in people
    }
    duties = ShiftDuty.objects.filter(
        person__in=found, freed_at=None, ends_at__gt=now - timedelta(days=1)
    )
    for person_id, starts_at, ends_at in duties.values_list("person", "starts_at", "ends_at"):
        candidate = found[person_id]
        candidate.turns.append((starts_at, ends_at))
        day = timezone.localtime(starts_at).date()
        candidate.minutes[day] += int((ends_at - starts_at).total_seconds() // 60)
    return list(found.values())


def _give(pairs: Sequence[tuple[int, int]], *, turns: Sequence[OpenTurn], now: datetime) -> None:
    by_id = {turn.shift_id: turn for turn in turns}
    ShiftDuty.objects.bulk_create(
        _duty(shift_id, person_id, by_id[shift_id], now=now) for shift_id, person_id in pairs
    )


def _duty(shift_id: int, person_id: int, turn: OpenTurn, *, now: datetime) -> ShiftDuty:
    starts_at, ends_at = turn.span
    return ShiftDuty(
        shift_id=shift_id,
        person_id=person_id,
        starts_at=starts_at,
        ends_at=ends_at,
        given_at=now,
    )
