"""Taps that waited in a phone come in, hours late and out of order; nothing is refused."""

import json
from typing import Any

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from baogong.apps.delivery.reports import read_report
from baogong.apps.delivery.services import record_reports
from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest, for_roles

OFFICER_HEADER = "X-Officer"


@for_roles(Role.OFFICER)
@require_POST
def sync(request: StaffRequest) -> JsonResponse:
    """Record a JSON list of reports; answer ``{"now", "receipts": [{"key", "receipt"}]}``.

    400 when the body is no JSON list. 409 when the taps are another officer's, whom the phone
    names in ``X-Officer``: on a shared phone they wait until that officer signs in.
    """
    if request.headers.get(OFFICER_HEADER, str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"error": "other_officer"}, status=409)
    payloads = _list(request.body)
    if payloads is None:
        return JsonResponse({"error": "not_a_list"}, status=400)
    reports = [read_report(payload) for payload in payloads]
    outcomes = record_reports(reports, officer=request.user, now=timezone.now())
    receipts = [{"key": str(row.key), "receipt": row.receipt.value} for row in outcomes]
    return JsonResponse({"now": timezone.now().isoformat(), "receipts": receipts})


def _list(body: bytes) -> list[Any] | None:
    try:
        payloads = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return payloads if isinstance(payloads, list) else None
