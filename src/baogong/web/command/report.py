"""Closing a day, and its report: on the screen, on paper, as a workbook, and for the public."""

import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.queries import estate_for
from baogong.apps.places.queries import plan_version
from baogong.apps.reporting.queries import ReportRow, report_content, report_rows
from baogong.apps.reporting.services import close_day
from baogong.plumbing.paper import Sheet
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.report_tables import ReportTables, report_tables
from baogong.web.command.scope import COMMAND, Day, day_for, whole_number
from baogong.web.export import Export, xlsx_answer
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.corner import corner
from baogong.web.refusals import refusal_text

TEMPLATE = Path(__file__).resolve().parent.parent / "paper/day_report.typ"


class CloseForm(forms.Form):
    """Only a day that does not balance needs a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it closed although its sums do not add up?"),
        max_length=200,
        required=False,
    )


@require_http_methods(["GET", "POST"])
@for_roles(*COMMAND)
def report(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """What the day's report says, or would say; a POST closes the day."""
    day = day_for(request, estate=estate, date=date)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = close_day(
                estate_id=estate,
                day=date,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The day is closed: version %(n)s.") % {"n": made.version})
            return redirect("command:report", estate, date)
    context = _context(request, day) | {"form": form}
    return render(request, "command/report.html", context, status=422 if form.errors else 200)


@require_GET
@for_roles(*COMMAND)
def paper(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """A version of the report as PDF; ``?public=1`` with small figures hidden."""
    day = day_for(request, estate=estate, date=date)
    row = _version(request, day)
    return pdf_answer(_sheet(request, day, row), name=f"report-{date}-v{row.version}")


@require_GET
@for_roles(*COMMAND)
def workbook(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """A version of the report as a workbook, a sheet for each table."""
    day = day_for(request, estate=estate, date=date)
    row = _version(request, day)
    tables = report_tables(row.content, public=_is_public(request))
    place = estate_for(viewer=request.user, roles=COMMAND, pk=estate)
    exports = [Export("day-report", part.title, part.columns, part.rows) for part in tables.parts]
    return xlsx_answer(request, exports, place=place)


def _context(request: StaffRequest, day: Day) -> dict[str, Any]:
    estate = estate_for(viewer=request.user, roles=COMMAND, pk=day.estate_id)
    rows = report_rows(estate_id=day.estate_id, day=day.date)
    content, balanced = report_content(estate=estate, day=day.date, round_ids=day.round_ids)
    shown = _chosen(request, rows)
    return {
        "nav": navigation(request, current="command:home"),
        "place": day.estate,
        "day": day,
        "reports": rows,
        "shown": shown,
        "public": _is_public(request),
        "tables": report_tables(shown.content if shown else content, public=_is_public(request)),
        "balanced": balanced,
        "changed": bool(rows) and rows[0].content != content,
    }


def _chosen(request: StaffRequest, rows: list[ReportRow]) -> ReportRow | None:
    """The version of the address, else the latest."""
    asked = whole_number(request.GET.get("version", ""))
    named = [row for row in rows if row.version == asked]
    return next(iter(named or rows), None)


def _version(request: StaffRequest, day: Day) -> ReportRow:
    """The frozen version that the address asks for. Raises NotVisible before the day is closed."""
    if (row := _chosen(request, report_rows(estate_id=day.estate_id, day=day.date))) is None:
        raise NotVisible
    return row


def _is_public(request: StaffRequest) -> bool:
    return request.GET.get("public") == "1"


def _sheet(request: StaffRequest, day: Day, row: ReportRow) -> Sheet:
    tables = report_tables(row.content, public=_is_public(request))
    head = {
        "estate": day.estate,
        "title": _("Report of %(day)s") % {"day": date_format(day.date, "DATE_FORMAT")},
        "state": _state(row),
        "served_title": tables.served.title,
        "served_columns": tables.served.columns,
        "served": tables.served.rows,
        "levels_title": tables.levels.title,
        "columns": tables.levels.columns,
        "levels": tables.levels.rows,
        "goods_title": tables.goods.title,
        "goods": tables.goods.rows,
        "entrances_title": tables.entrances.title,
        "entrances": tables.entrances.rows,
        "notes": _notes(tables),
        "signature": _("Person in charge, date, signature"),
        "corner": corner(
            day.estate,
            plan_version(path=day.estate_path),
            row.digest[:12],
            now=timezone.now(),
        ),
    }
    return Sheet(template=TEMPLATE, items=[], head=head)


def _state(row: ReportRow) -> str:
    words = {"n": row.version, "name": row.closed_by, "at": _moment(row.closed_at)}
    closed = _("Version %(n)s, closed by %(name)s at %(at)s") % words
    if row.balanced:
        return f"{closed} · {_('Balanced')}"
    return f"{closed} · {_('Not balanced')}: {row.reason}"


def _notes(tables: ReportTables) -> list[str]:
    ways = [f"{channel} {count}" for channel, count in tables.channels.rows]
    differences = ngettext(
        "%(n)s count that differed is not settled yet.",
        "%(n)s counts that differed are not settled yet.",
        tables.open_differences,
    ) % {"n": tables.open_differences}
    channels = f"{tables.channels.title}: {' · '.join(ways)}"
    return [channels, differences] if tables.open_differences else [channels]


def _moment(at: datetime.datetime) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i")
