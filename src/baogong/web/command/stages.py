"""The six stages of the chain, from left to right: how far, how old, how fast, done by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baogong.apps.reporting.enums import Stage
from baogong.apps.reporting.forecast import Forecast, StageLine, forecast
from baogong.apps.reporting.queries import Stuck
from baogong.apps.tickets.enums import LateKind
from baogong.apps.tickets.queries import Overdue
from baogong.web.command.scope import Day

LABELS = {
    Stage.ASK: gettext_lazy("Asked"),
    Stage.BUY: gettext_lazy("Bought"),
    Stage.ARRIVE: gettext_lazy("Arrived"),
    Stage.MAKE_UP: gettext_lazy("Made up"),
    Stage.CARRY: gettext_lazy("Carried"),
    Stage.CLOSE: gettext_lazy("Closed"),
}
MINUTE = 60


@dataclass(frozen=True, slots=True)
class StageCard:
    """One stage: ``count`` of ``of`` things (None: no total), and where they are listed.

    ``age`` are the minutes that the oldest has waited, ``per_hour`` what came in the last hour,
    ``finish`` the hour at which it will be done; each empty where there is nothing to say.
    """

    stage: Stage
    label: str
    count: int
    of: int | None
    unit: str
    url: str
    age: int | None = None
    per_hour: int = 0
    finish: str = ""
    holds_up: bool = False

    @property
    def tone(self) -> str:
        """``done`` when all went through, ``risk`` where it holds the others up, else ``wait``."""
        if not self.of:
            return ""
        if self.count >= self.of:
            return "done"
        return "risk" if self.holds_up else "wait"


@dataclass(frozen=True, slots=True)
class StuckLine:
    """What has waited for ``age`` minutes, with whom, and where it is listed."""

    stage: str
    what: str
    who: str
    age: int
    url: str


def stage_cards(line: Sequence[StageLine], *, day: Day, now: datetime) -> list[StageCard]:
    """Asked, bought, arrived, made up, carried, closed."""
    ahead = forecast(line, now=now)
    return [_card(row, ahead, day=day, now=now) for row in line]


def verdict_text(line: Sequence[StageLine], *, now: datetime) -> str:
    """Which stage holds the others up and until when, in one sentence; empty when none does."""
    ahead = forecast(line, now=now)
    if ahead.bottleneck is None:
        return ""
    row = next(row for row in line if row.stage is ahead.bottleneck)
    pace, finish = row.per_hour(now), ahead.finish_at.get(row.stage)
    words = {"stage": LABELS[row.stage], "left": row.left, "unit": _unit(row.stage, row.left)}
    if row.stage in (Stage.BUY, Stage.ARRIVE):
        return _("%(stage)s: the day waits for %(left)s %(unit)s.") % words
    if not pace or finish is None:
        return _("%(stage)s stands still: %(left)s %(unit)s left, none in the last hour.") % words
    words |= {"pace": round(pace), "at": _hour(finish, now=now)}
    return (
        _("%(stage)s holds the day up: %(left)s %(unit)s left, at %(pace)s an hour until %(at)s.")
        % words
    )


def stuck_lines(rows: Sequence[Stuck], *, day: Day, now: datetime) -> list[StuckLine]:
    """What has waited longest, the longest first."""
    return [
        StuckLine(
            stage=str(LABELS[row.stage]),
            what=_what(row),
            who=_("wait for a second reading") if row.stage is Stage.ASK else row.who,
            age=_minutes(row.since, now=now),
            url=_stuck_url(row, day),
        )
        for row in rows
    ]


def overdue_lines(
    *, reports: Overdue | None, enquiries: Mapping[LateKind, Overdue], now: datetime
) -> list[StuckLine]:
    """What residents should have an answer to by now; empty without any."""
    desk, leader = _("Phone desk"), _("Grid leader")
    lines = []
    if reports:
        what = ngettext("%(n)s report overdue", "%(n)s reports overdue", reports.count)
        lines.append(_overdue(reports, what, who=desk, page="desk:tickets", now=now))
    if late := enquiries.get(LateKind.QUESTION):
        what = ngettext("%(n)s question overdue", "%(n)s questions overdue", late.count)
        lines.append(_overdue(late, what, who=desk, page="desk:enquiries", now=now))
    for kind, who in ((LateKind.ERRAND_OF_LEADER, leader), (LateKind.ERRAND, desk)):
        if late := enquiries.get(kind):
            what = ngettext("%(n)s errand overdue", "%(n)s errands overdue", late.count)
            lines.append(_overdue(late, what, who=who, page="desk:enquiries", now=now))
    return lines


def _overdue(late: Overdue, what: str, *, who: str, page: str, now: datetime) -> StuckLine:
    return StuckLine(
        stage=_("Residents"),
        what=what % {"n": late.count},
        who=who,
        age=_minutes(late.since, now=now),
        url=reverse(page),
    )


def _card(row: StageLine, ahead: Forecast, *, day: Day, now: datetime) -> StageCard:
    finish = ahead.finish_at.get(row.stage)
    is_asking = row.stage is Stage.ASK
    return StageCard(
        stage=row.stage,
        label=str(LABELS[row.stage]),
        count=row.total if is_asking else row.done,
        of=None if is_asking else row.total,
        unit=_unit(row.stage, row.total if is_asking else row.done),
        url=_url(row.stage, day),
        age=_minutes(row.oldest_at, now=now) if row.oldest_at else None,
        per_hour=round(row.per_hour(now)),
        finish=_hour(finish, now=now) if finish and row.left and row.total else "",
        holds_up=ahead.bottleneck is row.stage,
    )


def _url(stage: Stage, day: Day) -> str:
    match stage:
        case Stage.ASK:
            return _list("command:orders", day, "?state=ordered")
        case Stage.CLOSE:
            return _list("command:orders", day, "?state=closed")
        case Stage.MAKE_UP:
            return _list("command:bags", day, "?state=packed")
        case Stage.CARRY:
            return _list("command:bags", day, "?state=carried")
        case _:
            return _list("command:purchases", day)


def _stuck_url(row: Stuck, day: Day) -> str:
    if row.stage in (Stage.ASK, Stage.BUY, Stage.ARRIVE):
        return _url(row.stage, day)
    entrance = f"&entrance={row.entrance_id}" if row.entrance_id else ""
    return _list("command:bags", day, f"?state=open{entrance}")


def _list(name: str, day: Day, query: str = "") -> str:
    return reverse(name, kwargs={"estate": day.estate_id, "date": day.date}) + query


def _what(row: Stuck) -> str:
    counted = f"{row.count} {_unit(row.stage, row.count, bags=row.stage is not Stage.ASK)}"
    return f"{row.entrance} · {counted}" if row.entrance else counted


def _unit(stage: Stage, count: int, *, bags: bool = False) -> str:
    """What a stage counts; ``bags``: where it counts orders, these are their bags."""
    if stage in (Stage.BUY, Stage.ARRIVE):
        return ngettext("purchase order", "purchase orders", count)
    if bags or stage in (Stage.MAKE_UP, Stage.CARRY):
        return ngettext("bag", "bags", count)
    return ngettext("order", "orders", count)


def _minutes(since: datetime, *, now: datetime) -> int:
    return max(int((now - since).total_seconds()) // MINUTE, 0)


def _hour(at: datetime, *, now: datetime) -> str:
    """``"21:10"``, with the day before it when that is another one."""
    local = timezone.localtime(at)
    clock = f"{local:%H:%M}"
    if local.date() == timezone.localdate(now):
        return clock
    return f"{date_format(local, 'SHORT_DATE_FORMAT')} {clock}"
