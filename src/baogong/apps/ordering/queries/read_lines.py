"""What chains and files have in common when their lines are shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Count, QuerySet

from baogong.apps.catalog.models import Package
from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.errors import AlreadyOrdered
from baogong.apps.ordering.models import Ask, AskLine, order_number

WAITING = (LineState.REVIEW, LineState.READY)


@dataclass(frozen=True, slots=True)
class AskRow:
    """What a line asks for one door: (package id, name, quantity), and the order or ask that came
    of it, or both under one ``number``."""

    door: str
    packages: tuple[tuple[int, str, int], ...]
    entered: bool
    order_id: int | None
    ask_id: int | None
    number: str


@dataclass(frozen=True, slots=True)
class ReadLineRow:
    """A line as it stands in its text or file, and what came of it."""

    id: int
    number: str
    raw: str
    state: LineState
    reasons: Sequence[dict[str, Any]]
    adds: bool
    asks: tuple[AskRow, ...]

    @property
    def refused(self) -> bool:
        """Whether it was to be entered and came back."""
        return any("refused" in reason for reason in self.reasons)

    @property
    def ordered_elsewhere(self) -> bool:
        """Whether it came back because its door has another order."""
        return any(reason["code"] == AlreadyOrdered.code for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class DoorAsks:
    """(package, quantity) that waits under a number."""

    number: str
    packages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DoorEntered:
    """What a door has from a chain or a file: (package, quantity); and what it asks for that has
    to wait."""

    door: str
    packages: tuple[tuple[str, int], ...]
    asks: tuple[DoorAsks, ...] = ()


class HasPackages(Protocol):
    """``packages``: id as text -> quantity."""

    packages: dict[str, int]


def state_counts(lines: QuerySet[Any], *, by: str) -> dict[int, Counter[str]]:
    """How many lines are in each state, ``by`` what they came with. One query."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for source_id, state, count in lines.values_list(by, "state").annotate(Count("pk")):
        counts[source_id][state] = count
    return counts


def waiting_of(asks: QuerySet[Ask]) -> dict[int, list[DoorAsks]]:
    """What still waits of some asks, by door. One query."""
    lines = AskLine.objects.filter(ask__in=asks, waiting__gt=0)
    package = ("listing__package__name", "waiting")
    packages: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    rows = lines.order_by("ask", "listing__package__name")
    for door_id, ask_id, name, count in rows.values_list("ask__household", "ask", *package):
        packages[door_id, ask_id].append((name, count))
    found: dict[int, list[DoorAsks]] = defaultdict(list)
    for (door_id, ask_id), named in packages.items():
        found[door_id].append(DoorAsks(order_number(ask_id), tuple(named)))
    return found


def package_names(rows: Iterable[HasPackages]) -> dict[int, str]:
    """Names of all packages that some rows ask for. One query."""
    ids = {int(pk) for row in rows for pk in row.packages}
    return dict(Package.objects.filter(pk__in=ids).values_list("pk", "name"))


def packages_of(row: HasPackages, names: Mapping[int, str]) -> tuple[tuple[int, str, int], ...]:
    return tuple((int(pk), names[int(pk)], quantity) for pk, quantity in row.packages.items())
