"""Lots of goods, the ledger of what came and went, and lots that were called back."""

from baogong.apps.inventory.models.area import AreaCount, RefillTask, StorageArea
from baogong.apps.inventory.models.count import StockCount
from baogong.apps.inventory.models.lot import Lot, StockEntry
from baogong.apps.inventory.models.plan import StockPlan, StockPlanLine
from baogong.apps.inventory.models.recall import Recall, RecallAnswer

__all__ = [
    "AreaCount",
    "Lot",
    "Recall",
    "RecallAnswer",
    "RefillTask",
    "StockCount",
    "StockEntry",
    "StockPlan",
    "StockPlanLine",
    "StorageArea",
]
