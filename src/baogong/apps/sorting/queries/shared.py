"""Bags that several orders of a door share, and what each of these has in them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

from baogong.apps.ordering.models import OrderLine
from baogong.apps.ordering.models.order import order_number
from baogong.apps.sorting.models import Bag


@dataclass(frozen=True, slots=True)
class OrderInside:
    """An order that shares a bag, all of it: (package, how many)."""

    id: int
    packages: list[tuple[str, int]] = field(default_factory=list)

    @property
    def number(self) -> str:
        return order_number(self.id)


def orders_inside(
    bag_ids: Collection[int] | QuerySet[Bag, Any],
) -> dict[int, list[OrderInside]]:
    """The orders of each bag that has several, in the order in which they came. One query."""
    shared = Bag.objects.filter(pk__in=bag_ids).annotate(n=Count("orders")).filter(n__gt=1)
    lines = OrderLine.objects.filter(order__bags__in=shared.values("pk"))
    fields = ("order__bags", "order", "listing__package__name")
    found: dict[int, dict[int, OrderInside]] = defaultdict(dict)
    rows = lines.values_list(*fields).annotate(count=Sum("quantity"))
    for bag_id, order_id, name, count in rows.order_by("order__bags", "order", "listing__package"):
        inside = found[bag_id].setdefault(order_id, OrderInside(order_id))
        inside.packages.append((name, count))
    return {bag_id: list(orders.values()) for bag_id, orders in found.items()}
