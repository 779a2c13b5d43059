"""Manifests come in, parcels whose door nobody knows are looked at, and any one by its label."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.custody.queries import handoffs_of
from baogong.apps.gate.manifests import told_by
from baogong.apps.gate.queries import (
    PARCEL_ROLES,
    doors_meant,
    gate_for,
    parcel_by_code,
    parcel_for,
    parcel_rest,
    parcels_to_review,
)
from baogong.apps.gate.services import announce_parcels, settle_door
from baogong.apps.people.enums import Role
from baogong.readers.manifests import read_manifest
from baogong.values.codes import BadCode
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.gate.parcel_forms import DoorForm, ManifestForm, doubt_text
from baogong.web.refusals import refusal_text


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def manifest(request: StaffRequest, gate: int) -> HttpResponse:
    """Take in a platform's list; rows that cannot be used are named."""
    found = gate_for(viewer=request.user, pk=gate)
    form = ManifestForm(request.POST or None, request.FILES or None)
    doubts: list[str] = []
    if form.is_valid():
        read = read_manifest(form.cleaned_data["file"].read())
        doubts = [doubt_text(doubt) for doubt in read.doubts]
        if read.lines:
            told = told_by(read.lines, gate=found, platform=form.cleaned_data["platform"])
            count = announce_parcels(
                told, gate_id=found.id, actor=request.user, now=timezone.now()
            )
            messages.success(request, _("Parcels announced: %(n)s") % {"n": count})
            if not doubts:
                return redirect("gate:parcels", found.id)
    context = {"gate": found, "form": form, "doubts": doubts}
    status = 422 if doubts or (form.is_bound and form.errors) else 200
    return render(request, "gate/manifest.html", context, status=status)


@require_http_methods(["GET"])
@for_roles(Role.GATE)
def review(request: StaffRequest, gate: int) -> HttpResponse:
    """Parcels without a door, those that are here first."""
    found = gate_for(viewer=request.user, pk=gate)
    context = {"gate": found, "rows": parcels_to_review(found)}
    return render(request, "gate/parcel_review.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def parcel(request: StaffRequest, pk: int) -> HttpResponse:
    """One parcel of the review list with the doors that its address may mean."""
    row = parcel_for(viewer=request.user, pk=pk)
    gate = gate_for(viewer=request.user, pk=row.gate_id)
    form = DoorForm(request.POST or None)
    if form.is_valid():
        doors = doors_meant(gate, form.cleaned_data["door"])
        if len(doors) != 1:
            form.add_error("door", _("Type one door whole, for example as on the list below."))
        else:
            try:
                settle_door(
                    parcel_id=row.id,
                    door_id=doors[0].id,
                    actor=request.user,
                    now=timezone.now(),
                )
            except DomainError as error:
                form.add_error("door", refusal_text(error))
            else:
                return redirect("gate:parcel_review", gate.id)
    candidates = doors_meant(gate, row.address) if row.address else []
    context = {"gate": gate, "row": row, "form": form, "candidates": candidates}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gate/parcel.html", context, status=status)


@require_GET
@for_roles(*PARCEL_ROLES)
def label(request: StaffRequest, code: str) -> HttpResponse:
    """A parcel whose label was scanned: its door, who has it, and where its rest stands."""
    try:
        row = parcel_by_code(viewer=request.user, code=code)
    except BadCode:
        raise NotVisible from None
    context = {
        "row": row,
        "rest": parcel_rest(row.id, now=timezone.now()),
        "handoffs": handoffs_of(row.code),
    }
    return render(request, "gate/label.html", context)
