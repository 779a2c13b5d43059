"""A caller says that goods are missing or broken: the desk writes the report down for the door."""

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import DoorOrderRow, order_for, order_row
from baogong.apps.tickets.errors import NothingDelivered, TicketChanged
from baogong.apps.tickets.queries import OrderGood, order_voice
from baogong.apps.tickets.services import report_goods
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.report_form import ReportForm
from baogong.web.desk.calls import call_page
from baogong.web.desk.page import ROLES
from baogong.web.refusals import refusal_text

KEYS = {"goods": "123456789", "kind": "MBW", "remedy": "RA"}  # in the order of their answers


class CallReportForm(ReportForm):
    """A report by phone: without a photo, and of the whole bag with one key."""

    whole = forms.BooleanField(label=gettext_lazy("All of it: the whole bag"), required=False)

    def __init__(self, goods: Sequence[OrderGood], data: Any = None, **kwargs: Any) -> None:
        if data is not None and data.get("whole"):
            data = data.copy()
            data.setlist("goods", [str(good.id) for good in goods])
        super().__init__(goods, data, **kwargs)
        del self.fields["photo"]

    def keyed(self) -> list[tuple[BoundField, list[tuple[BoundWidget, str]]]]:
        """Each question with its answers, and the key that chooses one."""
        return [
            (self[name], list(zip(self[name].subwidgets, chain(keys, repeat("")), strict=False)))
            for name, keys in KEYS.items()
        ]


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Write it down; the number to tell the caller stands on the phone desk then."""
    found = order_for(viewer=request.user, roles=ROLES, pk=pk)
    order, now = order_row(order_id=found.pk, now=timezone.now()), timezone.now()
    voice = order_voice(order_id=pk, now=now)
    if not voice.can_report:
        messages.error(request, refusal_text(NothingDelivered()))
        return redirect("desk:order", pk)
    if request.method == "GET":
        return _page(request, order, CallReportForm(voice.goods, initial={"key": uuid4()}))
    form = CallReportForm(voice.goods, request.POST)
    if not form.is_valid():
        return _page(request, order, form)
    complaint = form.complaint(placed_by_id=request.user.pk)
    try:
        ticket = report_goods(complaint, order_id=pk, actor=request.user, now=now)
    except DomainError as error:
        if isinstance(error, TicketChanged):
            sent = request.POST.copy()
            sent["key"] = str(uuid4())
            form = CallReportForm(voice.goods, sent)
        form.add_error(None, refusal_text(error))
        return _page(request, order, form)
    return HttpResponseRedirect(f"{reverse('desk:phone')}?reported={ticket.pk}")


def _page(request: StaffRequest, order: DoorOrderRow, form: CallReportForm) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "call": order,
    }
    status = 422 if form.errors else 200
    return call_page(request, "desk/ticket_new.html", context, status=status)
