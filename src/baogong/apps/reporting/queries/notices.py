"""What residents were told about a day."""

from dataclasses import dataclass
from datetime import date, datetime

from baogong.apps.reporting.enums import NoticeKind
from baogong.apps.reporting.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as it was posted."""

    id: int
    kind: NoticeKind
    text: str
    posted_by: str
    posted_at: datetime


def notices_of(*, estate_id: int, day: date) -> list[NoticeRow]:
    """The notices of a day, the latest first. One query."""
    found = Notice.objects.filter(estate=estate_id, date=day).select_related("posted_by")
    return [
        NoticeRow(row.pk, NoticeKind(row.kind), row.text, row.posted_by.name, row.posted_at)
        for row in found.order_by("-posted_at", "-pk")
    ]
