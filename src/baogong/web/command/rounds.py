"""Rounds: announce one, move its cut-off, close it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.catalog.queries import PackageRow, good_ids, packages_by_id, published_packages
from baogong.apps.ordering.queries import (
    RoundListing,
    ShopLoad,
    bounded_goods,
    divided_listings,
    listings_of,
    loads_of_rounds,
    loads_on,
    round_for,
    round_rows,
    shops_with_room,
)
from baogong.apps.ordering.services import (
    GoodBound,
    Offer,
    RoundPlan,
    close_round,
    move_cutoff,
    move_listing,
    open_round,
)
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.places.enums import CareKind, PlaceKind
from baogong.apps.suppliers.queries import suppliers_at
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.restock import to_restock
from baogong.web.command.round_forms import (
    CutoffForm,
    RoundForm,
    first_values,
    from_another_shop,
    next_day_values,
)
from baogong.web.command.scope import PLANNERS, whole_number
from baogong.web.components.fields import clock_text, day_of
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Every round in the viewer's care, the latest delivery day first."""
    rounds = round_rows(viewer=request.user, roles=PLANNERS, now=timezone.now(), most=100)
    loads = loads_of_rounds([round_.id for round_ in rounds if not round_.closed])
    context = {
        "nav": navigation(request, current="command:rounds"),
        "estates": places_of_kind(viewer=request.user, roles=PLANNERS, kind=PlaceKind.ESTATE),
        "rounds": [(round_, _full(loads[round_.id])) for round_ in rounds],
    }
    return render(request, "command/rounds.html", context)


def _full(loads: Iterable[ShopLoad]) -> list[ShopLoad]:
    return [load for load in loads if load.is_full]


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
        "loads": loads_on(path=place.path, day=_delivery_day(form)),
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
            form.add_error(form.field_of(error), refusal_text(error))
        else:
            messages.success(request, _("%(title)s is announced.") % {"title": round_.title})
            return redirect("command:round", round_.pk)
    return render(request, "command/round_new.html", context, status=422 if form.errors else 200)


def _delivery_day(form: RoundForm) -> date:
    """The day that the form speaks of; what is no day is the one that it began with."""
    return day_of(str(form["delivery_date"].value())) or form.initial["delivery_date"]


def _initial(request: StaffRequest, estate: int, packages: Sequence[PackageRow]) -> dict[str, Any]:
    """What the form begins with; ``?like=`` names a round that is to be held again, ``from`` and
    ``to`` the shops between which its packages change."""
    like = whole_number(request.GET.get("like", ""))
    if not like:
        return first_values(timezone.now(), packages)
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=like)
    if round_.estate_id != estate:
        raise NotVisible
    plan = RoundPlan(
        title=round_.title,
        opens_at=round_.opens_at,
        cutoff_at=round_.cutoff_at,
        delivery_date=round_.delivery_date,
        draws_at=round_.draws_at,
        first_care=tuple(CareKind(kind) for kind in round_.first_care),
        first_days=round_.first_days,
    )
    values = next_day_values(plan, listings_of(round_id=like), bounded_goods(round_id=like))
    return from_another_shop(
        values,
        full=whole_number(request.GET.get("from", "")),
        shop=whole_number(request.GET.get("to", "")),
    )


def _bounds(form: RoundForm) -> list[GoodBound]:
    ids = good_ids(form.bounds)
    return [
        GoodBound(ids[sku], stock=stock, household_limit=limit)
        for sku, (stock, limit) in form.bounds.items()
    ]


def _offers(form: RoundForm, suppliers: dict[int, Any]) -> list[Offer]:
    packages = packages_by_id([pk for pk, *_ in form.chosen])
    return [
        Offer(packages[pk], suppliers[supplier], stock, limit, limit_days=days, rule=rule)
        for pk, supplier, stock, limit, days, rule in form.chosen
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


@require_POST
@for_roles(*PLANNERS)
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer some of what is left of a package from another shop."""
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    sent = (whole_number(request.POST.get(name, "")) for name in ("listing", "shop", "quantity"))
    listing, shop, quantity = sent
    known = {row.id for row in listings_of(round_id=pk)}
    if not quantity or listing not in known or shop not in suppliers_at(path=round_.estate.path):
        messages.error(request, _("Choose a package of this round and a shop of its town."))
        return redirect("command:round", pk)
    try:
        moved = move_listing(
            listing_id=listing,
            supplier_id=shop,
            quantity=quantity,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        words = {"shop": moved.supplier.name, "n": quantity, "package": moved.package.name}
        messages.success(request, _("%(shop)s offers %(n)s of %(package)s now.") % words)
    return redirect("command:round", pk)


def _overflow(round_: Round, listings: Sequence[RoundListing]) -> dict[str, Any]:
    """The round's shops by what they can make up, and who could take over from full ones."""
    loads = loads_of_rounds([round_.pk])[round_.pk]
    known = {load.supplier_id for load in loads}
    shops = {row.supplier_id: row.supplier for row in listings}
    shown = {"loads": loads, "unsaid": [name for pk, name in shops.items() if pk not in known]}
    full = {load.supplier_id for load in _full(loads)}
    if not full:
        return shown
    clock = timezone.localtime().time()
    of_full = [row for row in listings if row.supplier_id in full]
    to_move = [row for row in of_full if not row.is_divided and (row.left is None or row.left > 0)]
    return shown | {
        "full": _full(loads),
        "spare": [
            (row, [(listing, row.takes(listing.left)) for listing in to_move])
            for row in shops_with_room(round_, avoid=full, clock=clock)
        ],
        "to_draw": [row for row in of_full if row.is_divided],
    }


def _detail(request: StaffRequest, pk: int, form: CutoffForm | None = None) -> HttpResponse:
    round_ = round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    day, clock = clock_text(round_.cutoff_at)
    now = timezone.now()
    listings, goods = listings_of(round_id=round_.pk), bounded_goods(round_id=round_.pk)
    context = {
        "nav": navigation(request, current="command:rounds"),
        "place": round_.estate.label,
        "round": round_,
        "opened": round_.opens_at <= now,
        "cutoff_day": day,
        "cutoff_clock": clock,
        "listings": listings,
        "goods": goods,
        "divided": divided_listings(round_id=round_.pk),
        **to_restock(round_, listings, goods),
        "form": form or CutoffForm(initial={"cutoff_date": day, "cutoff_time": clock}),
        **_overflow(round_, listings),
    }
    status = 422 if form and form.errors else 200
    return render(request, "command/round.html", context, status=status)
