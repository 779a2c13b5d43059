"""Counts that differ between giver and receiver: the list, and what a second count found."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.custody.queries import (
    DiscrepancyRow,
    discrepancy_ids,
    discrepancy_row,
    discrepancy_rows,
    units_of_discrepancy,
)
from baogong.apps.custody.services import settle_discrepancy
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.forms import SettleCountForm
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, minute_text
from baogong.web.refusals import refusal_text


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Open differences, the oldest first; ``?settled=1`` shows the settled ones."""
    return case_page(request, CASES)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One difference beside the list; a POST settles it."""
    chosen = discrepancy_row(viewer=request.user, roles=ROLES, pk=pk)
    form = SettleCountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            settle_discrepancy(
                discrepancy_id=pk,
                found=form.cleaned_data["found"],
                note=form.cleaned_data["note"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The difference is settled."))
            return redirect("desk:differences")
    units = units_of_discrepancy(discrepancy_id=chosen.id)
    return case_page(
        request, CASES, settled=bool(chosen.settled_at), chosen=chosen, form=form, units=units
    )


def _export(rows: Sequence[DiscrepancyRow]) -> Export:
    head = (
        _("When"),
        _("Where"),
        pgettext("count", "Given"),
        _("Counted"),
        _("Difference"),
        _("Giver"),
        _("Receiver"),
        _("Found"),
        _("Note"),
        _("Settled"),
    )
    cells = [
        (
            minute_text(row.at),
            row.place,
            row.expected,
            row.counted,
            row.surplus,
            row.giver,
            row.receiver,
            "" if row.found is None else row.found,
            row.note,
            minute_text(row.settled_at),
        )
        for row in rows
    ]
    return Export("differences", _("Counts that differ"), head, cells)


CASES = Cases(
    template="desk/differences.html",
    current="desk:differences",
    ids=discrepancy_ids,
    rows=discrepancy_rows,
    export=_export,
)
