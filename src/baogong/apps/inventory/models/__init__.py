"""Lots of goods and the ledger of what came and went."""

from baogong.apps.inventory.models.lot import Lot, StockEntry

__all__ = ["Lot", "StockEntry"]
