"""Disinfection: what is being sprayed, what rests and until when."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.queries import (
    GateRow,
    batch_for,
    batches_of,
    gate_for,
    lots_to_spray,
    parcels_in_batch,
    parcels_scanned,
    parcels_since,
    unsprayed_parcels,
    was_started,
)
from baogong.apps.gate.services import end_batch, start_batch
from baogong.apps.people.enums import Role
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.gate.batch_form import BatchForm, not_lying_here
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def batches(request: StaffRequest, gate: int) -> HttpResponse:
    """The clocks that run, the next release on top; a POST starts a batch."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    lots, parcels = lots_to_spray(found), unsprayed_parcels(found)
    form = BatchForm(request.POST or None, lots=lots, parcels=parcels, key=uuid4())
    if was_started(found, key=request.POST.get("key", "")) or (
        form.is_valid() and _start(request, found, form, now=now)
    ):
        return redirect("gate:batches", found.id)
    if form.errors:
        form.renew_key(request.POST)
    rows = batches_of(found, now=now)
    resting = [row for row in rows if row.state is BatchState.RESTING]
    context = {
        "gate": found,
        "form": form,
        "lots": lots,
        "is_open": bool(lots or parcels.count),
        "rows": rows,
        "next": resting[0] if resting else None,
    }
    status = 422 if form.errors else 200
    return render(request, "gate/batches.html", context, status=status)


def _start(request: StaffRequest, gate: GateRow, form: BatchForm, *, now: datetime) -> bool:
    """Start what a valid form says; else the form tells what is wrong."""
    scanned, unknown = parcels_scanned(gate, form.cleaned_data.get("scanned", ()))
    if unknown:
        form.add_error("scanned", not_lying_here(unknown))
        return False
    since = form.since()
    came = parcels_since(gate, since=since) if since else []
    if since and not came:
        form.add_error("since_clock", _("No parcel that lies here unsprayed came since then."))
        return False
    try:
        start_batch(
            key=form.cleaned_data["key"],
            gate_id=gate.id,
            lot_ids=form.cleaned_data.get("lots", ()),
            parcel_ids={*scanned, *came},
            actor=request.user,
            now=now,
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    return True


@require_POST
@for_roles(Role.GATE)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Spraying is over; the clock of the rest begins."""
    now = timezone.now()
    batch = batch_for(viewer=request.user, pk=pk, now=now)
    try:
        end_batch(batch_id=batch.id, actor=request.user, now=now)
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("gate:batches", batch.gate_id)


@require_GET
@for_roles(Role.GATE)
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """A batch's card, to be stuck to the pile."""
    now = timezone.now()
    batch = batch_for(viewer=request.user, pk=pk, now=now)
    head = sheet_head(place=batch.gate, path=batch.gate_path, now=now)
    context = {"batch": batch, "parcels": parcels_in_batch(batch.id)}
    return render(request, "gate/batch_card.html", head | context)
