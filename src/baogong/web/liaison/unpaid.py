"""Doors that are to pay by now, with a text to paste that names no one (C3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import asked_for, due_balances, said_paid
from baogong.apps.people.queries import estate_for
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SMALL_BALANCE_FEN
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.building_sums import building_sums, of_building, sums_on_paper
from baogong.web.components.chat import MOST_PARTS
from baogong.web.desk.page import desk_page
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.liaison.page import LIAISONS
from baogong.web.liaison.texts import owing_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from baogong.apps.money.queries import DoorBalance
    from baogong.apps.ordering.queries import SaidPaid

PAGE_ROWS = 100


@for_roles(*LIAISONS)
@require_GET
def unpaid(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors of all buildings, or of the one in ``?building=``; ``?as=`` a file."""
    estate = estate_for(viewer=request.user, roles=LIAISONS, pk=pk)
    now = timezone.now()
    small = setting(SMALL_BALANCE_FEN, place=estate, at=now)
    found = due_balances(within=[estate], small_fen=small, now=now)
    chosen, rows = of_building(request, found)
    said = said_paid(doors=[row.id for row in rows], due_at=now)
    if asks_for_list(request):
        return list_answer(request, _export(estate.label, rows, said), place=estate)
    text = owing_text(asked_for(rows, said, small_fen=small), estate=estate.label)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, said.get(row.id, ())) for row in page.object_list],
        "said": len(said),
        "total_fen": sum(row.fen for row in rows),
        "at_once": bool(chosen) or len(text.parts) <= MOST_PARTS,
        "buildings": building_sums(found),
        "chosen": chosen,
        "small_fen": small,
        "parts": [(part, len(part)) for part in text.parts],
        "place_note": estate.label,
    }
    return desk_page(request, "liaison/unpaid.html", context, current="liaison:home")


def _export(
    estate: str, rows: Sequence[DoorBalance], said: Mapping[int, Sequence[SaidPaid]]
) -> Export:
    head = (_("Building"), _("Door"), pgettext("of a door", "Owes"), _("Said to be paid"))
    cells = [
        (row.building, row.door, format_yuan(row.fen), _said_text(said.get(row.id, ())))
        for row in rows
    ]
    title = f"{estate} · {_('Doors that owe')}"
    return Export("door-balances", title, head, cells, sums=sums_on_paper(rows))


def _said_text(said: Sequence[SaidPaid]) -> str:
    return format_yuan(sum(order.owed_fen for order in said)) if said else ""
