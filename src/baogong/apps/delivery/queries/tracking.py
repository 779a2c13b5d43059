"""Where an order's bags are, as its household sees it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from baogong.apps.custody.enums import HolderKind
from baogong.apps.custody.models import HandoffUnit
from baogong.apps.delivery.enums import Mode, Result, ReturnReason
from baogong.apps.delivery.models import Attempt, Proof, UnitReturn
from baogong.apps.ordering.models import Order
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Bag, BagLine


class Whereabouts(StrEnum):
    """Where a bag is, seen from its door."""

    NOT_PACKED = "not_packed"
    AT_DEPOT = "at_depot"
    AT_BUILDING = "at_building"
    NOBODY_HOME = "nobody_home"
    REFUSED = "refused"
    DAMAGED = "damaged"
    SEALED = "sealed"
    WRONG_DOOR = "wrong_door"
    GIVEN = "given"
    AT_ENTRANCE = "at_entrance"
    COLLECTED = "collected"
    RETURNED = "returned"
    SHORT = "short"


ENDS = {
    Mode.DOOR: Whereabouts.GIVEN,
    Mode.ENTRANCE: Whereabouts.AT_ENTRANCE,
    Mode.POINT: Whereabouts.COLLECTED,
}


@dataclass(frozen=True, slots=True)
class MissingGood:
    """So many pieces or grams (``sold_by``) of a good did not come."""

    good: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class StoodIn:
    """So many pieces or grams (``sold_by``) of a good are there in the place of another one."""

    good: str
    sold_by: str
    quantity: int
    other: str


@dataclass(frozen=True, slots=True)
class BagTrack:
    """Bag ``part`` of ``parts``: where it is, since when, what it lacks, and what is in it
    instead."""

    part: int
    parts: int
    code: str
    where: Whereabouts
    at: datetime | None
    missing: tuple[MissingGood, ...]
    instead: tuple[StoodIn, ...]


@dataclass(frozen=True, slots=True)
class OrderTrack:
    """When an order reached each stage with everything it has; None where it has not yet."""

    ordered_at: datetime
    gate_at: datetime | None
    sorted_at: datetime | None
    building_at: datetime | None
    door_at: datetime | None
    bags: tuple[BagTrack, ...]


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the ledgers say of the bags: by unit, and what is missing by bag."""

    taken: dict[int, tuple[str, datetime, datetime]]
    given: dict[int, tuple[Whereabouts, datetime]]
    tried: dict[int, tuple[Result, datetime]]
    back: dict[int, Whereabouts]
    missing: dict[int, tuple[MissingGood, ...]]
    all_missing: frozenset[int]
    instead: dict[int, tuple[StoodIn, ...]]


def order_track(*, order_id: int) -> OrderTrack:
    """The stages and bags of one order. Nine queries, however many bags."""
    order = Order.objects.get(pk=order_id)
    bags = list(Bag.objects.filter(orders=order_id).order_by("part", "pk"))
    clues = _clues(bags, BagLine.objects.filter(order_line__order=order_id))
    tracks = tuple(_track(bag, clues) for bag in bags)
    carried = [bag for bag in bags if bag.pk not in clues.all_missing]
    given = [clues.given.get(bag.unit_id or 0) for bag in carried]
    reached = [clues.taken.get(bag.unit_id or 0) for bag in carried]
    return OrderTrack(
        ordered_at=order.occurred_at,
        gate_at=_gate_at(order),
        sorted_at=_latest([bag.done_at for bag in bags]),
        building_at=_latest([first and first[2] for first in reached]),
        door_at=_latest([there and there[1] for there in given]),
        bags=tracks,
    )


def tracks_of(bags: Sequence[Bag]) -> list[BagTrack]:
    """Where each of the bags is. Six queries, however many bags."""
    clues = _clues(bags, BagLine.objects.all())
    return [_track(bag, clues) for bag in bags]


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    """The last of the times; None when one of them has not come, or there are none."""
    found = list(times)
    known = [at for at in found if at is not None]
    return max(known) if known and len(known) == len(found) else None


def _gate_at(order: Order) -> datetime | None:
    """When the last purchase order with goods for this order was received."""
    suppliers = order.lines.values("listing__supplier")
    purchases = PurchaseOrder.objects.filter(round=order.round_id, supplier__in=suppliers)
    return _latest(purchases.values_list("receipt__occurred_at", flat=True))


def _clues(bags: Sequence[Bag], lines: QuerySet[BagLine]) -> _Clues:
    """``lines``: those that count, of all bags or of one order."""
    lines = lines.filter(bag__in=[bag.pk for bag in bags]).order_by("pk")
    lacking, nothing_left = _missing(lines)
    unlabelled = {bag.pk for bag in bags if bag.unit_id is None}
    units = [bag.unit_id for bag in bags if bag.unit_id is not None]
    return _Clues(
        taken=_taken(units),
        given=_given(units),
        tried=_tried(units),
        back=_back(units),
        missing=lacking,
        all_missing=nothing_left & unlabelled,
        instead=_instead(lines),
    )


