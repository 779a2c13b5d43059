"""Reports of days: what one would say now, and what was said."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from baogong.apps.custody.models import Discrepancy
from baogong.apps.ordering.models import Order
from baogong.apps.places.models import Place
from baogong.apps.reporting.models import DayReport
from baogong.apps.reporting.queries.day_sums import DaySums, day_sums
from baogong.apps.reporting.queries.people_served import served


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A version of a day's report, as it was frozen. ``whole``: its digest still fits."""

    id: int
    version: int
    content: dict[str, Any]
    digest: str
    balanced: bool
    reason: str
    closed_by: str
    closed_at: datetime
    whole: bool


def report_content(
    *, estate: Place, day: date, round_ids: Collection[int]
) -> tuple[dict[str, Any], bool]:
    """What a report of the day says now, and whether its sums balance. Counts only."""
    sums = day_sums(round_ids=list(round_ids), estate_path=estate.path)
    on_the_day, until_then = served(estate_id=estate.pk, day=day)
    content = {
        "orders": asdict(sums.orders),
        "bags": asdict(sums.bags),
        "served": asdict(on_the_day),
        "served_until_then": asdict(until_then),
        "channels": _channels(round_ids),
        "goods": _goods(sums),
        "entrances": [
            {
                "entrance": row.entrance,
                "orders": asdict(row.orders),
                "bags": asdict(row.bags),
            }
            for row in sums.entrances
        ],
        "open_differences": Discrepancy.objects.filter(
            handoff__place__path__startswith=estate.path, settled_at=None
        ).count(),
    }
    return content, sums.balanced


def _channels(round_ids: Collection[int]) -> dict[str, int]:
    orders = Order.objects.live().filter(round__in=round_ids)
    counts = orders.values_list("channel").annotate(n=Count("pk")).order_by("channel")
    return dict(counts)


def _goods(sums: DaySums) -> list[dict[str, Any]]:
    return [
        {"sku": good.sku, "name": good.name, "sold_by": good.sold_by, "sums": asdict(good.sums)}
        for good in sums.goods
    ]


def content_digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def report_rows(*, estate_id: int, day: date) -> list[ReportRow]:
    """Every version of a day's report, the latest first. One query."""
    reports = DayReport.objects.filter(estate=estate_id, date=day).select_related("closed_by")
    return [
        ReportRow(
            id=report.pk,
            version=report.version,
            content=report.content,
            digest=report.digest,
            balanced=report.balanced,
            reason=report.reason,
            closed_by=report.closed_by.name,
            closed_at=report.closed_at,
            whole=report.digest == content_digest(report.content),
        )
        for report in reports.order_by("-version")
    ]
