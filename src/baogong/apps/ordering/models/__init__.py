"""Rounds, what they offer, and what households asked for."""

from baogong.apps.ordering.models.ask import Ask, AskLine, Deal, DealShare
from baogong.apps.ordering.models.chain import Chain, ChainAsk, ChainLine
from baogong.apps.ordering.models.correction import Correction
from baogong.apps.ordering.models.group_buy import GroupBuyFile, GroupBuyMapping, GroupBuyOrder
from baogong.apps.ordering.models.limit import LimitException
from baogong.apps.ordering.models.order import Order, OrderLine, order_number
from baogong.apps.ordering.models.outlet import Outlet, OutletTold
from baogong.apps.ordering.models.read_line import ReadLine
from baogong.apps.ordering.models.round import Listing, ListingItem, Round, RoundGood
from baogong.apps.ordering.models.slip import PrintedSlip, SlipCheck, SlipCheckLine
from baogong.apps.ordering.models.tool_handover import ToolHandover

__all__ = [
    "Ask",
    "AskLine",
    "Chain",
    "ChainAsk",
    "ChainLine",
    "Correction",
    "Deal",
    "DealShare",
    "GroupBuyFile",
    "GroupBuyMapping",
    "GroupBuyOrder",
    "LimitException",
    "Listing",
    "ListingItem",
    "Order",
    "OrderLine",
    "Outlet",
    "OutletTold",
    "PrintedSlip",
    "ReadLine",
    "Round",
    "RoundGood",
    "SlipCheck",
    "SlipCheckLine",
    "ToolHandover",
    "order_number",
]
