"""The price board: cost, price and margin of each package, to post with a stamp (R22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.catalog.queries import PriceBoardRow, package_row, price_board
from baogong.apps.catalog.services import say_cost
from baogong.apps.people.queries import widest_place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import MARGIN_ALARM_PERCENT
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.components.fields import YuanField
from baogong.web.paper.corner import sheet_head


class CostForm(forms.Form):
    cost = YuanField(label=gettext_lazy("What the shop asks, in yuan"))


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row of the board; ``too_high``: its margin is above the setting."""

    row: PriceBoardRow
    too_high: bool


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Cost, price and margin; each cost is written down here."""
    return _page(request)


@require_POST
@for_roles(*PLANNERS)
def cost(request: StaffRequest, pk: int) -> HttpResponse:
    """What a shop asks for a package from now on."""
    package = package_row(pk)
    if not package.published:
        raise NotVisible
    form = CostForm(request.POST)
    if not form.is_valid():
        return _page(request, wrong=(pk, form))
    say_cost(package_id=pk, fen=form.cleaned_data["cost"], actor=request.user, now=timezone.now())
    messages.success(request, _("The cost of %(name)s is written down.") % {"name": package.name})
    return redirect("command:price_board")


@require_GET
@for_roles(*PLANNERS)
def sheet(request: StaffRequest) -> HttpResponse:
    """The board to post, with room for the estate's stamp."""
    place, now = widest_place(viewer=request.user, roles=PLANNERS), timezone.now()
    context = {"lines": _lines(request), **sheet_head(place=place.label, path=place.path, now=now)}
    return render(request, "command/price_board_print.html", context)


def _lines(request: StaffRequest) -> list[BoardLine]:
    now = timezone.now()
    place = widest_place(viewer=request.user, roles=PLANNERS)
    most = setting(MARGIN_ALARM_PERCENT, place=place, at=now)
    return [
        BoardLine(row, row.margin_percent is not None and row.margin_percent > most)
        for row in price_board(at=now)
    ]


def _page(request: StaffRequest, *, wrong: tuple[int, CostForm] | None = None) -> HttpResponse:
    wrong_id, form = wrong or (None, None)
    context: dict[str, Any] = {
        "lines": [
            (line, form if line.row.package.id == wrong_id else None) for line in _lines(request)
        ],
        "form": form,
        "nav": navigation(request, current="command:catalogue"),
    }
    return render(request, "command/price_board.html", context, status=422 if form else 200)
