"""The price log: every price that changed of what the door was offered (R22)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import price_log_for_door
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def prices(request: HouseholdRequest) -> HttpResponse:
    """Before and after, why, and since when."""
    context = {
        "changes": price_log_for_door(path=request.household.path),
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/prices.html", context)
