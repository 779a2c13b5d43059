"""Lots of goods, the ledger of what came and went, and lots that were called back."""

from baogong.apps.inventory.models.area import StorageArea
from baogong.apps.inventory.models.lot import Lot, StockEntry
from baogong.apps.inventory.models.recall import Recall, RecallAnswer

__all__ = ["Lot", "Recall", "RecallAnswer", "StockEntry", "StorageArea"]
