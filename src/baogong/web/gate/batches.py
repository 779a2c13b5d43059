"""Disinfection: what is being sprayed, what rests and until when."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.queries import batch_for, batches_of, gate_for, lots_to_spray
from baogong.apps.gate.services import end_batch, start_batch
from baogong.apps.people.enums import Role
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text


class BatchForm(forms.Form):
    """What is sprayed together. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    lots = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What is sprayed?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def batches(request: StaffRequest, gate: int) -> HttpResponse:
    """The clocks that run, the next release on top; a POST starts a batch."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    form = BatchForm(request.POST or None, initial={"key": uuid4()})
    lots = lots_to_spray(found)
    form.fields["lots"].choices = [  # type: ignore[attr-defined]
        (str(lot.id), f"{lot.good} {amount_text(lot.on_hand, lot.sold_by)} · {lot.supplier}")
        for lot in lots
    ]
    if form.is_valid():
        data = form.cleaned_data
        try:
            start_batch(
                key=data["key"],
                gate_id=found.id,
                lot_ids=data["lots"],
                actor=request.user,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("gate:batches", found.id)
    rows = batches_of(found, now=now)
    resting = [row for row in rows if row.state is BatchState.RESTING]
    context = {
        "gate": found,
        "form": form,
        "lots": lots,
        "rows": rows,
        "next": resting[0] if resting else None,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gate/batches.html", context, status=status)


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
    return render(request, "gate/batch_card.html", head | {"batch": batch})
