"""Packed bags with goods that were called back since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from baogong.apps.custody.models import Unit
from baogong.apps.inventory.models import StockEntry
from baogong.apps.sorting.models import BagLine


@dataclass(frozen=True, slots=True)
class RecalledGood:
    """``quantity`` pieces or grams of a called-back lot in a bag line. ``reason``: why it was."""

    bag_line_id: int
    lot_id: int
    good: str
    sold_by: str
    reason: str
    quantity: int


def recalled_in(*, bag_id: int) -> list[RecalledGood]:
    """What has to come out of a bag, by line and lot. Two queries."""
    lines = list(BagLine.objects.filter(bag=bag_id).values_list("pk", flat=True))
    rows = _recalled(source_id__in=lines).order_by("source_id", "lot")
    fields = ("source_id", "lot", "lot__good__name", "lot__good__sold_by", "lot__recall__reason")
    sums = rows.values_list(*fields).annotate(inside=-Sum("quantity")).filter(inside__gt=0)
    return [RecalledGood(*row) for row in sums]


def recalled_codes(unit_ids: Iterable[int]) -> list[str]:
    """The labels of those of the units with called-back goods in them. One query."""
    units = Unit.objects.filter(holds_recalled("pk"), pk__in=list(unit_ids))
    return sorted(units.values_list("code", flat=True))


def holds_recalled(unit: str) -> Exists:
    """True for rows whose unit (``unit`` is the lookup to it) holds goods of a recalled lot.

    What was put back on the shelf since does not count.
    """
    lines = BagLine.objects.filter(bag__unit=OuterRef(OuterRef(unit)))
    taken = _recalled(source_id__in=lines.values("pk")).values("source_id", "lot")
    return Exists(taken.annotate(net=Sum("quantity")).filter(net__lt=0))


def _recalled(**which: Any) -> QuerySet[StockEntry]:
    return StockEntry.objects.filter(
        source_type="sorting.bagline", lot__recall__isnull=False, **which
    )
