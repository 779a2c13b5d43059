"""Doors that did not order yet, building by building."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import doors_for_slips, round_for, slip_progress
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import desk_page
from baogong.web.desk.slip_sheets.printing import part_of_round
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.liaison.page import LIAISONS

if TYPE_CHECKING:
    from django.http import HttpResponse


@for_roles(*LIAISONS)
@require_GET
def without_order(request: StaffRequest, pk: int) -> HttpResponse:
    """The buildings with how many, and the doors of the one in ``?place=``; ``?as=`` a file."""
    round_ = round_for(viewer=request.user, roles=LIAISONS, pk=pk)
    place = part_of_round(request, round_, request.GET.get("place", ""))
    whole = place == round_.estate
    doors = []
    if not whole or asks_for_list(request):
        doors = doors_for_slips(round_id=pk, place=place, only_without_order=True)
    if asks_for_list(request):
        title = f"{round_.title} · {_('Doors without an order so far')}"
        rows = [(entrance, door) for _pk, door, entrance in doors]
        found = Export("without-order", title, (_("Entrance"), _("Door")), rows)
        return list_answer(request, found, place=place)
    buildings = slip_progress(round_id=pk, place=round_.estate)
    context = {
        "round": round_,
        "chosen": None if whole else place,
        "entrances": [(name, list(some)) for name, some in groupby(doors, key=itemgetter(2))],
        "buildings": [row for row in buildings if row.without_order],
        "count": sum(row.without_order for row in buildings),
        "place_note": round_.estate.label,
    }
    return desk_page(request, "liaison/without_order.html", context, current="liaison:home")
