"""How much of what shops can make up in a day is taken, and who has room (R32)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, F, Sum

from baogong.apps.ordering.models import Listing, OrderLine, Round
from baogong.apps.ordering.policies import SpareShop, spare_shops
from baogong.apps.suppliers.queries import shops_serving, suppliers_at


@dataclass(frozen=True, slots=True)
class ShopLoad:
    """A shop that said how many orders it can make up in a day, and how many it has."""

    supplier_id: int
    name: str
    orders: int
    capacity: int

    @property
    def is_full(self) -> bool:
        return self.orders >= self.capacity


def loads_of_rounds(round_ids: Collection[int]) -> dict[int, list[ShopLoad]]:
    """By round: its shops of known capacity, with all their orders of its day. Two queries."""
    listings = Listing.objects.filter(round__in=round_ids, supplier__daily_orders__isnull=False)
    rows = (
        listings.order_by("supplier__name", "supplier")
        .values_list(
            "round",
            "round__delivery_date",
            "supplier",
            "supplier__name",
            "supplier__daily_orders",
        )
        .distinct()
    )
    found = list(rows)
    orders = _orders({day for _, day, *_ in found}, {supplier for _, _, supplier, *_ in found})
    loads: dict[int, list[ShopLoad]] = defaultdict(list)
    for round_id, day, pk, name, capacity in found:
        loads[round_id].append(ShopLoad(pk, name, orders.get((day, pk), 0), capacity or 0))
    return loads


def loads_on(*, path: str, day: date) -> list[ShopLoad]:
    """The town's suppliers that said what they can make up on a day. Two queries."""
    shops = [shop for shop in suppliers_at(path=path).values() if shop.daily_orders]
    orders = _orders({day}, {shop.pk for shop in shops})
    return [
        ShopLoad(shop.pk, shop.name, orders.get((day, shop.pk), 0), shop.daily_orders or 0)
        for shop in shops
    ]


def shops_with_room(round_: Round, *, avoid: Collection[int], clock: time) -> list[SpareShop]:
    """Who could take over from the full shops of a round, the best first. Three queries."""
    day = round_.delivery_date
    shops = shops_serving(path=round_.estate.path, day=day)
    ids = {shop.id for shop in shops}
    orders = {supplier_id: n for (_, supplier_id), n in _orders({day}, ids).items()}
    offered = _offered(day, ids)
    return spare_shops(shops, orders=orders, offered=offered, avoid=avoid, clock=clock)


def _offered(day: date, supplier_ids: Collection[int]) -> dict[int, int]:
    """How many packages these shops may still be asked for, by shop; what has no bound says no
    number. One query."""
    on_offer = Listing.objects.filter(
        round__closed_at=None,
        round__delivery_date=day,
        supplier__in=supplier_ids,
        stock__gt=F("taken"),
    )
    left = Sum(F("stock") - F("taken"))
    return dict(on_offer.values("supplier").annotate(left=left).values_list("supplier", "left"))


def _orders(days: Collection[date], supplier_ids: Collection[int]) -> dict[tuple[date, int], int]:
    """Live orders by (day, shop), whatever estate they come from. One query."""
    rows = (
        OrderLine.objects.filter(
            order__canceled_at=None,
            order__round__delivery_date__in=days,
            listing__supplier__in=supplier_ids,
        )
        .values_list("order__round__delivery_date", "listing__supplier")
        .annotate(n=Count("order", distinct=True))
    )
    return {(day, supplier_id): n for day, supplier_id, n in rows}
