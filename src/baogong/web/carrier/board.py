"""The board of a stairwell, on a screen and on paper: bags by order tail, no names, no doors."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.delivery.queries import BoardStep, board_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.web.access import StaffRequest, for_roles
from baogong.web.paper.corner import sheet_head

VIEWERS = (Role.OFFICER, Role.GRID_LEADER, Role.CLERK, Role.COMMANDER)


@for_roles(*VIEWERS)
@require_GET
def board(request: StaffRequest, pk: int) -> HttpResponse:
    return render(request, "carrier/board.html", _context(request, pk))


@for_roles(*VIEWERS)
@require_GET
def board_print(request: StaffRequest, pk: int) -> HttpResponse:
    return render(request, "carrier/board_print.html", _context(request, pk))


def _context(request: StaffRequest, pk: int) -> dict[str, Any]:
    entrance = place_for(viewer=request.user, roles=VIEWERS, pk=pk)
    now, words = timezone.now(), _words()
    rows = board_of(entrance_id=entrance.pk, day=timezone.localdate(now))
    counts: Counter[BoardStep] = Counter()
    for row in rows:
        counts.update(dict(row.steps))
    return {
        "entrance": entrance,
        **sheet_head(place=entrance.label, path=entrance.path, now=now),
        "rows": [(row, [(words[step], n, step) for step, n in row.steps]) for row in rows],
        "counts": [(words[step], counts[step]) for step in BoardStep if counts[step]],
    }


def _words() -> dict[BoardStep, str]:
    return {
        BoardStep.NOT_PACKED: _("not packed yet"),
        BoardStep.AT_DEPOT: _("packed, waits at the depot"),
        BoardStep.ON_THE_WAY: _("with the building officer"),
        BoardStep.THERE: _("there"),
        BoardStep.COMES_AGAIN: _("comes again"),
        BoardStep.NOT_COMING: _("nothing of it arrived"),
    }
