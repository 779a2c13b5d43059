"""Who did what, and when; with filters in the address."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.people.queries import staff_rows
from baogong.apps.reporting.queries import AuditFilter, AuditRow, audit_rows
from baogong.apps.reporting.queries.audit_log import PAGE_ROWS
from baogong.plumbing.audit import SYSTEM
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import day_of
from baogong.web.setup.audit_actions import ACTIONS
from baogong.web.setup.audit_words import details_text, subject_text
from baogong.web.setup.navigation import SETUP, navigation


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act in words."""

    at: datetime
    action: str
    who: str
    subject: str
    details: str


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """The newest acts first, a page at a time."""
    action = request.GET.get("action", "")
    where = AuditFilter(
        action=action if action in ACTIONS else "",
        user_id=_number(request.GET.get("user", "")),
        day=day_of(request.GET.get("day", "")),
        before=_number(request.GET.get("before", "")),
    )
    rows = audit_rows(viewer=request.user, roles=SETUP, where=where)
    context = {
        "nav": navigation(current="setup:audit"),
        "rows": [_line(row) for row in rows],
        "actions": [(action, _(label)) for action, label in ACTIONS.items()],
        "staff": staff_rows(viewer=request.user, roles=SETUP),
        "where": where,
        "older": rows[-1].id if len(rows) == PAGE_ROWS else None,
    }
    return render(request, "setup/audit.html", context)


def _line(row: AuditRow) -> AuditLine:
    who = _("the system") if row.actor == SYSTEM.audit_name else row.actor_name or row.actor
    return AuditLine(
        at=row.at,
        action=_(ACTIONS.get(row.action, row.action)),
        who=who,
        subject=subject_text(row.subject_type, row.subject_id),
        details=details_text(row.subject_type, row.data),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
