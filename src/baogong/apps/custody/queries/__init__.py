"""Reads of who holds what, and of counts that differ."""

from baogong.apps.custody.queries.discrepancies import (
    DiscrepancyRow,
    discrepancies,
    discrepancy_ids,
    discrepancy_row,
    discrepancy_rows,
    holder_name,
    units_of_discrepancy,
)
from baogong.apps.custody.queries.handoffs import HandoffRow, handoffs_of

__all__ = [
    "DiscrepancyRow",
    "HandoffRow",
    "discrepancies",
    "discrepancy_ids",
    "discrepancy_row",
    "discrepancy_rows",
    "handoffs_of",
    "holder_name",
    "units_of_discrepancy",
]
