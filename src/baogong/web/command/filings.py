"""Group buys that wait for approval: look, approve as seen, or refuse with a reason (C12)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.queries import FilingRow, carriers_of, filing_for, filings_of
from baogong.apps.filings.services import approve_filing, refuse_filing
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND
from baogong.web.refusals import refusal_text

MOST = 100
REASON_LENGTH = 200
DECIDED = (FilingState.APPROVED, FilingState.REFUSED)


@require_GET
@for_roles(*COMMAND)
def index(request: StaffRequest) -> HttpResponse:
    """What waits, and what was decided."""
    look: dict[str, Any] = {"viewer": request.user, "roles": COMMAND, "most": MOST}
    context = {
        "nav": navigation(request, current="command:filings"),
        "waiting": filings_of(states=[FilingState.FILED], **look),
        "decided": filings_of(states=DECIDED, **look),
    }
    return render(request, "command/filings.html", context)


@require_GET
@for_roles(*COMMAND)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """All that an approval is about, and which buildings lack a carrier."""
    return _page(request, filing_for(viewer=request.user, roles=COMMAND, pk=pk))


@require_POST
@for_roles(*COMMAND)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve what was seen, or refuse it; ``seen`` is the digest that the page had."""
    row = filing_for(viewer=request.user, roles=COMMAND, pk=pk)
    reason = request.POST.get("reason", "")[:REASON_LENGTH]
    act: dict[str, Any] = {
        "filing_id": pk,
        "seen": request.POST.get("seen", ""),
        "actor": request.user,
        "now": timezone.now(),
    }
    is_approved = "approve" in request.POST
    try:
        approve_filing(**act) if is_approved else refuse_filing(reason=reason, **act)
    except DomainError as error:
        return _page(request, row, error=refusal_text(error), reason=reason)
    told = (
        _("%(title)s is approved: the round is open and the gate expects the truck.")
        if is_approved
        else _("%(title)s is refused. Its filer reads why and may mend it.")
    )
    messages.success(request, told % {"title": row.title})
    return redirect("command:filing", pk) if is_approved else redirect("command:filings")


def _page(
    request: StaffRequest, row: FilingRow, *, error: str = "", reason: str = ""
) -> HttpResponse:
    waits = row.state is FilingState.FILED
    context = {
        "nav": navigation(request, current="command:filings"),
        "row": row,
        "waits": waits,
        "is_own": row.filed_by_id == request.user.pk,
        "carriers": carriers_of(row, now=timezone.now()) if waits else None,
        "errors": [error] if error else [],
        "reason": reason,
    }
    return render(request, "command/filing.html", context, status=422 if error else 200)
