"""Packages with contents and price, and the goods that they are made of."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.queries import good_row, goods, package_row, package_rows
from baogong.apps.catalog.services import change_package, define_good, define_package, keep_good
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.catalogue_forms import GoodForm, KeepingForm, PackageForm
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.refusals import refusal_text


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Every package, and every good."""
    context = {"packages": package_rows(), "goods": goods()}
    return _page(request, "command/catalogue.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def good(request: StaffRequest) -> HttpResponse:
    """Add a kind of goods."""
    form = GoodForm(request.POST or None, initial={"sold_by": "gram"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft = form.draft(sku=data["sku"], name=data["name"], piece_grams=data["piece_grams"])
            define_good(draft, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("sku", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": data["name"]})
            return redirect("command:catalogue")
    return _page(request, "command/good.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def keeping(request: StaffRequest, sku: str) -> HttpResponse:
    """Say anew how a good is kept."""
    row = good_row(sku)
    known = {name: getattr(row, name) for name in KeepingForm.base_fields}
    form = KeepingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        keep_good(form.draft(sku=sku), actor=request.user, now=timezone.now())
        messages.success(request, _("%(name)s was saved.") % {"name": row.name})
        return redirect("command:catalogue")
    return _page(request, "command/good.html", {"form": form, "good": row})


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def create(request: StaffRequest) -> HttpResponse:
    """Add a package."""
    known = goods()
    form = PackageForm(request.POST or None, goods=known)
    if request.method == "POST" and form.is_valid():
        try:
            define_package(form.draft, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("code", refusal_text(error))
        else:
            return _saved(request, form)
    return _page(request, "command/package.html", {"form": form, "goods": known})


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a package that was never on offer."""
    package, known = package_row(pk), goods()
    if package.listed and request.method == "GET":
        raise NotVisible
    form = PackageForm(request.POST or None, goods=known, package=package)
    if request.method == "POST" and form.is_valid():
        try:
            change_package(form.draft, package_id=pk, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return _saved(request, form)
    context = {"form": form, "goods": known, "package": package}
    return _page(request, "command/package.html", context)


def _saved(request: StaffRequest, form: PackageForm) -> HttpResponse:
    messages.success(request, _("%(name)s was saved.") % {"name": form.draft.name})
    return redirect("command:catalogue")


def _page(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context["nav"] = navigation(request, current="command:catalogue")
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, template, context, status=status)
