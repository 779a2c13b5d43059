"""The shops that deliver, and who works there."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.accounts.services import random_password
from baogong.apps.people.queries import estates_of, place_for, towns_of
from baogong.apps.people.services import Newcomer
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.queries import (
    SupplierFilter,
    supplier_for,
    supplier_row,
    supplier_rows,
)
from baogong.apps.suppliers.services import add_supplier, describe_supplier, take_on_member
from baogong.apps.tickets.queries import supplier_scores
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.fields import UsernameField
from baogong.web.setup.first_password import show_password
from baogong.web.setup.navigation import SETUP, navigation
from baogong.web.setup.supplier_form import ProfileForm

LONGEST_ID = 18  # digits that a 64-bit id may have


class SupplierForm(forms.Form):
    town = forms.TypedChoiceField(label=gettext_lazy("Town"), coerce=int)
    name = forms.CharField(
        label=gettext_lazy("Name of the supplier"),
        max_length=80,
        help_text=gettext_lazy("For example 永辉超市"),
    )

    def __init__(self, *args: object, towns: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["town"].choices = towns  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    username = UsernameField()


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """Every supplier with its people, cut by kind and estate; add another."""
    towns = towns_of(viewer=request.user, roles=SETUP)
    form = SupplierForm(request.POST or None, towns=[(town.pk, town.label) for town in towns])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        town = place_for(viewer=request.user, roles=SETUP, pk=data["town"])
        supplier = add_supplier(
            town=town, name=data["name"], actor=request.user, now=timezone.now()
        )
        messages.success(request, _("%(name)s was added.") % {"name": data["name"]})
        return redirect("setup:supplier", supplier.pk)
    where = _filter(request.GET.get("kind", ""), request.GET.get("estate", ""))
    rows = supplier_rows(viewer=request.user, roles=SETUP, where=where)
    today = timezone.localdate()
    context = {
        "nav": navigation(current="setup:suppliers"),
        "suppliers": [(row, row.hidden_on(today)) for row in rows],
        "where": where,
        "kinds": SupplierKind.choices,
        "estates": estates_of(viewer=request.user, roles=SETUP),
        "towns": towns,
        "form": form,
    }
    return render(request, "setup/suppliers.html", context, status=422 if form.errors else 200)


def _filter(kind: str, estate: str) -> SupplierFilter:
    """What the address asks for; what makes no sense cuts nothing."""
    return SupplierFilter(
        kind=kind if kind in SupplierKind.values else "",
        estate_id=int(estate) if estate.isdecimal() and len(estate) < LONGEST_ID else None,
    )


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What a supplier is, when it is open and which estates it serves (R30)."""
    supplier = supplier_for(viewer=request.user, roles=SETUP, pk=pk)
    row = supplier_row(supplier)
    estates = [
        (estate.pk, estate.label)
        for estate in estates_of(viewer=request.user, roles=SETUP)
        if supplier.town.holds(estate)
    ]
    form = ProfileForm(request.POST or None, estates=estates, supplier=row)
    if request.method == "POST" and form.is_valid():
        try:
            describe_supplier(
                form.profile(), supplier_id=pk, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error("closes_at", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": supplier.name})
            return redirect("setup:suppliers")
    context = {"nav": navigation(current="setup:suppliers"), "supplier": row, "form": form}
    context["hidden"] = row.hidden_on(timezone.localdate())
    context["score"] = supplier_scores(supplier_ids=[pk], now=timezone.now())[pk]
    return render(request, "setup/supplier.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def member_new(request: StaffRequest, pk: int) -> HttpResponse:
    """An account for somebody who works for the supplier; its password is shown once."""
    supplier = supplier_for(viewer=request.user, roles=SETUP, pk=pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        newcomer = Newcomer(password=random_password(), **form.cleaned_data)
        try:
            user = take_on_member(
                newcomer, supplier=supplier, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error("username", refusal_text(error))
        else:
            return show_password(request, user, newcomer.password, note=supplier.name)
    context = {
        "nav": navigation(current="setup:suppliers"),
        "supplier": supplier,
        "form": form,
    }
    return render(request, "setup/member_new.html", context, status=422 if form.errors else 200)
