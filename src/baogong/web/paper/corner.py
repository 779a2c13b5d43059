"""The small line in the corner of every sheet: what it is for, which plan, printed when."""

from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from baogong.apps.places.queries import plan_version


def corner(*parts: str, now: datetime) -> str:
    """``"网格方案 v2 · 打印于 11-22 23:05"``; empty parts are left out."""
    printed = _("printed %(at)s") % {"at": short_time(now)}
    return " · ".join(part for part in (*parts, printed) if part)


def sheet_head(*, place: str, path: str, now: datetime) -> dict[str, Any]:
    """What ``print.html`` writes on top: the place's name, its grid plan, the time."""
    return {"place": place, "plan_version": plan_version(path=path), "printed_at": now}


def short_time(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
