"""Goods come onto a depot's shelf as lots, and leave it into bags, the oldest lot first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from baogong.apps.inventory import policies
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import Lot, Recall, StockEntry
from baogong.plumbing import locks


@dataclass(frozen=True, slots=True)
class Demand:
    """``quantity`` pieces or grams of a good, for the bag line ``bag_line_id``."""

    good_id: int
    good_name: str
    quantity: int
    bag_line_id: int


@transaction.atomic
def receive_lots(lots: Sequence[Lot], *, source: models.Model, now: datetime) -> list[Lot]:
    """Put unsaved lots on the shelf, with what they hold as their first entry.

    ``source``: the row that says why they came, a receipt for example.
    """
    made = Lot.objects.bulk_create(lots)
    StockEntry.objects.bulk_create(
        StockEntry(
            lot=lot,
            quantity=lot.on_hand,
            reason=StockReason.RECEIVED,
            source_type=source._meta.label_lower,
            source_id=source.pk,
            occurred_at=now,
        )
        for lot in made
    )
    return made


@transaction.atomic
def take_from_shelf(demands: Sequence[Demand], *, depot_id: int, now: datetime) -> None:
    """Take goods out of a depot's oldest lots that are neither held nor expired.

    Raises StockShort, StockResting, StockHeld or StockExpired, and takes nothing.
    """
    lots = _locked_lots(depot_id, [demand.good_id for demand in demands])
    entries = [
        StockEntry(
            lot=lot,
            quantity=-quantity,
            reason=StockReason.PACKED,
            source_type="sorting.bagline",
            source_id=demand.bag_line_id,
            occurred_at=now,
        )
        for demand in demands
        for lot, quantity in _draw(demand, lots[demand.good_id], now=now)
    ]
    StockEntry.objects.bulk_create(entries)
    Lot.objects.bulk_update({entry.lot for entry in entries}, ["on_hand"])


@transaction.atomic
def put_back(goods: Iterable[tuple[int, int, int]], *, now: datetime) -> None:
    """Goods come out of a bag again: (lot, bag line, pieces or grams) of each."""
    rows = list(goods)
    lots = locks.lock_rows(Lot.objects.all(), keys=[lot_id for lot_id, *_ in rows])
    StockEntry.objects.bulk_create(
        StockEntry(
            lot=lots[lot_id],
            quantity=quantity,
            reason=StockReason.PACKED,
            source_type="sorting.bagline",
            source_id=bag_line_id,
            occurred_at=now,
        )
        for lot_id, bag_line_id, quantity in rows
    )
    for lot_id, _bag_line_id, quantity in rows:
        lots[lot_id].on_hand += quantity
    Lot.objects.bulk_update(lots.values(), ["on_hand"])


def _locked_lots(depot_id: int, good_ids: Iterable[int]) -> dict[int, list[Lot]]:
    """The depot's lots that still hold something and may be eaten, oldest first, by good."""
    shelf = Lot.objects.filter(place_id=depot_id, good_id__in=set(good_ids), on_hand__gt=0)
    locked = locks.lock_rows(Lot.objects.all(), keys=shelf.values_list("pk", flat=True))
    for recalled in Recall.objects.filter(lot__in=locked).values_list("lot", flat=True):
        del locked[recalled]
    lots: dict[int, list[Lot]] = defaultdict(list)
    for lot in sorted(locked.values(), key=lambda lot: (lot.received_at, lot.pk)):
        lots[lot.good_id].append(lot)
    return lots


def _draw(demand: Demand, lots: Sequence[Lot], *, now: datetime) -> list[tuple[Lot, int]]:
    """Split a demand over lots and count it off their ``on_hand``."""
    policies.check_enough(
        lots, good_id=demand.good_id, name=demand.good_name, wanted=demand.quantity, now=now
    )
    drawn, missing = [], demand.quantity
    for lot in lots:
        if policies.may_leave(lot, now=now) and (quantity := min(lot.on_hand, missing)):
            lot.on_hand -= quantity
            missing -= quantity
            drawn.append((lot, quantity))
    return drawn
