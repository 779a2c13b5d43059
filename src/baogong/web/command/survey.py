"""The survey of supply: what shops can deliver in a day, beside what is asked for (R33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.queries import GoodRow, good_ids, goods
from baogong.apps.people.queries import towns_of
from baogong.apps.procurement.queries import SupplyRow, supply_rows, survey_of, surveyed
from baogong.apps.procurement.services import write_survey
from baogong.apps.suppliers.queries import supplier_for, supplier_rows
from baogong.values.errors import NotVisible
from baogong.values.quantity import GRAMS_PER_KG
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND
from baogong.web.export import Export, asks_for_list, list_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_KG = 1_000_000


class SurveyForm(forms.Form):
    """Kilograms of each good that a supplier can deliver in a day; empty: none."""

    def __init__(
        self, data: Any = None, *, goods: Sequence[GoodRow], known: Mapping[str, int]
    ) -> None:
        super().__init__(data)
        self.goods = goods
        for good in goods:
            grams = known.get(good.sku)
            self.fields[f"kg-{good.sku}"] = forms.IntegerField(
                label=_("%(good)s (kg a day)") % {"good": good.name},
                min_value=0,
                max_value=MOST_KG,
                required=False,
                initial=grams and grams // GRAMS_PER_KG,
            )

    def grams(self) -> dict[str, int]:
        """By SKU, of the goods that the supplier can deliver."""
        told = {good.sku: self.cleaned_data[f"kg-{good.sku}"] for good in self.goods}
        return {sku: kg * GRAMS_PER_KG for sku, kg in told.items() if kg}


@require_GET
@for_roles(*COMMAND)
def index(request: StaffRequest) -> HttpResponse:
    """Totals by good beside the need, and the suppliers to ask; ``?as=`` takes the list out.

    Shops deliver to the whole town, so beside one estate's need everything would look plenty.
    """
    towns = towns_of(viewer=request.user, roles=COMMAND)
    if not towns:
        raise NotVisible
    rows = supply_rows(viewer=request.user, roles=COMMAND, today=timezone.localdate())
    if asks_for_list(request):
        return list_answer(request, _export(rows), place=towns[0])
    suppliers = supplier_rows(viewer=request.user, roles=COMMAND)
    counts = surveyed([supplier.id for supplier in suppliers])
    context = {
        "nav": navigation(request, current="command:stock"),
        "rows": rows,
        "suppliers": [(supplier, counts.get(supplier.id, 0)) for supplier in suppliers],
    }
    return render(request, "command/survey.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*COMMAND)
def fill(request: StaffRequest, pk: int) -> HttpResponse:
    """What one supplier can deliver in a day."""
    supplier = supplier_for(viewer=request.user, roles=COMMAND, pk=pk)
    listed = goods()
    ids = good_ids([good.sku for good in listed])
    said = survey_of(supplier_id=pk)
    known = {sku: said[good_id] for sku, good_id in ids.items() if good_id in said}
    form = SurveyForm(request.POST or None, goods=listed, known=known)
    if request.method == "POST" and form.is_valid():
        write_survey(
            {ids[sku]: grams for sku, grams in form.grams().items()},
            supplier_id=pk,
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("%(name)s was saved.") % {"name": supplier.name})
        return redirect("command:survey")
    context = {
        "nav": navigation(request, current="command:stock"),
        "supplier": supplier,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "command/survey_fill.html", context, status=status)


def _export(rows: Sequence[SupplyRow]) -> Export:
    head = (
        _("Good"),
        _("Short code"),
        _("Shops"),
        _("Can come, kg"),
        _("Asked, kg"),
        _("Short, kg"),
    )
    cells = [
        (
            row.good,
            row.sku,
            row.suppliers,
            *(grams / GRAMS_PER_KG for grams in (row.grams, row.need, row.short)),
        )
        for row in rows
    ]
    return Export("supply-survey", _("Supply survey"), head, cells)
