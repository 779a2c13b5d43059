"""Rounds, what they offer, and what households asked for."""

from baogong.apps.ordering.models.order import Order, OrderLine
from baogong.apps.ordering.models.round import Listing, ListingItem, Round, RoundGood

__all__ = ["Listing", "ListingItem", "Order", "OrderLine", "Round", "RoundGood"]
