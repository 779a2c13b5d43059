"""Where the code on an order slip leads."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import slip_by_code
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import COLLECTORS


@require_GET
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """Staff come to the form that types this slip, everybody else to their own page."""
    if request.user.is_authenticated:
        return redirect("desk:slip_by_code", code)
    return redirect("resident:landing")


@for_roles(*COLLECTORS)
@require_GET
def open_slip(request: StaffRequest, code: str) -> HttpResponse:
    """The form for exactly this door and round."""
    slip = slip_by_code(viewer=request.user, roles=COLLECTORS, code=code)
    query = urlencode({"door": slip.household.label})
    return redirect(f"{reverse('desk:slips', args=[slip.round_id])}?{query}")
