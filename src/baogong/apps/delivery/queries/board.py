"""The board of a stairwell: where the bags are, by the tail of their order's number; no doors."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.db.models import Q

from baogong.apps.delivery.models import Reoffer
from baogong.apps.delivery.queries.tracking import Whereabouts, tracks_of
from baogong.apps.sorting.models import Bag

TAIL = 3  # a thousand orders of a day differ in it, and only who has the number knows it


class BoardStep(StrEnum):
    """How far a bag has come, as far as neighbours may know: not whether somebody was home."""

    NOT_PACKED = "not_packed"
    AT_DEPOT = "at_depot"
    ON_THE_WAY = "on_the_way"
    THERE = "there"
    COMES_AGAIN = "comes_again"
    NOT_COMING = "not_coming"


STEPS = {
    Whereabouts.NOT_PACKED: BoardStep.NOT_PACKED,
    Whereabouts.AT_DEPOT: BoardStep.AT_DEPOT,
    Whereabouts.GIVEN: BoardStep.THERE,
    Whereabouts.AT_ENTRANCE: BoardStep.THERE,
    Whereabouts.COLLECTED: BoardStep.THERE,
    Whereabouts.RETURNED: BoardStep.COMES_AGAIN,
    Whereabouts.DAMAGED: BoardStep.NOT_COMING,
    Whereabouts.SHORT: BoardStep.NOT_COMING,
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An order by its tail: how many of its bags stand at each step, the least far first."""

    tail: str
    bags: int
    steps: tuple[tuple[BoardStep, int], ...]


def board_of(*, entrance_id: int, day: date) -> list[BoardRow]:
    """The orders of an entrance that come on a day, sorted by tail. Nine queries at most.

    With their bags that came back earlier and are offered again on that day.
    """
    again = Reoffer.objects.filter(crate__wave__round__delivery_date=day)
    of_day = Q(wave__round__delivery_date=day) | Q(unit__in=again.values("unit_return__unit"))
    wanted = Bag.objects.filter(of_day, household__parent=entrance_id, order__canceled_at=None)
    bags = list(wanted.prefetch_related("orders").order_by("order", "part"))
    found = sorted(
        (order.number, STEPS.get(track.where, BoardStep.ON_THE_WAY))
        for bag, track in zip(bags, tracks_of(bags), strict=True)
        for order in bag.orders.all()
    )
    rows = [_row(number, (step for _number, step in group)) for number, group in _by_order(found)]
    return sorted(rows, key=lambda row: row.tail)


def _by_order(
    found: Iterable[tuple[str, BoardStep]],
) -> Iterable[tuple[str, Iterable[tuple[str, BoardStep]]]]:
    return groupby(found, key=lambda pair: pair[0])


def _row(number: str, steps: Iterable[BoardStep]) -> BoardRow:
    counts = Counter(steps)
    in_order = tuple((step, counts[step]) for step in BoardStep if counts[step])
    return BoardRow(number[-TAIL:], counts.total(), in_order)
