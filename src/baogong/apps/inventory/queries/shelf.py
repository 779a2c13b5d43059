from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q, Sum

from baogong.apps.inventory.models import Lot


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A good at a depot, in pieces or grams. ``oldest_at``: when the oldest of it came."""

    good: str
    sold_by: str
    on_hand: int
    oldest_at: datetime | None


def shelf_of(*, depot_id: int) -> list[ShelfRow]:
    """Every good that ever lay at the depot, with what is left of it. One query."""
    rows = (
        Lot.objects.filter(place=depot_id)
        .values_list("good__name", "good__sold_by")
        .annotate(left=Sum("on_hand"), oldest=Min("received_at", filter=Q(on_hand__gt=0)))
        .order_by("good__name")
    )
    return [ShelfRow(*row) for row in rows]
