"""What shops brought too little or too much of: the list, and how it was settled."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.procurement.queries import (
    SupplierDifferenceRow,
    arrival_photos,
    supplier_difference_for,
    supplier_difference_ids,
    supplier_difference_rows,
)
from baogong.apps.procurement.services import settle_supplier_difference
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, minute_text
from baogong.web.refusals import refusal_text


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What was agreed with the shop?"),
        choices=DifferenceOutcome.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Open ones, the oldest first; ``?settled=1`` shows the settled ones, ``?as=`` a file."""
    return case_page(request, CASES)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One beside the list; a POST settles it."""
    chosen = supplier_difference_for(viewer=request.user, roles=ROLES, pk=pk)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            settle_supplier_difference(
                difference_id=chosen.id,
                outcome=DifferenceOutcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The difference is settled."))
            return redirect("desk:supplier_differences")
    photos = arrival_photos(purchase_order_id=chosen.purchase_order_id)
    return case_page(
        request, CASES, settled=bool(chosen.settled_at), chosen=chosen, form=form, photos=photos
    )


def _export(rows: Sequence[SupplierDifferenceRow]) -> Export:
    head = (
        _("When"),
        _("Purchase order"),
        _("Shop"),
        _("Estate"),
        _("Good"),
        pgettext("goods", "Ordered"),
        pgettext("goods", "Counted"),
        _("Outcome"),
        _("Note"),
        _("Settled"),
    )
    cells = [
        (
            minute_text(row.at),
            row.number,
            row.supplier,
            row.estate,
            row.good,
            amount_text(row.expected, row.sold_by),
            amount_text(row.counted, row.sold_by),
            row.outcome,
            row.note,
            minute_text(row.settled_at),
        )
        for row in rows
    ]
    return Export("supplier-differences", _("Differences with shops"), head, cells)


CASES = Cases(
    template="desk/supplier_differences.html",
    current="desk:supplier_differences",
    ids=supplier_difference_ids,
    rows=supplier_difference_rows,
    export=_export,
)
