"""Other goods that shops offer for what is out: accepted or declined with one tap."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.queries import SwapRow, swap_for, swap_ids, swap_rows
from baogong.apps.procurement.services import decide_swap
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, minute_text
from baogong.web.refusals import refusal_text


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Those that wait, the oldest first; ``?settled=1`` shows what was decided."""
    return case_page(request, CASES)


@for_roles(*ROLES)
@require_POST
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept or decline one."""
    found = swap_for(viewer=request.user, roles=ROLES, pk=pk)
    if request.POST.get("answer") not in SwapAnswer.values:
        messages.error(request, _("Accept the swap or decline it."))
        return redirect("desk:swaps")
    answer = SwapAnswer(request.POST["answer"])
    try:
        decide_swap(swap_id=found.id, answer=answer, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return redirect("desk:swaps")
    if answer is SwapAnswer.ACCEPTED:
        text = _("%(shop)s brings %(other)s. The orders' pages and the packing tables say so.")
    else:
        text = _("Declined. %(shop)s sees it and may offer another good.")
    messages.success(request, text % {"shop": found.supplier, "other": found.other})
    return redirect("desk:swaps")


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
        pgettext("swap", "Decided"),
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


CASES = Cases(
    template="desk/swaps.html",
    current="desk:swaps",
    ids=swap_ids,
    rows=swap_rows,
    export=_export,
)
