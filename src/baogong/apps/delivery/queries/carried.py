"""What an officer carries: doors from the top floor down, their bags, and what was tapped."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Attempt, BagReturn, FieldConflict, Reoffer, RunBag
from baogong.apps.sorting.models import ShortLine


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap that nobody took back."""

    key: UUID
    result: Result
    at: datetime


@dataclass(frozen=True, slots=True)
class CarriedBag:
    """A bag of a run. ``state``: a Result's value, "open" before the first tap, or "returned".

    ``last`` is the tap that counts: given, else the latest. ``held``: it is in the officer's
    hands. ``asked``: a clerk looks at one of its taps.
    ``again``: it came back from an earlier run. ``short``: something in it could not be packed.
    """

    run_id: int
    code: str
    part: int
    parts: int
    taps: tuple[Tap, ...]
    last: Tap | None
    held: bool
    returned: bool
    asked: bool
    again: bool
    short: bool

    @property
    def state(self) -> str:
        if self.returned:
            return "returned"
        return self.last.result.value if self.last else "open"

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class CarriedDoor:
    """A door of a run and its bags. ``label`` is ``front`` and ``room`` ("E6-1-" and "602")."""

    id: int
    label: str
    room: str
    floor: int | None
    bags: tuple[CarriedBag, ...]

    @property
    def front(self) -> str:
        return self.label.removesuffix(self.room)

    @property
    def open_bags(self) -> list[CarriedBag]:
        return [bag for bag in self.bags if bag.is_open]

    @property
    def is_given(self) -> bool:
        return all(bag.state == Result.GIVEN for bag in self.bags)


def carried_doors(*, run_ids: Collection[int], officer_id: int) -> list[CarriedDoor]:
    """The doors of these runs in the order in which stairs are walked, top floor first.

    A door has its own row in each run. Two queries.
    """
    taps = _standing_taps(run_ids)
    rows = _rows(run_ids).order_by(
        "run", F("bag__household__floor").desc(nulls_last=True), "bag__household__sort_key", "bag"
    )
    return [
        _door(list(group), taps=taps, officer_id=officer_id)
        for _, group in groupby(rows, key=lambda row: (row.run_id, row.bag.household_id))
    ]


def _rows(run_ids: Collection[int]) -> QuerySet[RunBag]:
    of_bag = {"bag": OuterRef("bag")}
    returns = BagReturn.objects.filter(run=OuterRef("run"), **of_bag)
    earlier = Reoffer.objects.filter(crate=OuterRef("run__crate"), bag_return__bag=OuterRef("bag"))
    asked = FieldConflict.objects.filter(settled_at=None, **of_bag)
    short = ShortLine.objects.filter(bag_line__bag=OuterRef("bag"))
    return (
        RunBag.objects.filter(run__in=run_ids)
        .select_related("bag__household", "bag__unit__holder")
        .annotate(
            returned=Exists(returns),
            again=Exists(earlier),
            asked=Exists(asked),
            short=Exists(short),
        )
    )


def _standing_taps(run_ids: Collection[int]) -> dict[tuple[int, int], list[Tap]]:
    """By (run, bag), the oldest first."""
    found: dict[tuple[int, int], list[Tap]] = defaultdict(list)
    attempts = Attempt.objects.filter(run__in=run_ids, reversed_by=None)
    rows = attempts.exclude(result=Result.UNDONE).order_by("occurred_at", "pk")
    for run_id, bag_id, key, result, at in rows.values_list(
        "run", "bag", "key", "result", "occurred_at"
    ):
        found[run_id, bag_id].append(Tap(key=key, result=Result(result), at=at))
    return found


def _door(
    rows: Iterable[RunBag], *, taps: dict[tuple[int, int], list[Tap]], officer_id: int
) -> CarriedDoor:
    rows = list(rows)
    household = rows[0].bag.household
    return CarriedDoor(
        id=household.pk,
        label=household.label,
        room=household.code,
        floor=household.floor,
        bags=tuple(_bag(row, taps[row.run_id, row.bag_id], officer_id) for row in rows),
    )


def _bag(row: Any, taps: Sequence[Tap], officer_id: int) -> CarriedBag:
    """``row``: a RunBag with the flags that ``_rows`` adds."""
    bag, unit = row.bag, row.bag.unit
    return CarriedBag(
        run_id=row.run_id,
        code=bag.code,
        part=bag.part,
        parts=bag.parts,
        taps=tuple(taps),
        last=_last(taps),
        held=unit is not None and unit.holder.user_id == officer_id and not row.returned,
        returned=row.returned,
        asked=row.asked,
        again=row.again,
        short=row.short,
    )


def _last(taps: Sequence[Tap]) -> Tap | None:
    given = [tap for tap in taps if tap.result == Result.GIVEN]
    standing = given or taps
    return standing[-1] if standing else None
