"""Rounds, what they offer, and what households asked for."""

from baogong.apps.ordering.models.chain import Chain, ChainAsk, ChainLine
from baogong.apps.ordering.models.correction import Correction
from baogong.apps.ordering.models.order import Order, OrderLine
from baogong.apps.ordering.models.round import Listing, ListingItem, Round, RoundGood
from baogong.apps.ordering.models.slip import PrintedSlip, SlipCheck, SlipCheckLine

__all__ = [
    "Chain",
    "ChainAsk",
    "ChainLine",
    "Correction",
    "Listing",
    "ListingItem",
    "Order",
    "OrderLine",
    "PrintedSlip",
    "Round",
    "RoundGood",
    "SlipCheck",
    "SlipCheckLine",
]
