"""What lies at the depots: how long it lasts, how old it is, and who sees to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.enums import GoodCategory, SoldBy
from baogong.apps.inventory.queries import AreaRow, area_rows
from baogong.apps.inventory.services import AreaPlan, plan_areas
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import holders_of, place_for, places_of_kind, towns_of
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import estate_of, setting_by_place
from baogong.apps.places.settings import COVER_DAYS
from baogong.apps.reporting.queries import StockRow, stock_rows
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND, PLANNERS
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import AmountField
from baogong.web.export import Export, list_answer
from baogong.web.paper.corner import sheet_head

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class StockLine:
    """A row of the list, and what is wrong with it."""

    row: StockRow
    short: bool
    old: bool
    hours: int

    @property
    def per_day(self) -> int:
        return round(self.row.per_day)

    @property
    def cover_text(self) -> str:
        """``"0.8 天"``; empty where nobody asks for the good."""
        days = self.row.cover_days
        if days is None:
            return ""
        return ngettext("%(n)s day", "%(n)s days", round(days)) % {"n": f"{days:.1f}"}


class AreasForm(forms.Form):
    """Who sees to each kind of goods, and below how much it is refilled."""

    def __init__(
        self, data: object, *, people: dict[int, str], areas: dict[GoodCategory, AreaRow]
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = [("", _("nobody yet")), *((str(pk), name) for pk, name in people.items())]
        for category in GoodCategory:
            area = areas.get(category)
            self.fields[category.value] = forms.TypedChoiceField(
                label=category.label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=area and area.owner_id,
            )
            self.fields[f"{category}_par"] = AmountField(
                label=_("%(kind)s: refill below, in jin") % {"kind": category.label},
                sold_by=SoldBy.GRAM,
                required=False,
                initial=area and area.par_grams,
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """(owner, par) of each kind."""
        return [(self[category.value], self[f"{category}_par"]) for category in GoodCategory]

    def plans(self) -> dict[GoodCategory, AreaPlan]:
        data = self.cleaned_data
        return {
            category: AreaPlan(data[category.value], data[f"{category}_par"])
            for category in GoodCategory
        }


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Goods by depot; ``?only=alarm`` shows those that are short or old."""
    estates = _estates(request)
    lines = stock_lines(estates, now=timezone.now())
    alarms = [line for line in lines if line.short or line.old]
    context = {
        "nav": navigation(request, current="command:stock"),
        "lines": alarms if request.GET.get("only") == "alarm" else lines,
        "all": len(lines),
        "alarms": len(alarms),
        "only": request.GET.get("only") == "alarm",
        "estates": estates,
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "sees_towns": bool(towns_of(viewer=request.user, roles=COMMAND)),
        "depots": places_of_kind(viewer=request.user, roles=COMMAND, kind=PlaceKind.DEPOT),
    }
    return render(request, "command/stock.html", context)


@require_GET
@for_roles(*PLANNERS)
def export(request: StaffRequest) -> HttpResponse:
    """The list as a file; ``?as=xlsx`` as a workbook."""
    estates = _estates(request)
    if not estates:
        return redirect("command:stock")
    head = (
        _("Depot"),
        _("Good"),
        _("On the shelf"),
        _("Arriving"),
        _("Waited for"),
        _("A day asks for"),
        _("Lasts"),
        _("Hours in the store"),
        _("Owner"),
    )
    lines = stock_lines(estates, now=timezone.now())
    found = Export("stock", _("Stock"), head, [_cells(line) for line in lines])
    return list_answer(request, found, place=estates[0])


@require_GET
@for_roles(*PLANNERS)
def sheet(request: StaffRequest) -> HttpResponse:
    """The list on paper."""
    estates, now = _estates(request), timezone.now()
    if not estates:
        return redirect("command:stock")
    head = sheet_head(place=estates[0].label, path=estates[0].path, now=now)
    context = {"lines": stock_lines(estates, now=now), **head}
    return render(request, "command/stock_print.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*COMMAND)
def owners(request: StaffRequest, pk: int) -> HttpResponse:
    """Say who sees to each kind of goods at a depot, and below what it is refilled."""
    depot = place_for(viewer=request.user, roles=COMMAND, pk=pk)
    if depot.kind != PlaceKind.DEPOT:
        raise NotVisible
    sorters = holders_of(Role.SORTER, estate=estate_of(depot))
    form = AreasForm(
        request.POST or None,
        people={holder.user_id: holder.name for holder in sorters},
        areas={GoodCategory(area.category): area for area in area_rows(depot_id=pk)},
    )
    if request.method == "POST" and form.is_valid():
        plan_areas(form.plans(), depot=depot, actor=request.user, now=timezone.now())
        messages.success(request, _("The areas are planned."))
        return redirect("command:stock")
    context = {
        "nav": navigation(request, current="command:stock"),
        "place": depot.label,
        "form": form,
        "people": sorters,
    }
    return render(
        request, "command/stock_owners.html", context, status=422 if form.errors else 200
    )


def stock_lines(estates: Collection[Place], *, now: datetime) -> list[StockLine]:
    """The stock of estates, each good beside what is wrong with it."""
    days = setting_by_place(COVER_DAYS, places=estates, at=now)
    rows = stock_rows(estate_ids=list(days), today=timezone.localdate(now))
    return [
        StockLine(row, row.is_short(days=days[row.estate_id]), row.is_old(now), row.hours_old(now))
        for row in rows
    ]


def alarm_texts(estates: Collection[Place], *, now: datetime) -> list[str]:
    """``"小青菜 0.8 天"``: the goods that do not last, and those that are too old."""
    found = []
    for line in stock_lines(estates, now=now):
        if line.short:
            found.append(f"{line.row.good} {line.cover_text or _('not enough')}")
        if line.old:
            words = {"good": line.row.good, "n": line.hours, "owner": line.row.owner}
            old = _("%(good)s %(n)s h in the store (%(owner)s)") if line.row.owner else ""
            found.append((old or _("%(good)s %(n)s h in the store")) % words)
    return found


def _estates(request: StaffRequest) -> list[Place]:
    return places_of_kind(viewer=request.user, roles=PLANNERS, kind=PlaceKind.ESTATE)


def _cells(line: StockLine) -> tuple[object, ...]:
    row = line.row
    amounts = (row.on_hand, row.arriving, row.promised, line.per_day)
    return (
        row.depot,
        row.good,
        *(amount_text(amount, row.sold_by) if amount else "0" for amount in amounts),
        line.cover_text,
        line.hours,
        row.owner,
    )
