"""An organiser hands over what a group-buy tool collected, and writes it down themself (R43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.ordering.queries import handover_for, round_for, tool_rounds
from baogong.apps.ordering.services import drop_own_handover
from baogong.apps.people.queries import estate_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.money.tools import HandoverForm, offered, tool_round, write_handover
from baogong.web.desk.page import desk_page
from baogong.web.liaison.page import LIAISONS
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from django.http import HttpResponse


@for_roles(*LIAISONS)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Round by round: collected, handed over, still to come."""
    estate = estate_for(viewer=request.user, roles=LIAISONS, pk=pk)
    rows = tool_rounds(estate_id=pk)
    context = {
        "rows": rows,
        "left_fen": sum(row.left_fen for row in rows),
        "place_note": estate.label,
    }
    return desk_page(request, "liaison/tool_money.html", context, current="liaison:home")


@for_roles(*LIAISONS)
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what the viewer hands over of a round; somebody at the desk signs."""
    round_ = round_for(viewer=request.user, roles=LIAISONS, pk=pk)
    row = tool_round(round_)
    form = HandoverForm(request.POST or None, initial=offered(row))
    if form.is_valid():
        handed = form.handed(round_id=pk, organiser_id=request.user.pk)
        if write_handover(request, form, handed):
            return redirect("liaison:tool_money", round_.estate_id)
    context = {"row": row, "form": form, "place_note": round_.estate.label}
    status = 422 if form.errors else 200
    template = "liaison/tool_round.html"
    return desk_page(request, template, context, current="liaison:home", status=status)


@for_roles(*LIAISONS)
@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Drop what the viewer wrote down, while the desk has not signed for it."""
    found = handover_for(viewer=request.user, roles=LIAISONS, pk=pk)
    try:
        drop_own_handover(handover_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, _("It was taken back. It is to be handed over again."))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("liaison:tool_money", found.round.estate_id)
