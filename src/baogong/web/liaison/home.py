"""A liaison's estates: the rounds that take orders, and the ways in for what the chat asks."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import group_buys_waiting, lines_waiting, round_rows
from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import desk_page

LIAISONS = (Role.LIAISON,)


@for_roles(*LIAISONS)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Each round with what waits in its chains and files."""
    rounds = round_rows(viewer=request.user, roles=LIAISONS, now=timezone.now())
    ids = [row.id for row in rounds]
    lines, bought = lines_waiting(round_ids=ids), group_buys_waiting(round_ids=ids)
    waiting = [(row, lines.get(row.id, 0), bought.get(row.id, 0)) for row in rounds]
    return desk_page(request, "liaison/home.html", {"rounds": waiting}, current="liaison:home")
