"""Reads of rounds and orders, and the gates to them."""

from baogong.apps.ordering.queries.days import SupplyDay, day_round_ids, round_ids_on, supply_days
from baogong.apps.ordering.queries.door_orders import (
    DoorOrderRow,
    LineRow,
    order_id_of,
    order_of_door,
    order_of_key,
    order_row,
    orders_of_door,
)
from baogong.apps.ordering.queries.history import OrderEvent, order_history
from baogong.apps.ordering.queries.offers import (
    ContentRow,
    ListingRow,
    OfferRow,
    next_opening_for_door,
    offers_for_door,
)
from baogong.apps.ordering.queries.round_listings import (
    BoundedGood,
    ListedGood,
    RoundListing,
    bounded_goods,
    listings_of,
)
from baogong.apps.ordering.queries.round_orders import (
    EntranceChoice,
    OrderFilter,
    OrderRow,
    OrderTotals,
    entrances_of_orders,
    order_for,
    order_ids,
    order_rows,
    order_totals,
)
from baogong.apps.ordering.queries.rounds import RoundRow, round_for, round_rows

__all__ = [
    "BoundedGood",
    "ContentRow",
    "DoorOrderRow",
    "EntranceChoice",
    "LineRow",
    "ListedGood",
    "ListingRow",
    "OfferRow",
    "OrderEvent",
    "OrderFilter",
    "OrderRow",
    "OrderTotals",
    "RoundListing",
    "RoundRow",
    "SupplyDay",
    "bounded_goods",
    "day_round_ids",
    "entrances_of_orders",
    "listings_of",
    "next_opening_for_door",
    "offers_for_door",
    "order_for",
    "order_history",
    "order_id_of",
    "order_ids",
    "order_of_door",
    "order_of_key",
    "order_row",
    "order_rows",
    "order_totals",
    "orders_of_door",
    "round_for",
    "round_ids_on",
    "round_rows",
    "supply_days",
]
