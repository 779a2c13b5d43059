"""Reads of who holds what, and of counts that differ."""

from baogong.apps.custody.queries.discrepancies import (
    DiscrepancyRow,
    discrepancies,
    discrepancy_ids,
    discrepancy_row,
    discrepancy_rows,
    units_of_discrepancy,
)

__all__ = [
    "DiscrepancyRow",
    "discrepancies",
    "discrepancy_ids",
    "discrepancy_row",
    "discrepancy_rows",
    "units_of_discrepancy",
]
