"""One crate: its bags, closed by count, then its code for the officer to scan."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baogong.apps.people.enums import Role
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.queries import public_url
from baogong.apps.sorting.queries import crate_bags, crate_for, crate_row
from baogong.apps.sorting.services import close_crate, scan_into_crate
from baogong.plumbing.paper import qr_svg
from baogong.values.codes import BadCode
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.camera import reads_labels
from baogong.web.depot.forms import BagCountForm
from baogong.web.depot.roles import DEPOT
from baogong.web.refusals import refusal_text


@require_http_methods(["GET", "POST"])
@for_roles(*DEPOT)
@reads_labels
def crate(request: StaffRequest, pk: int) -> HttpResponse:
    """Scan what lies in it, or count, and close; a repeated close changes nothing."""
    found = crate_for(viewer=request.user, roles=DEPOT, pk=pk)
    if request.POST.get("step") == "scan":
        return _scanned(request, found)
    form = BagCountForm(request.POST or None, key=uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            close_crate(
                key=form.cleaned_data["key"],
                crate_id=found.pk,
                counted=form.cleaned_data["counted"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("depot:crate", found.pk)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
    return _page(request, found, form=form)


def _scanned(request: StaffRequest, found: Any) -> HttpResponse:
    """The verdict on one label, and the field for the next."""
    verdict, told = "wrong", ""
    try:
        code = request.POST.get("code", "")
        now = timezone.now()
        row = scan_into_crate(crate_id=found.pk, code=code, now=now)
        verdict, told = ("right" if row.scanned_at == now else "again"), row.unit.destination.label
    except BadCode:
        told = _("This is not a whole code. Check each character on the label.")
    except DomainError as error:
        told = refusal_text(error)
    form = BagCountForm(key=uuid4())
    return _page(request, found, form=form, verdict=verdict, told=told)


def _page(
    request: StaffRequest, found: Any, *, form: BagCountForm, verdict: str = "", told: str = ""
) -> HttpResponse:
    row = crate_row(crate_id=found.pk)
    context = {
        "wave": found.wave,
        "crate": row,
        "form": form,
        "verdict": verdict,
        "told": told,
        "may_let_in": Role.COMMANDER in request.roles,
        "bags": crate_bags(crate_id=found.pk),
        "qr": "" if row.is_open else _crate_qr(found.wave.round.estate, row.code),
    }
    refused = verdict == "wrong" or (form.is_bound and form.errors)
    return render(request, "depot/crate.html", context, status=422 if refused else 200)


def _crate_qr(estate: Any, code: str) -> str:
    """The officer's QR code as an image; nothing while no public address is set: it is typed."""
    try:
        address = public_url(place=estate, at=timezone.now())
    except PublicUrlMissing:
        return ""
    svg = b64encode(qr_svg(f"{address}/k/{code}").encode())
    return f"data:image/svg+xml;base64,{svg.decode()}"
