"""What an officer carries: doors from the top floor down, their bags, and what was tapped."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from baogong.apps.custody.enums import UnitKind
from baogong.apps.delivery.enums import Mode, ProofKind, Result
from baogong.apps.delivery.models import Attempt, FieldConflict, Reoffer, RunUnit, UnitReturn
from baogong.apps.sorting.models import ShortLine
from baogong.apps.sorting.queries.recalled import holds_recalled


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap that nobody took back; ``end``: where a given bag was left.

    ``proof``: what shows it.
    """

    key: UUID
    result: Result
    at: datetime
    end: Mode = Mode.DOOR
    proof: ProofKind = ProofKind.TAP

    @property
    def label(self) -> str:
        given = self.result is Result.GIVEN
        return self.end.done_label if given else str(self.result.label)


@dataclass(frozen=True, slots=True)
class CarriedBag:
    """A unit of a run: a bag, or whatever else has a label (``kind``).

    ``state``: a Result's value, "open" before the first tap, "returned", or "recalled": goods in
    it were called back before it was given, so it is not handed out.

    ``last`` is the tap that counts: given, else the latest. ``held``: it is in the officer's
    hands. ``asked``: a clerk looks at one of its taps.
    ``again``: it came back from an earlier run. ``short``: something in it could not be packed.
    """

    run_id: int
    kind: UnitKind
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
    recalled: bool

    @property
    def state(self) -> str:
        if self.returned:
            return "returned"
        if self.recalled and not self.is_given:
            return "recalled"
        return self.last.result.value if self.last else "open"

    @property
    def is_given(self) -> bool:
        return self.last is not None and self.last.result == Result.GIVEN

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
        "run",
        F("unit__destination__floor").desc(nulls_last=True),
        "unit__destination__sort_key",
        F("unit__bag").asc(nulls_last=True),
        "unit",
    )
    return [
        _door(list(group), taps=taps, officer_id=officer_id)
        for _, group in groupby(rows, key=lambda row: (row.run_id, row.unit.destination_id))
    ]


def _rows(run_ids: Collection[int]) -> QuerySet[RunUnit]:
    of_unit = {"unit": OuterRef("unit")}
    returns = UnitReturn.objects.filter(run=OuterRef("run"), **of_unit)
    earlier = Reoffer.objects.filter(
        crate=OuterRef("run__crate"), unit_return__unit=OuterRef("unit")
    )
    asked = FieldConflict.objects.filter(settled_at=None, **of_unit)
    short = ShortLine.objects.filter(bag_line__bag__unit=OuterRef("unit"))
    return (
        RunUnit.objects.filter(run__in=run_ids)
        .select_related("unit__destination", "unit__holder", "unit__bag")
        .annotate(
            returned=Exists(returns),
            again=Exists(earlier),
            asked=Exists(asked),
            short=Exists(short),
            recalled=holds_recalled("unit"),
        )
    )


def _standing_taps(run_ids: Collection[int]) -> dict[tuple[int, int], list[Tap]]:
    """By (run, unit), the oldest first."""
    found: dict[tuple[int, int], list[Tap]] = defaultdict(list)
    attempts = Attempt.objects.filter(run__in=run_ids, reversed_by=None)
    rows = attempts.exclude(result=Result.UNDONE).order_by("occurred_at", "pk")
    for row in rows.select_related("proof"):
        proof = getattr(row, "proof", None)
        shown = (Mode(proof.end), ProofKind(proof.kind)) if proof else ()
        tap = Tap(row.key, Result(row.result), row.occurred_at, *shown)
        found[row.run_id, row.unit_id].append(tap)
    return found


def _door(
    rows: Iterable[RunUnit], *, taps: dict[tuple[int, int], list[Tap]], officer_id: int
) -> CarriedDoor:
    rows = list(rows)
    household = rows[0].unit.destination
    return CarriedDoor(
        id=household.pk,
        label=household.label,
        room=household.code,
        floor=household.floor,
        bags=tuple(_bag(row, taps[row.run_id, row.unit_id], officer_id) for row in rows),
    )


def _bag(row: Any, taps: Sequence[Tap], officer_id: int) -> CarriedBag:
    """``row``: a RunUnit with the flags that ``_rows`` adds."""
    unit, bag = row.unit, getattr(row.unit, "bag", None)
    return CarriedBag(
        run_id=row.run_id,
        kind=UnitKind(unit.kind),
        code=unit.code,
        part=bag.part if bag else 1,
        parts=bag.parts if bag else 1,
        taps=tuple(taps),
        last=_last(taps),
        held=unit.holder.user_id == officer_id and not row.returned,
        returned=row.returned,
        asked=row.asked,
        again=row.again,
        short=row.short,
        recalled=row.recalled,
    )


def _last(taps: Sequence[Tap]) -> Tap | None:
    given = [tap for tap in taps if tap.result == Result.GIVEN]
    standing = given or taps
    return standing[-1] if standing else None
