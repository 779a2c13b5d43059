"""Filing a group buy, and deciding on it."""

from baogong.apps.filings.services.decisions import approve_filing, refuse_filing
from baogong.apps.filings.services.drafts import (
    NewSupplier,
    Terms,
    change_filing,
    draft_filing,
    file_filing,
    withdraw_filing,
)
from baogong.apps.filings.services.packages import add_known, add_new, take_out

__all__ = [
    "NewSupplier",
    "Terms",
    "add_known",
    "add_new",
    "approve_filing",
    "change_filing",
    "draft_filing",
    "file_filing",
    "refuse_filing",
    "take_out",
    "withdraw_filing",
]
