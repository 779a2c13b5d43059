from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery, Sum

from baogong.apps.inventory.models import Lot, StockCount, StorageArea
from baogong.apps.inventory.queries.aging import Aging
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ShelfRow(Aging):
    """A good at a depot, in pieces or grams. ``oldest_at``: when the oldest of it came.

    ``owner`` sees to goods of its kind there; None: nobody does.
    """

    good_id: int
    sku: str
    good: str
    sold_by: str
    best_hours: int | None
    on_hand: int
    oldest_at: datetime | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count or a loss of a good, by the ledger before and after."""

    reason: str
    before: int
    after: int
    counted_by: str
    occurred_at: datetime
    photo_id: int | None


def shelf_of(*, depot_id: int) -> list[ShelfRow]:
    """Every good that ever lay at the depot, with what is left of it. One query."""
    return _rows(Lot.objects.filter(place=depot_id))


def shelf_good(*, depot_id: int, sku: str) -> ShelfRow:
    """One good of the depot. Raises NotVisible when it never lay there. One query."""
    rows = _rows(Lot.objects.filter(place=depot_id, good__sku=sku))
    if not rows:
        raise NotVisible
    return rows[0]


def counts_of(*, depot_id: int, good_id: int, limit: int = 20) -> list[CountRow]:
    """The last counts of a good at a depot, the newest first. One query."""
    rows = StockCount.objects.filter(depot=depot_id, good=good_id).order_by("-pk")[:limit]
    return [
        CountRow(*row)
        for row in rows.values_list(
            "reason", "before", "after", "counted_by__name", "occurred_at", "photo"
        )
    ]


def count_photo(*, depot_id: int, photo_id: int) -> bytes:
    """The photo of a loss at the depot. Raises NotVisible when there is none any more."""
    count = StockCount.objects.filter(depot=depot_id, photo=photo_id).select_related("photo")
    if (found := count.first()) is None or found.photo is None:
        raise NotVisible
    return bytes(found.photo.image)


def _rows(lots: QuerySet[Lot]) -> list[ShelfRow]:
    area = StorageArea.objects.filter(depot=OuterRef("place"), category=OuterRef("good__category"))
    rows = (
        lots.annotate(owner_name=Subquery(area.values("owner__name")[:1]))
        .values_list("good_id", "good__sku", "good__name", "good__sold_by", "good__best_hours")
        .annotate(
            left=Sum("on_hand"),
            oldest=Min("received_at", filter=Q(on_hand__gt=0)),
            owner=Min("owner_name"),
        )
        .order_by("good__name")
    )
    return [ShelfRow(*row) for row in rows]
