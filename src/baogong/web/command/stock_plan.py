"""What an estate is to have in store for a day: varieties, how much of each, and what is short."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.queries import GoodRow, good_ids, goods
from baogong.apps.inventory.queries import PlanRow, planned_before, stock_plan
from baogong.apps.inventory.services import say_plan_ready, write_stock_plan
from baogong.apps.people.queries import estate_for
from baogong.values.errors import DomainError, NotVisible
from baogong.values.quantity import GRAMS_PER_JIN
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.components.fields import AmountField, day_of
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from baogong.apps.places.models import Place


class PlanForm(forms.Form):
    """How much of each good there is to be; empty: none of it is planned."""

    def __init__(
        self, data: Any = None, *, goods: Sequence[GoodRow], planned: Mapping[str, int]
    ) -> None:
        super().__init__(data, initial={f"jin-{sku}": grams for sku, grams in planned.items()})
        self.goods = goods
        for good in goods:
            self.fields[f"jin-{good.sku}"] = AmountField(
                label=good.name, sold_by=SoldBy.GRAM, may_be_none=True, required=False
            )

    def rows(self) -> list[tuple[GoodRow, forms.BoundField]]:
        return [(good, self[f"jin-{good.sku}"]) for good in self.goods]

    def grams(self) -> dict[str, int]:
        """By SKU, of the goods that are planned."""
        told = {good.sku: self.cleaned_data[f"jin-{good.sku}"] for good in self.goods}
        return {sku: grams for sku, grams in told.items() if grams}


class ReadyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it enough?"),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None, *, short: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = short


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def plan(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """The plan of a day with what is short; a POST plans anew, ``?as=`` takes it out."""
    place = _estate(request, estate, date)
    if asks_for_list(request):
        return list_answer(request, _export(place, date), place=place)
    listed = goods()
    ids = good_ids([good.sku for good in listed])
    found = stock_plan(estate=place, day=date)
    form = PlanForm(
        request.POST or None, goods=listed, planned=_first(found, place, date=date, ids=ids)
    )
    if request.method == "POST" and form.is_valid():
        write_stock_plan(
            {ids[sku]: grams for sku, grams in form.grams().items()},
            estate=place,
            day=date,
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The plan is written."))
        return redirect("command:stock_plan", estate, date)
    return _page(request, place, date, found=found, form=form)


@require_POST
@for_roles(*PLANNERS)
def ready(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """Say that the plan is enough."""
    place = _estate(request, estate, date)
    found = stock_plan(estate=place, day=date)
    form = ReadyForm(request.POST, short=bool(found.lines) and found.is_short)
    if form.is_valid():
        try:
            say_plan_ready(
                estate=place,
                day=date,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("reason", refusal_text(error))
        else:
            messages.success(request, _("The plan is ready."))
            return redirect("command:stock_plan", estate, date)
    listed = goods()
    planned = {line.sku: line.grams for line in found.lines}
    plan_form = PlanForm(goods=listed, planned=planned)
    return _page(request, place, date, found=found, form=plan_form, saying=form)


def _estate(request: StaffRequest, pk: int, date: datetime.date) -> Place:
    """Raises NotVisible, also for a day of another century."""
    if day_of(date.isoformat()) is None:
        raise NotVisible
    return estate_for(viewer=request.user, roles=PLANNERS, pk=pk)


def _first(
    found: PlanRow, place: Place, *, date: datetime.date, ids: Mapping[str, int]
) -> dict[str, int]:
    """What is planned; before anything is, what was for the last day that had a plan."""
    if found.lines:
        return {line.sku: line.grams for line in found.lines}
    before = planned_before(estate=place, day=date)
    return {sku: before[pk] for sku, pk in ids.items() if pk in before}


def _page(
    request: StaffRequest,
    place: Place,
    date: datetime.date,
    *,
    found: PlanRow,
    form: PlanForm,
    saying: ReadyForm | None = None,
) -> HttpResponse:
    day = datetime.timedelta(days=1)
    context = {
        "nav": navigation(request, current="command:stock"),
        "place": place.label,
        "estate": place,
        "date": date,
        "before": date - day,
        "after": date + day,
        "plan": found,
        "form": form,
        "saying": saying or ReadyForm(short=found.is_short),
    }
    wrong = form.errors or (saying and saying.errors)
    return render(request, "command/stock_plan.html", context, status=422 if wrong else 200)


def _export(place: Place, date: datetime.date) -> Export:
    found = stock_plan(estate=place, day=date)
    head = (_("Good"), _("Short code"), _("Kind"), _("Planned, jin"), _("Short, jin"))
    cells = [
        (
            line.good,
            line.sku,
            line.category.label,
            line.grams / GRAMS_PER_JIN,
            line.short / GRAMS_PER_JIN,
        )
        for line in found.lines
    ]
    total = (_("Total"), "", "", found.grams / GRAMS_PER_JIN, "")
    return Export("stock-plan", f"{_('Stock plan')} {date:%Y-%m-%d}", head, [*cells, total])
