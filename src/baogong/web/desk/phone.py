"""Somebody calls: which door is it?"""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import ActRow, act_for
from baogong.apps.tickets.queries import EnquiryRow, TicketRow, enquiry_for, ticket_for
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.calls import call_page, find, surely
from baogong.web.desk.page import COLLECTORS, ROLES


@for_roles(*COLLECTORS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Find the caller's door by what they say; an order's number leads to the order.

    ``?go`` (Enter was pressed) opens the one door that was found; ``?placed`` shows the number of
    the order that was just taken, ``?noted`` that of a call and ``?reported`` that of a report,
    large, while the next caller's door is typed.
    """
    text = request.GET.get("q", "").strip()
    found = find(request, text)
    if "go" in request.GET and (url := surely(found, text)):
        return HttpResponseRedirect(url)
    context = {
        "placed": _placed(request),
        "noted": _noted(request),
        "reported": _reported(request),
        "focus": True,
    }
    return call_page(request, "desk/phone.html", context, found=found)


def _placed(request: StaffRequest) -> ActRow | None:
    pk = request.GET.get("placed", "")
    if not is_number(pk):
        return None
    return act_for(viewer=request.user, roles=COLLECTORS, pk=int(pk), now=timezone.now())


def _noted(request: StaffRequest) -> EnquiryRow | None:
    pk = request.GET.get("noted", "")
    if not is_number(pk):
        return None
    try:
        return enquiry_for(viewer=request.user, roles=ROLES, pk=int(pk))
    except NotVisible:
        return None


def _reported(request: StaffRequest) -> TicketRow | None:
    pk = request.GET.get("reported", "")
    if not is_number(pk):
        return None
    try:
        return ticket_for(viewer=request.user, roles=ROLES, pk=int(pk))
    except NotVisible:
        return None
