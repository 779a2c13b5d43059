"""Rounds: announce one, move its cut-off, close it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.catalog.queries import PackageRow, good_ids, packages_by_id, published_packages
from baogong.apps.ordering.queries import bounded_goods, listings_of, round_for, round_rows
from baogong.apps.ordering.services import (
    GoodBound,
    Offer,
    RoundPlan,
    close_round,
    move_cutoff,
    open_round,
)
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.apps.suppliers.queries import suppliers_at
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.round_forms import CutoffForm, RoundForm, first_values, next_day_values
from baogong.web.command.scope import PLANNERS, whole_number
from baogong.web.components.fields import clock_text
from baogong.web.refusals import refusal_text


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Every round in the viewer's care, the latest delivery day first."""
    context = {
        "nav": navigation(request, current="command:rounds"),
        "estates": places_of_kind(viewer=request.user, roles=PLANNERS, kind=PlaceKind.ESTATE),
        "rounds": round_rows(viewer=request.user, roles=PLANNERS, now=timezone.now(), most=100),
    }
    return render(request, "command/rounds.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*PLANNERS)
def create(request: StaffRequest, estate: int) -> HttpResponse:
    """Announce a round for an estate."""
    place = estate_for(viewer=request.user, roles=PLANNERS, pk=estate)
    packages, suppliers = published_packages(), suppliers_at(path=place.path)
    form = RoundForm(
        request.POST or None,
        packages=packages,
        suppliers={pk: supplier.name for pk, supplier in suppliers.items()},
        initial=_initial(request, estate, packages),
    )
    context = {
        "nav": navigation(request, current="command:rounds"),
        "place": place.label,
        "form": form,
        "packages": packages,
        "suppliers": suppliers,
    }
    if request.method == "POST" and form.is_valid():
        try:
            round_ = open_round(
                estate=place,
                plan=form.plan(_bounds(form)),
                offers=_offers(form, suppliers),
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("cutoff_date", refusal_text(error))
        else:
            messages.success(request, _("%(title)s is announced.") % {"title": round_.title})
            return redirect("command:round", round_.pk)
    return render(request, "command/round_new.html", context, status=422 if form.errors else 200)


def _initial(request: StaffRequest, estate: int, packages: Sequence[PackageRow]) -> dict[str, Any]:
    """What the form begins with; ``?like=`` names a round that is to be held again."""
    like = whole_number(request.GET.get("like", ""))
    if not like:
        return first_values(timezone.now(), packages)
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=like)
    if round_.estate_id != estate:
        raise NotVisible
    plan = RoundPlan(round_.title, round_.opens_at, round_.cutoff_at, round_.delivery_date)
    return next_day_values(plan, listings_of(round_id=like), bounded_goods(round_id=like))


def _bounds(form: RoundForm) -> list[GoodBound]:
    ids = good_ids(form.bounds)
    return [
        GoodBound(ids[sku], stock=stock, household_limit=limit)
        for sku, (stock, limit) in form.bounds.items()
    ]


def _offers(form: RoundForm, suppliers: dict[int, Any]) -> list[Offer]:
    packages = packages_by_id([pk for pk, *_ in form.chosen])
    return [
        Offer(packages[pk], suppliers[supplier], stock=stock, household_limit=limit)
        for pk, supplier, stock, limit in form.chosen
    ]


@require_GET
@for_roles(*PLANNERS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """A round, what it offers, and what may still be changed."""
    return _detail(request, pk)


@require_POST
@for_roles(*PLANNERS)
def cutoff(request: StaffRequest, pk: int) -> HttpResponse:
    """Close earlier or later."""
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    form = CutoffForm(request.POST)
    if form.is_valid():
        try:
            move_cutoff(
                round_id=round_.pk,
                cutoff_at=form.cutoff_at,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("cutoff_time", refusal_text(error))
        else:
            day, clock = clock_text(form.cutoff_at)
            messages.success(
                request, _("Orders close on %(day)s at %(clock)s.") % {"day": day, "clock": clock}
            )
            return redirect("command:round", pk)
    return _detail(request, pk, form)


@require_POST
@for_roles(*PLANNERS)
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close now, for good; purchase orders and bags follow."""
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    if close_round(round_id=round_.pk, actor=request.user, now=timezone.now()):
        messages.success(request, _("The round is closed. Its goods are being ordered."))
    else:
        messages.info(request, _("The round was closed before."))
    return redirect("command:round", pk)


def _detail(request: StaffRequest, pk: int, form: CutoffForm | None = None) -> HttpResponse:
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    day, clock = clock_text(round_.cutoff_at)
    now = timezone.now()
    context = {
        "nav": navigation(request, current="command:rounds"),
        "place": round_.estate.label,
        "round": round_,
        "opened": round_.opens_at <= now,
        "cutoff_day": day,
        "cutoff_clock": clock,
        "listings": listings_of(round_id=round_.pk),
        "goods": bounded_goods(round_id=round_.pk),
        "form": form or CutoffForm(initial={"cutoff_date": day, "cutoff_time": clock}),
    }
    status = 422 if form and form.errors else 200
    return render(request, "command/round.html", context, status=status)
