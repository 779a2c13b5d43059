"""The one number to call, what the household asked, and what others asked (R36, R44)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.places.queries import contact_phone
from baogong.apps.tickets.queries import enquiries_of_door, faq
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def index(request: HouseholdRequest) -> HttpResponse:
    """The FAQ of the household's estate; ``?q=`` the answers with these words."""
    household, text = request.household, request.GET.get("q", "").strip()
    context = {
        "contact": contact_phone(household_id=household.door_id, at=timezone.now()),
        "asked": enquiries_of_door(household_id=household.door_id),
        "answers": faq(estate_ids=[household.estate_id], text=text),
        "q": text,
        "place": household.door,
        "place_note": household.estate,
    }
    return render(request, "resident/help.html", context)
