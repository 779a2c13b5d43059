"""Who read personal data: counted by reader, so that an unusual one is seen, and one by one."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.queries import staff_rows
from baogong.apps.reporting.queries import AuditFilter, audit_rows, read_counts, subject_names
from baogong.apps.reporting.queries.audit_log import PAGE_ROWS
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.scope import whole_number
from baogong.web.components.fields import day_of
from baogong.web.setup.navigation import SETUP, navigation

COUNTED_DAYS = 7


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """The readings of the last days by reader, then each, the newest first."""
    field = request.GET.get("field", "")
    now = timezone.now()
    where = AuditFilter(
        action=f"{field}.read" if field in PersonalField.values else "",
        reads=True,
        user_id=whole_number(request.GET.get("user", "")) or None,
        day=day_of(request.GET.get("day", "")),
        before=whole_number(request.GET.get("before", "")) or None,
    )
    rows = audit_rows(viewer=request.user, roles=SETUP, where=where)
    names = subject_names((row.subject_type, row.subject_id) for row in rows)
    since = now - timedelta(days=COUNTED_DAYS)
    context = {
        "nav": navigation(current="setup:privacy"),
        "readers": read_counts(viewer=request.user, roles=SETUP, since=since),
        "counted_days": COUNTED_DAYS,
        "rows": [
            (
                row,
                PersonalField(row.action.removesuffix(".read")).label,
                names.get((row.subject_type, row.subject_id), _("no longer here")),
            )
            for row in rows
        ],
        "fields": PersonalField,
        "field": field,
        "staff": staff_rows(viewer=request.user, roles=SETUP),
        "where": where,
        "older": rows[-1].id if len(rows) == PAGE_ROWS else None,
    }
    return render(request, "setup/reads.html", context)
