"""What is kept of people, until when, and the proofs that it went."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.enums import ErasureReason
from baogong.apps.people.queries import (
    erasure_rows,
    estate_for,
    kept_row,
    kept_rows,
    rows_left,
)
from baogong.apps.people.services import erase_now
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.scope import whole_number
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.erasures import erasure_sheet
from baogong.web.refusals import refusal_text
from baogong.web.setup.navigation import SETUP, navigation

SHOWN_PROOFS = 100


class EraseForm(forms.Form):
    """Why, and that it is meant."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=[("", "—"), *ErasureReason.choices]
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this when you mean it.")},
    )


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Every kind of personal data with its rows and its end; below, the proofs."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    now = timezone.now()
    proofs = erasure_rows(estate=estate)
    kept = kept_rows(estate=estate, now=now)
    labels = {row.key: _(row.label) for row in kept}
    left = rows_left(estate=estate)
    reasons = dict(ErasureReason.choices)
    context = {
        "nav": navigation(current="setup:privacy"),
        "place": estate.label,
        "estate": estate,
        "kept": kept,
        "proofs": [
            (row, labels.get(row.what, row.what), reasons.get(row.reason, ""))
            for row in proofs[:SHOWN_PROOFS]
        ],
        "count": len(proofs),
        "broken": sum(row.broken for row in proofs),
        "left": [(labels[what], rows) for what, rows in left.items() if rows],
        "backups_until": _backups_until(proofs[0].erased_at) if proofs else None,
        "backups_kept": settings.BACKUPS_KEPT,
    }
    return render(request, "setup/kept.html", context)


def _backups_until(erased_at: datetime) -> datetime:
    """When the last nightly backup from before the newest erasure is removed."""
    return erased_at + timedelta(days=settings.BACKUPS_KEPT)


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def erase(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    """Look at how many rows would go; then, with a reason, let them go at once."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    now = timezone.now()
    kept = kept_row(what, estate=estate, now=now)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = erase_now(
                what,
                estate=estate,
                expected=whole_number(request.POST.get("expected", "")),
                reason=ErasureReason(form.cleaned_data["reason"]),
                actor=request.user,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            done = ngettext("%(n)s row was erased.", "%(n)s rows were erased.", rows)
            messages.success(request, done % {"n": rows})
            return redirect("setup:kept", pk)
    context = {
        "nav": navigation(current="setup:privacy"),
        "place": estate.label,
        "estate": estate,
        "label": _(kept.label),
        "rows": kept.rows,
        "form": form,
    }
    return render(request, "setup/erase.html", context, status=422 if form.errors else 200)


@require_GET
@for_roles(*SETUP)
def proof(request: StaffRequest, pk: int) -> HttpResponse:
    """The proofs on paper, to sign and file."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    return pdf_answer(erasure_sheet(estate, now=timezone.now()), name=f"erasures-{pk}")
