"""Filling a group buy: packages of the catalogue, new ones, and taking one out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.catalog.queries import goods, published_packages
from baogong.apps.filings.queries import filing_for
from baogong.apps.filings.services import add_known, add_new, take_out
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.filings.forms import KnownForm, NewPackageForm
from baogong.web.desk.filings.pages import filing_page
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.refusals import refusal_text


@for_roles(*COLLECTORS)
@require_POST
def known(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a package of the catalogue."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = KnownForm(request.POST, packages=published_packages())
    if form.is_valid():
        try:
            add_known(
                package_id=form.cleaned_data["package"],
                stock=form.cleaned_data["stock"],
                filing_id=pk,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("desk:filing", pk)
    return filing_page(request, row, form=form)


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a package that the catalogue does not have."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = NewPackageForm(request.POST or None, goods=goods())
    if request.method == "POST" and form.is_valid():
        stock = form.cleaned_data["stock"]
        try:
            add_new(form.draft, stock=stock, filing_id=pk, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": form.draft.name})
            return redirect("desk:filing", pk)
    context = {"row": row, "form": form, "goods": goods()}
    status = 422 if form.errors else 200
    template = "desk/filings/package.html"
    return desk_page(request, template, context, current="desk:filings", status=status)


@for_roles(*COLLECTORS)
@require_POST
def out(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out the package that ``filed`` names."""
    row = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    filed = request.POST.get("filed", "")
    if is_number(filed):
        try:
            take_out(filed_id=int(filed), filing_id=pk, actor=request.user, now=timezone.now())
        except DomainError as error:
            return filing_page(request, row, errors=[refusal_text(error)])
    return redirect("desk:filing", pk)
