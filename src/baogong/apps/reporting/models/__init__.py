"""Days that were closed, as they were reported; what residents were told; proofs of the books."""

from baogong.apps.reporting.models.day_report import DayReport
from baogong.apps.reporting.models.ledger_proof import LedgerProof
from baogong.apps.reporting.models.notice import NOTICE_LENGTH, Notice

__all__ = ["NOTICE_LENGTH", "DayReport", "LedgerProof", "Notice"]
