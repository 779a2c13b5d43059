"""Group buys that were filed, and the gates to them."""

from baogong.apps.filings.queries.approved import (
    ApprovedBuy,
    approved_buy,
    approved_by_round,
    approved_by_slot,
)
from baogong.apps.filings.queries.filings import (
    FiledPackageRow,
    FilingRow,
    carriers_of,
    filing_for,
    filing_photo,
    filing_row,
    filings_of,
    filings_waiting,
)

__all__ = [
    "ApprovedBuy",
    "FiledPackageRow",
    "FilingRow",
    "approved_buy",
    "approved_by_round",
    "approved_by_slot",
    "carriers_of",
    "filing_for",
    "filing_photo",
    "filing_row",
    "filings_of",
    "filings_waiting",
]
