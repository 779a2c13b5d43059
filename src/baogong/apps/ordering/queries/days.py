"""Days of supply: what an estate's rounds deliver on one date."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from baogong.apps.ordering.models import Round


@dataclass(frozen=True, slots=True)
class SupplyDay:
    """A date on which rounds of an estate are delivered; ``live`` rounds still take orders."""

    estate_id: int
    estate: str
    date: date
    rounds: int
    live: int
    orders: int


def supply_days(*, estate_ids: Collection[int], limit: int, offset: int = 0) -> list[SupplyDay]:
    """Days of some estates, the latest first. One query."""
    days = (
        Round.objects.filter(estate__in=estate_ids)
        .values_list("estate", "estate__label", "delivery_date")
        .annotate(
            rounds=Count("pk", distinct=True),
            live=Count("pk", distinct=True, filter=Q(closed_at=None)),
            asked=Count("orders", filter=Q(orders__canceled_at=None)),
        )
        .order_by("-delivery_date", "estate__sort_key")
    )
    return [SupplyDay(*row) for row in days[offset : offset + limit]]


def day_round_ids(*, estate_id: int, day: date) -> tuple[int, ...]:
    """The rounds of an estate that are delivered on a date."""
    return round_ids_on(estate_ids=[estate_id], day=day).get(estate_id, ())


def round_ids_on(*, estate_ids: Collection[int], day: date) -> dict[int, tuple[int, ...]]:
    """The rounds that are delivered on a date, by estate that has any. One query."""
    rounds = Round.objects.filter(estate__in=estate_ids, delivery_date=day).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for estate_id, round_id in rounds.values_list("estate", "pk"):
        found[estate_id].append(round_id)
    return {estate_id: tuple(ids) for estate_id, ids in found.items()}
