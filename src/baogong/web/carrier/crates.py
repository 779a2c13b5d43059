"""Taking a crate from the depot: scan or type its code, count the bags blind."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.delivery.queries import CrateRow, border_of, crate_for
from baogong.apps.delivery.services import accept_crate
from baogong.apps.people.enums import Role
from baogong.values.codes import BadCode, read_code
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.carrier.forms import CountForm
from baogong.web.carrier.home import home_page
from baogong.web.components.camera import reads_labels
from baogong.web.refusals import refusal_text


@require_GET
def scanned(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - a view's shape
    """Where the code on a crate's label leads."""
    return redirect("carrier:crate", code)


@for_roles(Role.OFFICER)
@reads_labels
@require_GET
def find(request: StaffRequest) -> HttpResponse:
    """Open the crate whose code was typed, or say what to check."""
    typed = request.GET.get("code", "").strip()
    try:
        crate = crate_for(viewer=request.user, code=read_code(typed), now=timezone.now())
    except BadCode:
        error = _("No crate has this code. Check the characters on the label.")
        return home_page(request, code=typed, error=error, status=422)
    except NotVisible:
        return home_page(request, code=typed, error=_why_not(request, typed), status=422)
    return redirect("carrier:crate", crate.code)


@for_roles(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def accept(request: StaffRequest, code: str) -> HttpResponse:
    """Count a crate's bags and take it; both counts are shown only afterwards."""
    crate = _crate(request, code)
    if crate.mine:
        return redirect(
            "carrier:accepted" if request.method == "POST" else "carrier:run", crate.run_id
        )
    form = CountForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            run = accept_crate(
                key=form.cleaned_data["key"],
                crate_id=crate.id,
                counted=form.cleaned_data["counted"],
                officer=request.user,
                occurred_at=now,
                now=now,
            )
            return redirect("carrier:accepted", run.pk)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
    context = {
        "crate": crate,
        "form": form,
        "closed_to": refusal_text(crate.border.refusal) if crate.border else "",
    }
    status = 422 if form.errors else 200
    return render(request, "carrier/crate.html", context, status=status)


def _why_not(request: StaffRequest, typed: str) -> str:
    """Why a crate is not the viewer's: a border lies before it, or it is for other entrances."""
    border = border_of(viewer=request.user, code=read_code(typed), now=timezone.now())
    if border:
        return refusal_text(border.refusal)
    return _("This crate is not for one of your entrances. Ask at the depot.")


def _crate(request: StaffRequest, code: str) -> CrateRow:
    try:
        return crate_for(viewer=request.user, code=read_code(code), now=timezone.now())
    except BadCode:
        raise NotVisible from None
