"""The shops that serve the door, and which of them is open now (R30)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.suppliers.queries import shops_serving
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def shops(request: HouseholdRequest) -> HttpResponse:
    """Open shops in sight, closed ones folded away with the hour at which they open."""
    now = timezone.localtime()
    clock = now.time()
    serving = shops_serving(path=request.household.path, day=now.date())
    context = {
        "open": [shop for shop in serving if shop.is_open(clock)],
        "closed": [shop for shop in serving if not shop.is_open(clock)],
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/shops.html", context)
