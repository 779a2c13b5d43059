"""Other goods that shops offer for what is out: accepted or declined with one tap."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.queries import SwapRow, swap_for, swap_ids, swap_rows
from baogong.apps.procurement.services import decide_swap
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.desk.page import ROLES, desk_list, desk_page
from baogong.web.export import Export, asks_for_list, minute_text
from baogong.web.refusals import refusal_text

PAGE_ROWS = 50


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Those that wait, the oldest first; ``?settled=1`` shows what was decided."""
    return _page(request)


@for_roles(*ROLES)
@require_POST
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept or decline one."""
    found = swap_for(viewer=request.user, roles=ROLES, pk=pk)
    if request.POST.get("answer") not in SwapAnswer.values:
        return _page(request, error=_("Accept the swap or decline it."))
    answer = SwapAnswer(request.POST["answer"])
    try:
        decide_swap(swap_id=found.id, answer=answer, actor=request.user, now=timezone.now())
    except DomainError as error:
        return _page(request, error=refusal_text(error))
    if answer is SwapAnswer.ACCEPTED:
        text = _("%(shop)s brings %(other)s. The orders' pages and the packing tables say so.")
    else:
        text = _("Declined. %(shop)s sees it and may offer another good.")
    messages.success(request, text % {"shop": found.supplier, "other": found.other})
    return redirect("desk:swaps")


def _page(request: StaffRequest, *, error: str = "") -> HttpResponse:
    settled = "settled" in request.GET
    ids = swap_ids(viewer=request.user, roles=ROLES, settled=settled)
    if asks_for_list(request):
        return desk_list(request, _export(swap_rows(ids)))
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": swap_rows(list(page.object_list)),
        "settled": settled,
        "errors": [error] if error else [],
    }
    status = 422 if error else 200
    return desk_page(request, "desk/swaps.html", context, current="desk:swaps", status=status)


def _export(rows: Sequence[SwapRow]) -> Export:
    head = (
        _("When"),
        _("Purchase order"),
        _("Shop"),
        _("Estate"),
        _("What is out"),
        _("Replaced"),
        _("What comes instead"),
        _("Amount"),
        _("Answer"),
        _("By"),
        _("Decided"),
    )
    cells = [
        (
            minute_text(row.proposed_at),
            row.number,
            row.supplier,
            row.estate,
            row.good,
            amount_text(row.replaced, row.sold_by),
            row.other,
            amount_text(row.quantity, row.other_sold_by),
            row.answer_label,
            row.decided_by,
            minute_text(row.decided_at),
        )
        for row in rows
    ]
    return Export("swaps", _("Swaps"), head, cells)
