"""Who got less by a division hears it: a text for the chat, and a list of doors to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.ordering.queries import round_for
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.sorting.queries import short_doors, shortage_of
from baogong.apps.sorting.services import tell_doors
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.components.building_sums import building_sums, of_building
from baogong.web.components.chat import MOST_PARTS
from baogong.web.components.fields import is_number
from baogong.web.components.short_texts import less_text, short_text
from baogong.web.desk.page import COLLECTORS, PAGE_ROWS, desk_page
from baogong.web.desk.paper.short_notes import short_notes_sheet
from baogong.web.export import Export, asks_for_list, list_answer, minute_text
from baogong.web.paper.answer import pdf_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from baogong.apps.ordering.models import Round
    from baogong.apps.sorting.queries import ShortageRow, ShortDoor


@for_roles(*COLLECTORS)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors of all buildings, or of the one in ``?building=``; ``?as=`` the list to call."""
    shortage, round_ = _found(request, pk)
    found = short_doors(shortage_id=pk)
    chosen, rows = of_building(request, found)
    one_by_one = [row for row in rows if row.to_tell]
    if asks_for_list(request):
        return list_answer(request, _export(shortage, one_by_one), place=round_.estate)
    parts = short_text(shortage, rows, building=chosen, url=_log_url(shortage, round_))
    waiting = [row for row in one_by_one if row.told_at is None]
    page = Paginator(waiting, PAGE_ROWS).get_page(request.GET.get("page"))
    shown = request.GET.copy()
    ticked = shown.pop("ticked", [])
    context = {
        "shortage": shortage,
        "round": round_,
        "buildings": building_sums(found),
        "chosen": chosen,
        "parts": [(part, len(part)) for part in parts],
        "at_once": bool(chosen) or len(parts) <= MOST_PARTS,
        "page": page,
        "rows": [(row, less_text(row.cuts)) for row in page.object_list],
        "told": [row for row in one_by_one if row.told_at],
        "all_ticked": "all" in ticked,
        "query": shown.urlencode(),
        "place_note": round_.estate.label,
    }
    return desk_page(request, "desk/short_doors.html", context, current="desk:home")


@for_roles(*COLLECTORS)
@require_GET
def notes(request: StaffRequest, pk: int) -> HttpResponse:
    """A note for each door that nobody has told yet, of all buildings or of ``?building=``."""
    shortage, round_ = _found(request, pk)
    _chosen, rows = of_building(request, short_doors(shortage_id=pk))
    waiting = [row for row in rows if row.to_tell and row.told_at is None]
    if not waiting:
        return redirect("desk:short_doors", pk=pk)
    url = _log_url(shortage, round_)
    path = round_.estate.path
    sheet = short_notes_sheet(shortage, waiting, path=path, url=url, now=timezone.now())
    return pdf_answer(sheet, name=f"short-notes-{pk}")


@for_roles(*COLLECTORS)
@require_POST
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors that are ticked know it."""
    _found(request, pk)
    ticked = {int(value) for value in request.POST.getlist("doors") if is_number(value)}
    n = tell_doors(shortage_id=pk, share_ids=ticked, actor=request.user, now=timezone.now())
    if n:
        text = ngettext("%(n)s door knows it now.", "%(n)s doors know it now.", n)
        messages.success(request, text % {"n": n})
    elif not ticked:
        messages.error(request, _("Tick who knows it."))
    return back_to(request, "desk:short_doors", pk)


def _found(request: StaffRequest, pk: int) -> tuple[ShortageRow, Round]:
    """Raises NotVisible."""
    shortage = shortage_of(pk)
    return shortage, round_for(viewer=request.user, roles=COLLECTORS, pk=shortage.round_id)


def _log_url(shortage: ShortageRow, round_: Round) -> str:
    """Where everybody may check it; empty where no public address is set."""
    url = str(setting(PUBLIC_URL, place=round_.estate, at=timezone.now())).rstrip("/")
    return url + reverse("resident:shortage", args=[shortage.id]) if url else ""


def _export(shortage: ShortageRow, rows: Sequence[ShortDoor]) -> Export:
    head = (_("Door"), _("How it came"), _("What it does not get"), _("Told at"))
    cells = [
        (
            row.door,
            _(", ").join(str(channel.label) for channel in row.channels),
            less_text(row.cuts),
            minute_text(row.told_at),
        )
        for row in rows
    ]
    title = _("%(good)s: doors to tell") % {"good": shortage.good}
    return Export("short-doors", title, head, cells)
