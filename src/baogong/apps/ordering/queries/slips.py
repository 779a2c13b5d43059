"""Orders typed from paper slips: what waits for a second reader, and where two readings differ."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, OrderLine, SlipCheck, SlipCheckLine
from baogong.apps.ordering.models.order import OrderQuerySet


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
    """A slip by its door; what stands on it is not told to who reads it again."""

    id: int
    number: str
    door: str
    typed_by: str
    typed_at: datetime


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
    """How far the slips of a round have come. One query."""
    waits, read = Q(waits_for_check=True), Q(slip_check__isnull=False)
    found = _slips(round_id).aggregate(
        typed=Count("pk"),
        unread=Count("pk", filter=waits & ~read),
        differing=Count("pk", filter=waits & read),
    )
    return SlipCounts(**found)


def next_slip(*, round_id: int, reader_id: int) -> SlipRow | None:
    """The oldest slip that somebody else typed and nobody has read again. One query."""
    slips = _slips(round_id).filter(waits_for_check=True, slip_check=None)
    return next(iter(_rows(slips.exclude(placed_by=reader_id).order_by("pk")[:1])), None)


def slips_typed(*, round_id: int, typist_id: int, most: int = 10) -> list[SlipRow]:
    """The latest slips that somebody typed, to see where in the stack they are. One query."""
    return _rows(_slips(round_id).filter(placed_by=typist_id).order_by("-pk")[:most])


def slip_differences(*, round_id: int) -> list[SlipDifference]:
    """The slips that two people read differently, by door. Three queries."""
    checks = SlipCheck.objects.filter(
        order__in=_slips(round_id).filter(waits_for_check=True)
    ).select_related("order__household", "order__placed_by", "read_by")
    found = list(checks.order_by("order__household__sort_key", "pk"))
    readings = _readings([check.order_id for check in found])
    return [
        SlipDifference(
            id=check.order_id,
            number=check.order.number,
            door=check.order.household.label,
            first_by=check.order.placed_by.name if check.order.placed_by else "",
            second_by=check.read_by.name,
            lines=tuple(
                (name, first, second)
                for name, (first, second) in readings[check.order_id].items()
                if first != second
            ),
        )
        for check in found
    ]


def _readings(order_ids: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """(first, second) reading by order and package."""
    package = ("listing__package__name", "quantity")
    typed = OrderLine.objects.filter(order__in=order_ids)
    read = SlipCheckLine.objects.filter(check_of__order__in=order_ids)
    sources = (
        typed.values_list("order", *package),
        read.values_list("check_of__order", *package),
    )
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for position, rows in enumerate(sources):
        for order_id, name, quantity in rows:
            found[order_id][name][position] += quantity
    return found


def _slips(round_id: int) -> OrderQuerySet:
    return Order.objects.live().filter(round=round_id, channel=Channel.SHEET)


def _rows(slips: OrderQuerySet) -> list[SlipRow]:
    return [
        SlipRow(
            id=order.pk,
            number=order.number,
            door=order.household.label,
            typed_by=order.placed_by.name if order.placed_by else "",
            typed_at=order.occurred_at,
        )
        for order in slips.select_related("household", "placed_by")
    ]
