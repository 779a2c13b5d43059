"""The book of purchase orders: what was bought from whom, for when, and when it comes (R27)."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import widest_place
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.queries import (
    BookFilter,
    PurchaseOrderRow,
    book_ids,
    book_rows,
    book_suppliers,
)
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS, page_number, whole_number
from baogong.web.components.fields import day_of
from baogong.web.export import Export, asks_for_list, list_answer, minute_text

PAGE_ROWS = 50


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Cut by day, shop and state; ``?as=`` takes the whole list out."""
    where = _filter(request)
    ids = book_ids(viewer=request.user, roles=PLANNERS, where=where)
    if asks_for_list(request):
        place = widest_place(viewer=request.user, roles=PLANNERS)
        return list_answer(request, _export(book_rows(ids)), place=place)
    page = Paginator(ids, PAGE_ROWS).get_page(page_number(request))
    context = {
        "nav": navigation(request, current="command:book"),
        "where": where,
        "states": PurchaseState.choices,
        "suppliers": book_suppliers(viewer=request.user, roles=PLANNERS),
        "page": page,
        "rows": book_rows(list(page.object_list)),
        "count": len(ids),
        "has_days": Role.COMMANDER in request.roles,
    }
    return render(request, "command/book.html", context)


def _filter(request: StaffRequest) -> BookFilter:
    """What the address asks for; what makes no sense cuts nothing."""
    state = request.GET.get("state", "")
    return BookFilter(
        since=day_of(request.GET.get("since", "")),
        until=day_of(request.GET.get("until", "")),
        supplier_id=whole_number(request.GET.get("supplier", "")) or None,
        state=state if state in PurchaseState.values else "",
    )


def _export(rows: Sequence[PurchaseOrderRow]) -> Export:
    head = (
        _("Number"),
        _("Delivery day"),
        _("Supplier"),
        _("Estate"),
        _("Round"),
        _("State"),
        _("Sent to the shop"),
        pgettext("purchase order", "Confirmed"),
        _("Truck comes"),
        _("Kinds of goods"),
        _("Note"),
    )
    cells = [
        (
            row.number,
            f"{row.delivery_date:%Y-%m-%d}",
            row.supplier,
            row.estate,
            row.round,
            row.state.label,
            minute_text(row.sent_at),
            minute_text(row.confirmed_at),
            minute_text(row.expected_at),
            row.kinds,
            row.note,
        )
        for row in rows
    ]
    return Export("purchase-book", _("Purchase book"), head, cells)