def _taken(unit_ids: list[int]) -> dict[int, tuple[str, datetime, datetime]]:
    """By unit: kind and time of its last receiver, and when a person last took it from a site."""
    found: dict[int, tuple[str, datetime, datetime]] = {}
    left_depot: dict[int, datetime] = {}
    links = HandoffUnit.objects.filter(unit__in=unit_ids).order_by("pk")
    for unit_id, giver, receiver, at in links.values_list(
        "unit", "handoff__giver__kind", "handoff__receiver__kind", "handoff__occurred_at"
    ):
        if giver != HolderKind.DOOR and receiver == HolderKind.PERSON:
            left_depot[unit_id] = at
        if unit_id in left_depot:
            found[unit_id] = (receiver, at, left_depot[unit_id])
    return found


def _given(unit_ids: list[int]) -> dict[int, tuple[Whereabouts, datetime]]:
    proofs = Proof.objects.filter(unit__in=unit_ids, attempt__reversed_by=None)
    rows = proofs.values_list("unit", "end", "occurred_at")
    return {unit_id: (ENDS[Mode(end)], at) for unit_id, end, at in rows}


def _tried(unit_ids: list[int]) -> dict[int, tuple[Result, datetime]]:
    taps = Attempt.objects.filter(unit__in=unit_ids, reversed_by=None)
    taps = taps.exclude(result=Result.UNDONE)
    return {
        unit_id: (Result(result), at)
        for unit_id, result, at in taps.order_by("occurred_at", "pk").values_list(
            "unit", "result", "occurred_at"
        )
    }


def _back(unit_ids: list[int]) -> dict[int, Whereabouts]:
    """Where the units on the returns shelf are, seen from their doors."""
    returns = UnitReturn.objects.filter(unit__in=unit_ids, reoffer=None)
    rows = returns.values_list("unit", "reason", "kept_back_at")
    return {pk: _on_shelf(reason, is_kept=at is not None) for pk, reason, at in rows}


def _on_shelf(reason: str, *, is_kept: bool) -> Whereabouts:
    """Those that were damaged or paid back stay there."""
    if reason == ReturnReason.DAMAGED:
        return Whereabouts.DAMAGED
    return Whereabouts.REFUSED if is_kept else Whereabouts.RETURNED


def _missing(
    lines: QuerySet[BagLine],
) -> tuple[dict[int, tuple[MissingGood, ...]], frozenset[int]]:
    lacking: dict[int, list[MissingGood]] = defaultdict(list)
    planned: dict[int, int] = defaultdict(int)
    short: dict[int, int] = defaultdict(int)
    for line in lines.select_related("good", "short"):
        planned[line.bag_id] += line.planned
        if hasattr(line, "short"):
            short[line.bag_id] += line.short.quantity
            lacking[line.bag_id].append(
                MissingGood(line.good.name, line.good.sold_by, line.short.quantity)
            )
    nothing_left = frozenset(pk for pk in planned if short[pk] == planned[pk])
    return {pk: tuple(rows) for pk, rows in lacking.items()}, nothing_left


def _instead(lines: QuerySet[BagLine]) -> dict[int, tuple[StoodIn, ...]]:
    found: dict[int, list[StoodIn]] = defaultdict(list)
    fields = ("bag", "good__name", "good__sold_by", "planned", "in_place_of__good__name")
    for bag_id, *row in lines.filter(in_place_of__isnull=False).values_list(*fields):
        found[bag_id].append(StoodIn(*row))
    return {pk: tuple(rows) for pk, rows in found.items()}


def _track(bag: Bag, clues: _Clues) -> BagTrack:
    where, at = _where(bag, clues)
    return BagTrack(
        part=bag.part,
        parts=bag.parts,
        code=bag.code,
        where=where,
        at=at,
        missing=clues.missing.get(bag.pk, ()),
        instead=clues.instead.get(bag.pk, ()),
    )


def _where(bag: Bag, clues: _Clues) -> tuple[Whereabouts, datetime | None]:
    if bag.pk in clues.all_missing:
        return Whereabouts.SHORT, bag.done_at
    if there := clues.given.get(bag.unit_id or 0):
        return there
    if back := clues.back.get(bag.unit_id or 0):
        return back, None
    if bag.done_at is None:
        return Whereabouts.NOT_PACKED, None
    return _on_the_way(bag, clues)


def _on_the_way(bag: Bag, clues: _Clues) -> tuple[Whereabouts, datetime | None]:
    taken = clues.taken.get(bag.unit_id or 0)
    if taken is None or taken[0] != HolderKind.PERSON:
        return Whereabouts.AT_DEPOT, bag.done_at
    result, tried_at = clues.tried.get(bag.unit_id or 0, (None, taken[2]))
    if result is None or tried_at < taken[2]:
        return Whereabouts.AT_BUILDING, taken[2]
    return Whereabouts(result.value), tried_at
