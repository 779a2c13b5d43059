"""What happened to one bag, from the asking to the door, in order."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from baogong.apps.people.enums import Role
from baogong.apps.sorting.queries import OrderInside

LATE = timedelta(minutes=5)


class Happening(StrEnum):
    """What a line of a bag's history tells."""

    ASKED = "asked"
    PLANNED = "planned"
    MODE = "mode"
    WEIGHED = "weighed"
    SHORT = "short"
    LABELLED = "labelled"
    CRATED = "crated"
    HANDED_OVER = "handed_over"
    DIFFERED = "differed"
    ATTEMPTED = "attempted"
    RETURNED = "returned"
    OFFERED_AGAIN = "offered_again"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff, with the roles that they held there when it happened."""

    name: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A giver or receiver: a person, or a site, shelf or door by its label."""

    kind: str
    label: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One happening. ``recorded_at``: when the server heard of it; ``data`` by kind."""

    kind: Happening
    at: datetime
    who: Person | None = None
    place: str = ""
    recorded_at: datetime | None = None
    giver: Party | None = None
    receiver: Party | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BagContent:
    """A good in a bag, in pieces or grams (``sold_by``): planned, and missing of it.

    ``weighed``: so many grams more than expected went in, below 0 fewer.
    """

    good: str
    sold_by: str
    planned: int
    missing: int
    weighed: int = 0

    @property
    def packed(self) -> int:
        return self.planned - self.missing + self.weighed


@dataclass(frozen=True, slots=True)
class BagHistory:
    """A bag, its contents, and all that happened to it, oldest first.

    ``inside``: the orders that share it, if several do. ``has_photo``: one shows where it was
    left.
    """

    id: int
    code: str
    part: int
    parts: int
    order_number: str
    inside: tuple[OrderInside, ...]
    door: str
    estate_id: int
    estate: str
    day: date
    contents: tuple[BagContent, ...]
    lines: tuple[HistoryLine, ...]
    has_photo: bool


def in_order(lines: Collection[HistoryLine]) -> tuple[HistoryLine, ...]:
    """Oldest first; what happened in the same moment stays in the order of the chain."""
    stages = list(Happening)
    return tuple(sorted(lines, key=lambda line: (line.at, stages.index(line.kind))))
