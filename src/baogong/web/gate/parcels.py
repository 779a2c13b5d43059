"""Parcels that we never sold: scanned or typed at the gate, labelled, sent to the depot."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.gate.queries import (
    GateRow,
    doors_meant,
    gate_for,
    parcel_balance,
    parcels_at,
    parcels_waiting,
)
from baogong.apps.gate.services import Received, ToldParcel, crate_parcels, receive_parcel
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.export import Export, list_answer
from baogong.web.gate.paper.parcel_labels import parcel_label_sheet
from baogong.web.gate.parcel_forms import CountedForm, ParcelForm
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def parcels(request: StaffRequest, gate: int) -> HttpResponse:
    """Scan or type one after the other; the answer fills the top, the next field is ready."""
    found = gate_for(viewer=request.user, pk=gate)
    form = ParcelForm(request.POST or None, initial={"key": uuid4()})
    received = _receive(request, found, form) if form.is_valid() else None
    if received:
        form = ParcelForm(initial={"key": uuid4()})
    now = timezone.now()
    context = {
        "gate": found,
        "form": form,
        "received": received,
        "balance": parcel_balance(found),
        "waiting": parcels_waiting(found, now=now),
        "counted": CountedForm(initial={"key": uuid4(), "shown_at": now}, auto_id="sent_%s"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gate/parcels.html", context, status=status)


def _receive(request: StaffRequest, gate: GateRow, form: ParcelForm) -> Received | None:
    """Receive what a valid form says; None when it has to say more, which the form then tells."""
    data = form.cleaned_data
    doors = doors_meant(gate, data["door"]) if data["door"] else []
    if data["door"] and len(doors) != 1 and not data["unknown"]:
        form.add_error("door", which_door([door.label for door in doors]))
        return None
    told = ToldParcel(
        tracking=data["tracking"],
        door_id=doors[0].id if len(doors) == 1 else None,
        address=data["door"],
        phone_tail=data["tail"],
    )
    try:
        return receive_parcel(
            told, key=data["key"], gate_id=gate.id, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error("door", refusal_text(error))
        return None


def which_door(labels: Sequence[str]) -> str:
    """What to type where a text means no door or several."""
    if not labels:
        return _("No door is called that. Type it again, or tick that it cannot be made out.")
    shown = _(", ").join(labels[:6])
    return _("This may be %(doors)s. Type one of them whole.") % {"doors": shown}


@require_POST
@for_roles(Role.GATE)
def send(request: StaffRequest, gate: int) -> HttpResponse:
    """What the page said may go goes to the depot, into the crates of its entrances."""
    found, form = gate_for(viewer=request.user, pk=gate), CountedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type how many parcels the depot counted, as a whole number."))
        return redirect("gate:parcels", found.id)
    try:
        count = crate_parcels(
            key=form.cleaned_data["key"],
            gate_id=found.id,
            counted=form.cleaned_data["counted"],
            shown_at=form.cleaned_data["shown_at"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Parcels put into crates: %(n)s") % {"n": count})
    return redirect("gate:parcels", found.id)


@require_GET
@for_roles(Role.GATE)
def labels(request: StaffRequest, gate: int) -> HttpResponse:
    """Labels of everything that lies at the gate, in one go."""
    found = gate_for(viewer=request.user, pk=gate)
    place = place_for(viewer=request.user, roles=(Role.GATE,), pk=found.id)
    try:
        sheet = parcel_label_sheet(found, place=place)
    except DomainError as error:
        return render(request, "depot/refused.html", {"text": refusal_text(error)}, status=422)
    if not sheet.items:
        messages.info(request, _("No parcel waits for a label."))
        return redirect("gate:parcels", found.id)
    return pdf_answer(sheet, name=f"parcels-{found.id}")


@require_GET
@for_roles(Role.GATE)
def parcels_export(request: StaffRequest, gate: int) -> HttpResponse:
    """What lies at the gate, as a file."""
    found = gate_for(viewer=request.user, pk=gate)
    head = [_("Door"), _("Label"), _("Platform"), _("Waybill number"), _("Phone")]
    rows = [
        [row.door, row.code, row.platform, row.tracking, row.phone_tail]
        for row in parcels_at(found)
    ]
    place = place_for(viewer=request.user, roles=(Role.GATE,), pk=found.id)
    return list_answer(request, Export("parcels", _("Parcels"), head, rows), place=place)


@require_GET
@for_roles(Role.GATE)
def parcels_print(request: StaffRequest, gate: int) -> HttpResponse:
    """What lies at the gate, door by door."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    head = sheet_head(place=found.label, path=found.path, now=now)
    return render(request, "gate/parcels_print.html", head | {"rows": parcels_at(found)})
