"""Prices: ask for another one, decide on those that wait, read what was decided (R22)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.catalog.queries import (
    decided_prices,
    package_row,
    price_request_for,
    waiting_prices,
)
from baogong.apps.catalog.services import ask_price, decide_price
from baogong.apps.people.enums import Role
from baogong.values.errors import DomainError, NotVisible
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import PLANNERS
from baogong.web.components.fields import YuanField
from baogong.web.refusals import refusal_text

MOST = 100


class PriceForm(forms.Form):
    """Another price of a package, and why."""

    price = YuanField(label=gettext_lazy("New total price in yuan"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Residents read it, for example: the market raised eggs by 10%."),
    )


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """What waits for approval, and every price that was decided."""
    return _index(request)


@require_POST
@for_roles(*PLANNERS)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve a price that waits, or refuse it; a clerk takes back what they asked for."""
    row, approved = price_request_for(pk), "approve" in request.POST
    takes_back = not approved and row.asked_by_id == request.user.pk
    if not takes_back and not _may_decide(request):
        raise NotVisible
    try:
        decide_price(request_id=pk, approved=approved, actor=request.user, now=timezone.now())
    except DomainError as error:
        return _index(request, error=refusal_text(error))
    told = (
        _("%(name)s costs %(price)s from the next round on.")
        if approved
        else _("%(name)s keeps its price; %(price)s was refused.")
    )
    price = format_yuan(row.after_fen)
    messages.success(request, told % {"name": row.package, "price": price})
    return redirect("command:prices")


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for another price of a published package."""
    package = package_row(pk)
    if not package.published:
        raise NotVisible
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_price(
                package_id=pk,
                price_fen=form.cleaned_data["price"],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("price", refusal_text(error))
        else:
            return _asked(
                request, package.name, rises=form.cleaned_data["price"] > package.price_fen
            )
    context = {"form": form, "package": package}
    return _page(request, "command/price.html", context, refused=bool(form.errors))


def _asked(request: StaffRequest, name: str, *, rises: bool) -> HttpResponse:
    told = (
        _("The new price of %(name)s waits until a commander approves it.")
        if rises
        else _("%(name)s is cheaper from the next round on.")
    )
    messages.success(request, told % {"name": name})
    return redirect("command:prices")


def _index(request: StaffRequest, *, error: str = "") -> HttpResponse:
    context = {
        "waiting": waiting_prices(),
        "decided": decided_prices(most=MOST),
        "may_decide": _may_decide(request),
        "errors": [error] if error else [],
    }
    return _page(request, "command/prices.html", context, refused=bool(error))


def _may_decide(request: StaffRequest) -> bool:
    return Role.COMMANDER in request.roles


def _page(
    request: StaffRequest, template: str, context: dict[str, Any], *, refused: bool
) -> HttpResponse:
    context["nav"] = navigation(request, current="command:catalogue")
    return render(request, template, context, status=422 if refused else 200)
