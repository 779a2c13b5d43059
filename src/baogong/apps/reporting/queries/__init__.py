"""Figures that add up, the lists behind them, and the history of each bag."""

from baogong.apps.reporting.queries.audit_log import (
    AuditFilter,
    AuditRow,
    audit_rows,
)
from baogong.apps.reporting.queries.bag_history import (
    BagContent,
    BagHistory,
    Happening,
    HistoryLine,
    Party,
    Person,
)
from baogong.apps.reporting.queries.bags import (
    bag_history,
)
from baogong.apps.reporting.queries.day_lists import (
    PAGE_ROWS,
    BagRow,
    ListQuery,
    OrderRow,
    bags_of,
    orders_of,
)
from baogong.apps.reporting.queries.day_reports import (
    ReportRow,
    report_content,
    report_rows,
)
from baogong.apps.reporting.queries.day_sums import (
    DaySums,
    EntranceSums,
    GoodSums,
    Sums,
    day_sums,
)
from baogong.apps.reporting.queries.labour import (
    LabourRow,
    Meter,
    Relief,
    labour_meter,
    relief_for,
)
from baogong.apps.reporting.queries.ledger_proof import (
    Books,
    LedgerDifference,
    last_proof,
    look_at_books,
)
from baogong.apps.reporting.queries.line import (
    Stuck,
    line_of,
    lines_of,
    stuck_longest,
    version,
)
from baogong.apps.reporting.queries.lots import (
    DoorRecall,
    LotTrace,
    TracedBag,
    lot_ids,
    lot_rows,
    lot_trace,
    recalls_of_door,
)
from baogong.apps.reporting.queries.notices import (
    NoticeRow,
    notices_of,
)
from baogong.apps.reporting.queries.readiness import (
    Readiness,
    readiness,
)
from baogong.apps.reporting.queries.reads import (
    Reader,
    read_counts,
    subject_names,
)
from baogong.apps.reporting.queries.states import (
    State,
)
from baogong.apps.reporting.queries.stock import (
    StockRow,
    stock_rows,
)
from baogong.apps.reporting.queries.unreached import (
    UnreachedDoor,
    care_calls_due,
    unreached_count,
    unreached_doors,
)
from baogong.apps.reporting.queries.waiting import (
    what_waits,
)

__all__ = [
    "PAGE_ROWS",
    "AuditFilter",
    "AuditRow",
    "BagContent",
    "BagHistory",
    "BagRow",
    "Books",
    "DaySums",
    "DoorRecall",
    "EntranceSums",
    "GoodSums",
    "Happening",
    "HistoryLine",
    "LabourRow",
    "LedgerDifference",
    "ListQuery",
    "LotTrace",
    "Meter",
    "NoticeRow",
    "OrderRow",
    "Party",
    "Person",
    "Reader",
    "Readiness",
    "Relief",
    "ReportRow",
    "State",
    "StockRow",
    "Stuck",
    "Sums",
    "TracedBag",
    "UnreachedDoor",
    "audit_rows",
    "bag_history",
    "bags_of",
    "care_calls_due",
    "day_sums",
    "labour_meter",
    "last_proof",
    "line_of",
    "lines_of",
    "look_at_books",
    "lot_ids",
    "lot_rows",
    "lot_trace",
    "notices_of",
    "orders_of",
    "read_counts",
    "readiness",
    "recalls_of_door",
    "relief_for",
    "report_content",
    "report_rows",
    "stock_rows",
    "stuck_longest",
    "subject_names",
    "unreached_count",
    "unreached_doors",
    "version",
    "what_waits",
]
