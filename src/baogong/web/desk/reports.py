"""Reports from the field that did not fit: the list, and what became of each."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.delivery.queries import ConflictRow, conflict_ids, conflict_row, conflict_rows
from baogong.apps.delivery.services import settle_conflict
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.forms import SettleReportForm
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, minute_text


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Open reports, the oldest first; ``?settled=1`` shows the settled ones."""
    return case_page(request, CASES)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One report beside the list; a POST settles it. The first note stands."""
    chosen = conflict_row(viewer=request.user, roles=ROLES, pk=pk)
    form = SettleReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settle_conflict(
            conflict_id=pk,
            note=form.cleaned_data["note"],
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The report is settled."))
        return redirect("desk:reports")
    return case_page(request, CASES, settled=bool(chosen.settled_at), chosen=chosen, form=form)


def _export(rows: Sequence[ConflictRow]) -> Export:
    head = (
        _("Door"),
        _("Bag"),
        _("Tapped"),
        _("Why it does not fit"),
        _("By"),
        _("When"),
        _("Received"),
        _("Note"),
        _("Settled"),
    )
    cells = [
        (
            row.door,
            row.bag_code,
            row.result.label if row.result else "",
            row.reason.label,
            row.reported_by,
            minute_text(row.occurred_at),
            minute_text(row.recorded_at),
            row.note,
            minute_text(row.settled_at),
        )
        for row in rows
    ]
    return Export("reports", _("Reports that do not fit"), head, cells)


CASES = Cases(
    template="desk/reports.html",
    current="desk:reports",
    ids=conflict_ids,
    rows=conflict_rows,
    export=_export,
)
