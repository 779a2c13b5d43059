"""Packages with contents and price, and the goods that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.catalog.errors import CodeTaken, IncompletePackage, TooLight
from baogong.apps.catalog.queries import (
    PackageRow,
    good_row,
    goods,
    package_row,
    package_rows,
    waiting_prices,
)
from baogong.apps.catalog.services import (
    PackageDraft,
    SavedPackage,
    call_package,
    define_good,
    keep_good,
    save_package,
)
from baogong.apps.people.queries import widest_place
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.catalogue_forms import GoodForm, KeepingForm, NamesForm, PackageForm
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.catalog.models import Package


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
    return _package(request, None)


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a package that was never on offer; publish it."""
    package = package_row(pk)
    if package.listed and request.method == "GET":
        raise NotVisible
    return _package(request, package)


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def names(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what else people call a package, on offer or not."""
    package = package_row(pk)
    known = {"also_called": package.also_called.replace("、", "，")}
    form = NamesForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["also_called"]
        call_package(said, package_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, _("%(name)s was saved.") % {"name": package.name})
        return redirect("command:catalogue")
    return _page(request, "command/good.html", {"form": form, "good": package})


def _package(request: StaffRequest, package: PackageRow | None) -> HttpResponse:
    known = goods()
    form = PackageForm(request.POST or None, goods=known, package=package)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, form.draft, package)
        except DomainError as error:
            form.add_error("code" if isinstance(error, CodeTaken) else None, refusal_text(error))
        else:
            if saved.refusal is None:
                return _saved(request, saved.package)
            package = package_row(saved.package.pk)
            form = PackageForm(request.POST, goods=known, package=package)
            _tell(form, saved.refusal)
    context = {"form": form, "goods": known, "package": package}
    return _page(request, "command/package.html", context)


def _save(request: StaffRequest, draft: PackageDraft, package: PackageRow | None) -> SavedPackage:
    is_meant = "publish" in request.POST
    return save_package(
        draft,
        package_id=package.id if package else None,
        publish_in=widest_place(viewer=request.user, roles=PLANNERS) if is_meant else None,
        actor=request.user,
        now=timezone.now(),
    )


def _tell(form: PackageForm, refusal: IncompletePackage | TooLight) -> None:
    """What a draft lacks before it can be published, each at its field."""
    if isinstance(refusal, TooLight):
        form.add_error("weight_reason", refusal_text(refusal))
    else:
        form.ask_for(refusal.data["missing"])


def _saved(request: StaffRequest, package: Package) -> HttpResponse:
    told = (
        _("%(name)s is published.") if package.published_at else _("%(name)s is saved as a draft.")
    )
    messages.success(request, told % {"name": package.name})
    return redirect("command:catalogue")


def _page(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context["nav"] = navigation(request, current="command:catalogue")
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, template, context, status=status)
