"""The price board: cost, price and margin of each package, to post with a stamp (R22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.queries import PriceBoardRow, package_row, price_board
from baogong.apps.catalog.services import say_cost
from baogong.apps.people.queries import widest_place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import MARGIN_ALARM_PERCENT
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.components.estates import chosen_estate
from baogong.web.components.fields import YuanField
from baogong.web.paper.corner import sheet_head

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.places.models import Place


class CostForm(forms.Form):
    cost = YuanField(label=gettext_lazy("What the shop asks, in yuan"))


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row of the board; ``too_high``: its margin is above the setting of its place."""

    row: PriceBoardRow
    too_high: bool


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Cost, price and margin; each cost is written down here."""
    return _page(request)


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def cost(request: StaffRequest, pk: int) -> HttpResponse:
    """What a shop asks for a package from now on. A GET leads to the board."""
    package = package_row(pk)
    if not package.published:
        raise NotVisible
    if request.method == "GET":
        return redirect("command:price_board")
    form = CostForm(request.POST)
    if not form.is_valid():
        return _page(request, wrong=(pk, form))
    say_cost(package_id=pk, fen=form.cleaned_data["cost"], actor=request.user, now=timezone.now())
    messages.success(request, _("The cost of %(name)s is written down.") % {"name": package.name})
    place, _estates = _place(request)
    return redirect(f"{reverse('command:price_board')}?estate={place.pk}")


@require_GET
@for_roles(*PLANNERS)
def sheet(request: StaffRequest) -> HttpResponse:
    """The board to post, with room for the estate's stamp."""
    [place, _estates], now = _place(request), timezone.now()
    context = {
        "lines": _lines(_most(place, now=now), now=now),
        **sheet_head(place=place.label, path=place.path, now=now),
    }
    return render(request, "command/price_board_print.html", context)


def _place(request: StaffRequest) -> tuple[Place, list[Place]]:
    """Where the board hangs: the estate in ``?estate=``, or the first one; before there is any,
    the viewer's own place. And the estates to choose from."""
    estates, estate = chosen_estate(request, roles=PLANNERS)
    return estate or widest_place(viewer=request.user, roles=PLANNERS), estates


def _most(place: Place, *, now: datetime) -> int:
    most: int = setting(MARGIN_ALARM_PERCENT, place=place, at=now)
    return most


def _lines(most: int, *, now: datetime) -> list[BoardLine]:
    return [BoardLine(row, row.is_above(most)) for row in price_board(at=now)]


def _page(request: StaffRequest, *, wrong: tuple[int, CostForm] | None = None) -> HttpResponse:
    wrong_id, form = wrong or (None, None)
    [place, estates], now = _place(request), timezone.now()
    most = _most(place, now=now)
    context: dict[str, Any] = {
        "lines": [
            (line, form if line.row.package.id == wrong_id else None)
            for line in _lines(most, now=now)
        ],
        "most": most,
        "place": place,
        "estates": estates,
        "print_url": f"{reverse('command:price_board_print')}?estate={place.pk}",
        "form": form,
        "nav": navigation(request, current="command:catalogue"),
    }
    return render(request, "command/price_board.html", context, status=422 if form else 200)
