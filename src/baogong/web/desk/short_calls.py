"""Households that wanted to be asked about what comes short: whom to call, and what they said."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.queries import round_for
from baogong.apps.procurement.queries import stand_ins
from baogong.apps.sorting.queries import CutRow, call_ids, cut_for, cut_rows
from baogong.apps.sorting.services import settle_cut
from baogong.values.codes import group
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import short_amount
from baogong.web.desk.page import PAGE_ROWS, ROLES, desk_page
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text

ANSWERS = (OnShort.REFUND, OnShort.SWAP)


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom to call, in walking order; ``?as=`` a file or paper."""
    round_ = round_for(viewer=request.user, roles=ROLES, pk=pk)
    ids = call_ids(round_id=pk)
    if asks_for_list(request):
        return list_answer(request, _export(cut_rows(ids)), place=round_.estate)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    others = stand_ins(round_id=pk)
    context = {
        "round": round_,
        "page": page,
        "rows": [
            (row, others.get(row.good_id) if row.by else None)
            for row in cut_rows(list(page.object_list))
        ],
        "place_note": round_.estate.label,
    }
    return desk_page(request, "desk/short_calls.html", context, current="desk:home")


@for_roles(*ROLES)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """What one of them said."""
    row = cut_for(viewer=request.user, roles=ROLES, pk=pk)
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        messages.error(request, _("Choose what the household wants."))
        return redirect("desk:short_calls", row.round_id)
    try:
        settle_cut(cut_id=row.id, outcome=OnShort(answer), actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("%(door)s is settled.") % {"door": row.door})
    return redirect("desk:short_calls", row.round_id)


def _export(rows: Sequence[CutRow]) -> Export:
    head = (_("Door"), _("Order number"), _("Good"), _("Missing"), _("Yuan"), _("Said"))
    cells = [
        (
            row.door,
            group(row.number),
            row.good,
            short_amount(row.quantity, row.sold_by),
            format_yuan(row.fen),
            "",
        )
        for row in rows
    ]
    return Export("short-calls", _("Households to call"), head, cells)
