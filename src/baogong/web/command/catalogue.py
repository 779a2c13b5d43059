"""Packages with contents and price, and the goods that they are made of."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.errors import IncompletePackage, TooLight
from baogong.apps.catalog.queries import (
    GoodRow,
    good_row,
    goods,
    package_row,
    package_rows,
    waiting_prices,
)
from baogong.apps.catalog.services import (
    change_package,
    define_good,
    define_package,
    keep_good,
    publish_package,
)
from baogong.apps.people.queries import widest_place
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
    context = {
        "packages": package_rows(),
        "goods": goods(),
        "waiting": len(waiting_prices()),
    }
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
    """Add a package: as a draft, or published at once."""
    known = goods()
    form = PackageForm(request.POST or None, goods=known)
    if request.method == "POST" and form.is_valid():
        try:
            package = define_package(form.draft, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("code", refusal_text(error))
        else:
            return _saved(request, package.pk, known)
    return _page(request, "command/package.html", {"form": form, "goods": known})


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a package that was never on offer; publish it."""
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
            return _saved(request, pk, known)
    context = {"form": form, "goods": known, "package": package}
    return _page(request, "command/package.html", context)


def _saved(request: StaffRequest, pk: int, known: list[GoodRow]) -> HttpResponse:
    """A draft is saved, and published where that was asked; what it lacks stands at its fields."""
    package = package_row(pk)
    if "publish" not in request.POST:
        messages.success(request, _("%(name)s is saved as a draft.") % {"name": package.name})
        return redirect("command:catalogue")
    form = PackageForm(request.POST, goods=known, package=package)
    try:
        place = widest_place(viewer=request.user, roles=PLANNERS)
        publish_package(package_id=pk, place=place, actor=request.user, now=timezone.now())
    except IncompletePackage:
        form.ask_for(package.missing)
    except TooLight as error:
        form.add_error("weight_reason", refusal_text(error))
    else:
        messages.success(request, _("%(name)s is published.") % {"name": package.name})
        return redirect("command:catalogue")
    context = {"form": form, "goods": known, "package": package}
    return _page(request, "command/package.html", context)


def _page(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context["nav"] = navigation(request, current="command:catalogue")
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, template, context, status=status)
