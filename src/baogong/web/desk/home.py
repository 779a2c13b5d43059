"""The desk's first page: what waits, and the rounds with their orders."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.custody.queries import discrepancy_ids
from baogong.apps.delivery.queries import conflict_ids
from baogong.apps.ordering.queries import group_buys_waiting, lines_waiting, round_rows
from baogong.apps.tickets.queries import ticket_ids
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import ROLES, desk_page


@for_roles(*ROLES)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    viewer = request.user
    rounds = round_rows(viewer=viewer, roles=ROLES, now=timezone.now())
    ids = [row.id for row in rounds]
    lines, bought = lines_waiting(round_ids=ids), group_buys_waiting(round_ids=ids)
    context = {
        "differences": len(discrepancy_ids(viewer=viewer, roles=ROLES, settled=False)),
        "reports": len(conflict_ids(viewer=viewer, roles=ROLES, settled=False)),
        "tickets": len(ticket_ids(viewer=viewer, roles=ROLES, settled=False)),
        "rounds": [(row, lines.get(row.id, 0), bought.get(row.id, 0)) for row in rounds],
        "taking": sum(not row.closed for row in rounds),
    }
    return desk_page(request, "desk/home.html", context, current="desk:home")
