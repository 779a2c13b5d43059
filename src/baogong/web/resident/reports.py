"""A household says that something is wrong with its goods."""

from collections.abc import Sequence
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import DoorOrderRow, order_of_door
from baogong.apps.tickets.errors import TicketChanged
from baogong.apps.tickets.queries import OrderGood, order_voice
from baogong.apps.tickets.services import report_goods
from baogong.values.errors import DomainError
from baogong.web.components.report_form import ReportForm
from baogong.web.refusals import refusal_text
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_http_methods(["GET", "POST"])
def report(request: HouseholdRequest, number: str) -> HttpResponse:
    """One page to say what is wrong; a POST leads to the receipt on the order's page."""
    now = timezone.now()
    order = order_of_door(household_id=request.household.door_id, number=number, now=now)
    voice = order_voice(order_id=order.id, now=now)
    if not voice.can_report:
        return redirect("resident:order", order.number)
    if request.method == "GET":
        return _page(request, order, ReportForm(voice.goods, initial={"key": uuid4()}))
    form = ReportForm(voice.goods, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, order, form)
    try:
        ticket = report_goods(
            form.complaint(), order_id=order.id, actor=request.household, now=now
        )
    except DomainError as error:
        if isinstance(error, TicketChanged):
            form = _with_new_key(request, voice.goods)
        form.add_error(None, refusal_text(error))
        return _page(request, order, form)
    receipt = reverse("resident:order", args=[order.number])
    return HttpResponseRedirect(f"{receipt}?reported={ticket.number}")


def _with_new_key(request: HouseholdRequest, goods: Sequence[OrderGood]) -> ReportForm:
    """What was sent, as a report of its own; its photo has to be chosen again."""
    sent = request.POST.copy()
    sent["key"] = str(uuid4())
    return ReportForm(goods, sent)


def _page(request: HouseholdRequest, order: DoorOrderRow, form: ReportForm) -> HttpResponse:
    if form.errors and "photo" in request.FILES and "photo" not in form.errors:
        form.add_error("photo", _("The photo was not kept. Choose it again."))
    context = {
        "order": order,
        "form": form,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    status = 422 if form.errors else 200
    return render(request, "resident/report.html", context, status=status)
