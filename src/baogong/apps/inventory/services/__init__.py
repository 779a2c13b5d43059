"""Everything that changes stock."""

from baogong.apps.inventory.services.areas import (
    AreaPlan,
    count_area,
    finish_refill,
    plan_areas,
    take_refill,
)
from baogong.apps.inventory.services.counts import Found, count_stock
from baogong.apps.inventory.services.holds import change_hold, hold_lots
from baogong.apps.inventory.services.plans import say_plan_ready, write_stock_plan
from baogong.apps.inventory.services.recalls import answer_recall, recall_lot
from baogong.apps.inventory.services.stock import Demand, put_back, receive_lots, take_from_shelf

__all__ = [
    "AreaPlan",
    "Demand",
    "Found",
    "answer_recall",
    "change_hold",
    "count_area",
    "count_stock",
    "finish_refill",
    "hold_lots",
    "plan_areas",
    "put_back",
    "recall_lot",
    "receive_lots",
    "say_plan_ready",
    "take_from_shelf",
    "take_refill",
    "write_stock_plan",
]
