"""Orders typed from paper slips: what waits for a second reader, and where two readings differ."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    DealShare,
    Order,
    OrderLine,
    SlipCheck,
    SlipCheckLine,
)


@dataclass(frozen=True, slots=True)
class SlipCounts:
    """Slips of a round: ``unread`` by a second person, ``differing`` and not settled."""

    typed: int
    unread: int
    differing: int

    @property
    def checked(self) -> int:
        return self.typed - self.unread - self.differing


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip by its door; what stands on it is not told to who reads it again. ``asked``: nothing
    of it was ordered at once."""

    id: int
    number: str
    door: str
    typed_by: str
    typed_at: datetime
    asked: bool


@dataclass(frozen=True, slots=True)
class SlipDifference:
    """Two readings of a slip side by side: (package, first, second), those that differ."""

    id: int
    number: str
    door: str
    first_by: str
    second_by: str
    lines: tuple[tuple[str, int, int], ...]

    @property
    def becomes_more(self) -> bool:
        """Whether the second reading asks for more of anything."""
        return any(second > first for _, first, second in self.lines)


def slip_counts(*, round_id: int) -> SlipCounts:
    """How far the slips of a round have come. Two queries."""
    waits, read = Q(waits_for_check=True), Q(slip_check__isnull=False)
    counted = {
        "typed": Count("pk"),
        "unread": Count("pk", filter=waits & ~read),
        "differing": Count("pk", filter=waits & read),
    }
    sums: Counter[str] = Counter()
    for slips in (_orders(round_id), _asks(round_id)):
        sums.update(slips.aggregate(**counted))
    return SlipCounts(**sums)


def next_slip(*, round_id: int, reader_id: int) -> SlipRow | None:
    """The oldest slip that somebody else typed and nobody has read again. Two queries."""
    waiting = (
        slips.filter(waits_for_check=True, slip_check=None)
        .exclude(placed_by=reader_id)
        .order_by("pk")[:1]
        for slips in (_orders(round_id), _asks(round_id))
    )
    found = [row for slips in waiting for row in _rows(slips)]
    return min(found, key=lambda row: row.id, default=None)


def slips_typed(*, round_id: int, typist_id: int, most: int = 10) -> list[SlipRow]:
    """The latest slips that somebody typed, to see where in the stack they are. Two queries."""
    typed = (
        slips.filter(placed_by=typist_id).order_by("-pk")[:most]
        for slips in (_orders(round_id), _asks(round_id))
    )
    rows = [row for slips in typed for row in _rows(slips)]
    return sorted(rows, key=lambda row: -row.id)[:most]


def slip_differences(*, round_id: int) -> list[SlipDifference]:
    """The slips that two people read differently, by door. Four queries."""
    orders, asks = (
        slips.filter(waits_for_check=True) for slips in (_orders(round_id), _asks(round_id))
    )
    beside = ("household", "placed_by")
    checks = SlipCheck.objects.filter(Q(order__in=orders) | Q(ask__in=asks)).select_related(
        "read_by", *(f"{act}__{name}" for act in ("order", "ask") for name in beside)
    )
    readings = _readings(checks)
    found = [(check, check.act) for check in checks]
    return [
        SlipDifference(
            id=act.pk,
            number=act.number,
            door=act.household.label,
            first_by=act.placed_by.name if act.placed_by else "",
            second_by=check.read_by.name,
            lines=tuple(
                (name, first, second)
                for name, (first, second) in readings[check.pk].items()
                if first != second
            ),
        )
        for check, act in sorted(found, key=lambda row: (row[1].household.sort_key, row[1].pk))
    ]


def _readings(checks: Iterable[SlipCheck]) -> dict[int, dict[str, list[int]]]:
    """(first, second) reading by check and package."""
    by_order = {check.order_id: check.pk for check in checks if check.order_id}
    by_ask = {check.ask_id: check.pk for check in checks if check.ask_id}
    package = ("listing__package__name", "quantity")
    ordered = OrderLine.objects.filter(order__in=by_order).values_list("order", *package)
    asked = AskLine.objects.filter(ask__in=by_ask).values_list("ask", *package)
    read = SlipCheckLine.objects.filter(check_of__in=[check.pk for check in checks])
    sources = (
        (0, by_order, ordered),
        (0, by_ask, asked),
        (1, None, read.values_list("check_of", *package)),
    )
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for position, check_of, rows in sources:
        for pk, name, quantity in rows:
            found[check_of[pk] if check_of else pk][name][position] += quantity
    return found


def _orders(round_id: int) -> QuerySet[Any]:
    """What was ordered from slips at once."""
    dealt = DealShare.objects.filter(order=OuterRef("pk"))
    slips = Order.objects.live().filter(round=round_id, channel=Channel.SHEET)
    return slips.filter(~Exists(dealt))


def _asks(round_id: int) -> QuerySet[Any]:
    """Slips of which everything has to wait, or had to; one that was ordered too is an order."""
    granted = AskLine.objects.filter(ask=OuterRef("pk"), granted__gt=0)
    slips = Ask.objects.filter(round=round_id, channel=Channel.SHEET)
    return slips.filter(
        Q(withdrawn_at=None) | Exists(granted),
        ~Exists(Order.objects.live().filter(pk=OuterRef("pk"))),
    )


def _rows(slips: QuerySet[Any]) -> list[SlipRow]:
    return [
        SlipRow(
            id=slip.pk,
            number=slip.number,
            door=slip.household.label,
            typed_by=slip.placed_by.name if slip.placed_by else "",
            typed_at=slip.occurred_at,
            asked=isinstance(slip, Ask),
        )
        for slip in slips.select_related("household", "placed_by")
    ]
