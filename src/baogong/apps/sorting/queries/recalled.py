"""Packed bags with goods that were called back since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

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
    lines = BagLine.objects.filter(bag__unit__in=list(unit_ids))
    inside = (
        _recalled(source_id=OuterRef("pk"))
        .values("lot")
        .annotate(inside=Sum("quantity"))
        .filter(inside__lt=0)
    )
    held = lines.annotate(lot=Subquery(inside.values("lot")[:1])).exclude(lot=None)
    return sorted(set(held.values_list("bag__code", flat=True)))


def _recalled(**which: Any) -> QuerySet[StockEntry]:
    return StockEntry.objects.filter(
        source_type="sorting.bagline", lot__recall__isnull=False, **which
    )
