"""The run page's buttons for a browser without JavaScript: the server writes the report."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.queries import RunRow, run_for
from baogong.apps.delivery.reports import DoorReport, UnreadableReport, read_report
from baogong.apps.delivery.services import record_reports
from baogong.apps.delivery.services.report import Receipt
from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest, for_roles
from baogong.web.carrier.forms import TapForm


@for_roles(Role.OFFICER)
@require_POST
def tap(request: StaffRequest, pk: int) -> HttpResponse:
    """Record one button for its bags, and go back to the door. A repeat changes nothing."""
    run = run_for(viewer=request.user, pk=pk)
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This tap could not be read. Tap again."))
        return redirect("carrier:run", pk)
    value = form.cleaned_data["tap"]
    reports = _reports(value, run_id=pk, page_key=form.cleaned_data["key"])
    outcomes = record_reports(reports, officer=request.user, now=timezone.now())
    if any(outcome.receipt == Receipt.CONFLICT for outcome in outcomes):
        messages.warning(
            request, _("This tap does not fit what was there before. A clerk will look.")
        )
    return redirect(reverse("carrier:run", args=[pk]) + _anchor(run, value))


def _reports(value: str, *, run_id: int, page_key: UUID) -> list[DoorReport | UnreadableReport]:
    """One report for each bag. Keys follow from the page's, so the same button is the same tap."""
    bags, _colon, rest = value.partition(":")
    result, _colon, detail = rest.partition(":")
    payload = {"v": 1, "run": run_id, "result": result, "reverses": detail}
    payload["end"] = detail or Mode.DOOR
    at = timezone.now().isoformat()
    return [
        read_report(payload | {"key": str(uuid5(page_key, f"{bag}:{rest}")), "bag": bag, "at": at})
        for bag in bags.split("+")
    ]


def _anchor(run: RunRow, value: str) -> str:
    codes = value.partition(":")[0].split("+")
    ids = (door.id for door in run.doors if any(bag.code in codes for bag in door.bags))
    return next((f"#door-{pk}" for pk in ids), "")
