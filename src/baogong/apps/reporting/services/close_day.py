"""A day is closed: what is true of it now is frozen as its report."""

from datetime import date, datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Round
from baogong.apps.ordering.queries import day_round_ids
from baogong.apps.places.models import Place
from baogong.apps.reporting.errors import DayNotBalanced, NothingNew, RoundStillOpen
from baogong.apps.reporting.models import DayReport
from baogong.apps.reporting.queries.day_reports import content_digest, report_content
from baogong.plumbing import audit, locks


@transaction.atomic
def close_day(*, estate_id: int, day: date, reason: str, actor: User, now: datetime) -> DayReport:
    """Freeze the day's report; a later one becomes the next version beside it.

    Raises RoundStillOpen; DayNotBalanced where sums do not add up and no ``reason`` says why;
    NothingNew when the latest version says the same.
    """
    estate = locks.lock_one(Place.objects.all(), key=estate_id)
    round_ids = day_round_ids(estate_id=estate_id, day=day)
    if still_open := Round.objects.filter(pk__in=round_ids, closed_at=None).first():
        raise RoundStillOpen(title=still_open.title)
    content, balanced = report_content(estate=estate, day=day, round_ids=round_ids)
    if not balanced and not reason:
        raise DayNotBalanced
    digest = content_digest(content)
    last = DayReport.objects.filter(estate=estate, date=day).order_by("version").last()
    if last is not None and last.digest == digest:
        raise NothingNew(version=last.version)
    report = DayReport.objects.create(
        estate=estate,
        date=day,
        version=last.version + 1 if last else 1,
        content=content,
        digest=digest,
        balanced=balanced,
        reason="" if balanced else reason,
        closed_by=actor,
        closed_at=now,
    )
    audit.record([audit.Act("day.closed", report, actor, now, {"version": report.version})])
    return report
