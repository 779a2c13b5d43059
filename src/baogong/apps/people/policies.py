"""Pure decisions about turns: who takes which one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import nsmallest

from baogong.apps.people.enums import Desk, Skill, Slot, TeamKind
from baogong.apps.people.slots import BY_DAY

# Who may sit where: members of these teams, and whoever has one of these skills.
DESK_TEAMS = {
    Desk.PHONE: {TeamKind.ADVICE},
    Desk.GATE: {TeamKind.GATE_DUTY},
    Desk.DEPOT: {TeamKind.SUPPLY},
}
DESK_SKILLS = {Desk.PHONE: {Skill.PHONE, Skill.TABLES}, Desk.GATE: set(), Desk.DEPOT: set()}

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A shift that lacks so many people. ``day`` is its local date."""

    shift_id: int
    team_id: int | None
    desk: str
    slot: Slot
    span: Span
    day: date
    lacking: int

    @property
    def minutes(self) -> int:
        return int((self.span[1] - self.span[0]).total_seconds() // 60)


@dataclass(slots=True)
class Candidate:
    """Somebody at hand: what they can do, when, and the turns that they have, by local date."""

    person_id: int
    team_id: int | None
    team_kind: str
    skills: Collection[str]
    slots: Collection[str]
    turns: list[Span] = field(default_factory=list)
    minutes: dict[date, int] = field(default_factory=lambda: defaultdict(int))

    def fits(self, turn: OpenTurn) -> bool:
        """Whether the turn is this person's kind of work, at hours that they gave."""
        if turn.slot not in (self.slots or BY_DAY):  # who says nothing comes by day
            return False
        if turn.team_id is not None:
            return turn.team_id == self.team_id
        desk = Desk(turn.desk)
        return self.team_kind in DESK_TEAMS[desk] or self.knows(desk)

    def knows(self, desk: Desk) -> bool:
        return not DESK_SKILLS[desk].isdisjoint(self.skills)

    def is_free(self, turn: OpenTurn, *, most_minutes: int) -> bool:
        """Nobody is in two places, or on duty for too long."""
        is_short = self.minutes[turn.day] + turn.minutes <= most_minutes
        return is_short and not self.is_booked(turn)

    def is_booked(self, turn: OpenTurn) -> bool:
        """Whether one of the person's turns overlaps this one."""
        start, end = turn.span
        return any(begun < end and start < ended for begun, ended in self.turns)

    def take(self, turn: OpenTurn) -> None:
        self.turns.append(turn.span)
        self.minutes[turn.day] += turn.minutes


def fill_turns(
    turns: Sequence[OpenTurn], candidates: Iterable[Candidate], *, most_minutes: int
) -> list[tuple[int, int]]:
    """(shift, person) for what is lacking: desks first, then by time; the least busy first.

    Candidates' turns are written on.
    """
    people = list(candidates)
    found = []
    for turn in sorted(turns, key=lambda t: (t.team_id is not None, t.span, t.shift_id)):
        free = (p for p in people if p.fits(turn) and p.is_free(turn, most_minutes=most_minutes))
        for person in nsmallest(turn.lacking, free, key=lambda p: _claim(p, turn)):
            person.take(turn)
            found.append((turn.shift_id, person.person_id))
    return found


def first_turns(
    turns: Sequence[OpenTurn],
    candidates: Iterable[Candidate],
    *,
    staffed: Mapping[int, int],
    most_minutes: int,
) -> Iterator[tuple[int, int]]:
    """(shift, person) for each one who has none: the team's emptiest shift, then the soonest.

    ``staffed``: people on each shift already. A first turn may go beyond what is needed.
    """
    heads = defaultdict(int, staffed)
    own: dict[int, list[OpenTurn]] = defaultdict(list)
    for turn in turns:
        if turn.team_id is not None:
            own[turn.team_id].append(turn)
    for person in candidates:
        if person.turns or person.team_id is None:
            continue
        fitting = [
            turn
            for turn in own[person.team_id]
            if person.fits(turn) and person.is_free(turn, most_minutes=most_minutes)
        ]
        if fitting:
            best = min(fitting, key=lambda t: (heads[t.shift_id], t.span, t.shift_id))
            heads[best.shift_id] += 1
            person.take(best)
            yield best.shift_id, person.person_id


def _claim(person: Candidate, turn: OpenTurn) -> tuple[bool, int, int]:
    knows = turn.team_id is None and person.knows(Desk(turn.desk))
    return not knows, sum(person.minutes.values()), person.person_id
