"""Which households were let have more than a limit: of what, until when, why, and by whom."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import ExceptionRow, exception_ids, exception_rows
from baogong.apps.people.queries import widest_place
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS, page_number
from baogong.web.export import Export, asks_for_list, list_answer, minute_text

PAGE_ROWS = 50


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """The newest first; ``?as=`` takes the whole list out."""
    ids = exception_ids(viewer=request.user, roles=PLANNERS)
    if asks_for_list(request):
        place = widest_place(viewer=request.user, roles=PLANNERS)
        return list_answer(request, _export(exception_rows(ids)), place=place)
    page = Paginator(ids, PAGE_ROWS).get_page(page_number(request))
    context = {
        "nav": navigation(request, current="command:rounds"),
        "page": page,
        "rows": exception_rows(list(page.object_list)),
        "count": len(ids),
        "today": timezone.localdate(),
    }
    return render(request, "command/exceptions.html", context)


def _export(rows: Sequence[ExceptionRow]) -> Export:
    head = (
        _("Door"),
        _("Package"),
        _("How many more"),
        _("For deliveries until"),
        _("Why"),
        _("Granted by"),
        _("When"),
        _("Ended by"),
        _("Ended at"),
    )
    cells = [
        (
            row.door,
            row.package,
            row.quantity,
            f"{row.until:%Y-%m-%d}",
            row.reason,
            row.who,
            minute_text(row.at),
            row.ended_by,
            minute_text(row.ended_at) if row.ended_at else "",
        )
        for row in rows
    ]
    return Export("limit-exceptions", _("More than the limit"), head, cells)
