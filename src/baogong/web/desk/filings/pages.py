"""The list of group buys that were filed, and one of them on its way."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.catalog.queries import published_packages
from baogong.apps.filings.enums import OPEN, FilingState
from baogong.apps.filings.queries import FilingRow, carriers_of, filing_for, filings_of
from baogong.apps.filings.services import (
    change_filing,
    draft_filing,
    file_filing,
    withdraw_filing,
)
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.apps.suppliers.queries import suppliers_at
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.filings.forms import KnownForm, TermsForm, first_terms, terms_of
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.refusals import refusal_text

MOST = 100


@for_roles(*COLLECTORS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every filing of the viewer's estates with its state, the latest first."""
    rows = filings_of(viewer=request.user, roles=COLLECTORS, states=list(FilingState), most=MOST)
    context = {
        "rows": rows,
        "estates": places_of_kind(viewer=request.user, roles=COLLECTORS, kind=PlaceKind.ESTATE),
    }
    return desk_page(request, "desk/filings/index.html", context, current="desk:filings")


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def create(request: StaffRequest, estate: int) -> HttpResponse:
    """Write a group buy down; its packages come after."""
    place = estate_for(viewer=request.user, roles=COLLECTORS, pk=estate)
    suppliers, now = _suppliers(place.path), timezone.now()
    form = _form(
        request,
        estate,
        suppliers=suppliers,
        initial=first_terms(now, key=uuid4(), suppliers=suppliers),
    )
    if form.is_valid():
        act: dict[str, Any] = {"actor": request.user, "now": now}
        key = form.cleaned_data["key"]
        filing_id = _done(
            form,
            lambda: draft_filing(form.terms(), key=key, estate_id=place.pk, **act).pk,
        )
        if filing_id:
            return redirect("desk:filing", filing_id)
    return _terms(request, form, place=place.label)


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Say anew what it is to be."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    suppliers, now = _suppliers(row.estate_path), timezone.now()
    form = _form(request, row.estate_id, suppliers=suppliers, initial=terms_of(row, key=uuid4()))
    if form.is_valid():
        act: dict[str, Any] = {"actor": request.user, "now": now}
        if _done(form, lambda: change_filing(form.terms(), filing_id=pk, **act).pk):
            messages.success(request, _("Saved."))
            return redirect("desk:filing", pk)
    return _terms(request, form, place=row.estate, row=row)


@for_roles(*COLLECTORS)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What it is, what is in it, how far it has come and what it still lacks."""
    return filing_page(request, filing_for(viewer=request.user, roles=COLLECTORS, pk=pk))


@for_roles(*COLLECTORS)
@require_POST
def file(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand it in for approval."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        file_filing(filing_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        return filing_page(request, row, errors=[refusal_text(error)])
    messages.success(request, _("Filed. A commander approves or refuses it."))
    return redirect("desk:filing", pk)


@for_roles(*COLLECTORS)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it back for good."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        withdraw_filing(filing_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        return filing_page(request, row, errors=[refusal_text(error)])
    messages.success(request, _("%(title)s is withdrawn.") % {"title": row.title})
    return redirect("desk:filings")


def filing_page(
    request: StaffRequest,
    row: FilingRow,
    *,
    form: KnownForm | None = None,
    errors: list[str] | None = None,
) -> HttpResponse:
    """A filing's page; ``form``: a package of the catalogue that could not be added."""
    inside = {filed.package.id for filed in row.packages}
    packages = [package for package in published_packages() if package.id not in inside]
    is_open = row.state in OPEN
    context = {
        "row": row,
        "is_open": is_open,
        "may_change": is_open and row.filed_by_id == request.user.pk,
        "carriers": carriers_of(row, now=timezone.now()) if is_open else None,
        "packages": packages,
        "form": form or KnownForm(packages=packages),
        "errors": errors,
    }
    status = 422 if errors or form else 200
    template = "desk/filings/detail.html"
    return desk_page(request, template, context, current="desk:filings", status=status)


def _suppliers(path: str) -> dict[int, str]:
    """The town's suppliers whose licence is on file and not over, by id."""
    today = timezone.localdate()
    return {
        pk: _licensed(supplier.name, supplier.licence, supplier.licence_until)
        for pk, supplier in suppliers_at(path=path).items()
        if supplier.licence and (supplier.licence_until is None or supplier.licence_until >= today)
    }


def _licensed(name: str, licence: str, until: date | None) -> str:
    words = {"name": name, "licence": licence}
    if until is None:
        return _("%(name)s (licence %(licence)s)") % words
    day = date_format(until, "YEAR_DATE_FORMAT")
    return _("%(name)s (licence %(licence)s, until %(day)s)") % (words | {"day": day})


def _form(
    request: StaffRequest, estate_id: int, *, suppliers: dict[int, str], initial: dict[str, Any]
) -> TermsForm:
    gates = {
        gate.pk: gate.label
        for gate in places_of_kind(viewer=request.user, roles=COLLECTORS, kind=PlaceKind.GATE)
        if gate.parent_id == estate_id
    }
    return TermsForm(
        request.POST or None,
        request.FILES or None,
        suppliers=suppliers,
        gates=gates,
        initial=initial,
    )


def _done(form: TermsForm, act: Callable[[], int]) -> int:
    """What the act answers; 0 when it was refused, which the form tells then."""
    try:
        return act()
    except DomainError as error:
        form.refuse(error)
        return 0


def _terms(
    request: StaffRequest, form: TermsForm, *, place: str, row: FilingRow | None = None
) -> HttpResponse:
    context = {"form": form, "estate": place, "row": row}
    status = 422 if form.errors else 200
    template = "desk/filings/terms.html"
    return desk_page(request, template, context, current="desk:filings", status=status)
