"""What a door asked for and has to wait for, as the desk tells a caller."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.ordering.queries import act_for, ask_for
from baogong.apps.ordering.services import withdraw_ask
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.asks import notes_of_ask
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.refusals import refusal_text


@for_roles(*COLLECTORS)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What waits, what was given out of it and why."""
    act = act_for(viewer=request.user, roles=COLLECTORS, pk=pk, now=timezone.now())
    if act is None or act.ask is None:
        raise NotVisible
    context = {
        "ask": act.ask,
        "asked": notes_of_ask(act.ask),
        "has_order": act.order is not None,
        "place": act.ask.door,
    }
    return desk_page(request, "desk/ask.html", context, current="desk:home")


@for_roles(*COLLECTORS)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back for the household what still waits."""
    ask = ask_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        withdraw_ask(ask_id=ask.pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Nothing waits under this number any more."))
    return redirect("desk:ask", pk)
