"""The areas of a depot: who sees to them, what is to be refilled, and how much one has moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.inventory.queries import (
    RefillRow,
    area_for,
    area_rows,
    refill_for,
    refill_rows,
    shelf_of,
)
from baogong.apps.inventory.services import count_area, finish_refill, take_refill
from baogong.apps.people.queries import place_for, places_of_kind
from baogong.apps.people.slots import midnight
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import estate_of
from baogong.apps.reporting.queries import Meter, Relief, labour_meter, relief_for
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.depot.forms import AreaCountForm
from baogong.web.depot.roles import DEPOT
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class RefillCard:
    """A task as its viewer sees it. ``is_near``: it would bring them near the day's cap."""

    row: RefillRow
    is_mine: bool
    is_near: bool


@require_GET
@for_roles(*DEPOT)
def home(request: StaffRequest) -> HttpResponse:
    """The viewer's depots; the only one at once."""
    depots = places_of_kind(viewer=request.user, roles=DEPOT, kind=PlaceKind.DEPOT)
    if len(depots) == 1:
        return redirect("depot:store", depots[0].pk)
    return render(request, "depot/stores.html", {"depots": depots})


@require_GET
@for_roles(*DEPOT)
def store(request: StaffRequest, pk: int) -> HttpResponse:
    """Tasks, the viewer's own first; old goods; areas, the viewer's own first; kilograms."""
    depot = place_for(viewer=request.user, roles=DEPOT, pk=pk)
    if depot.kind != PlaceKind.DEPOT:
        raise NotVisible
    now, me = timezone.now(), request.user.pk
    meter = labour_meter(estate=estate_of(depot), day=timezone.localdate(now))
    tasks = refill_rows(depot_id=pk, since=midnight(timezone.localdate(now)))
    cards = [_card(row, me=me, meter=meter) for row in tasks if row.done_at is None]
    context = {
        "depot": depot,
        "refills": sorted(cards, key=lambda card: not card.is_mine),
        "done": [row for row in tasks if row.done_at],
        "areas": sorted(area_rows(depot_id=pk), key=lambda area: area.owner_id != me),
        "old": [(row, row.hours_old(now)) for row in shelf_of(depot_id=pk) if row.is_old(now)],
        "moved": meter.moved_by(me),
        "cap": meter.cap,
        "near": meter.is_near(me),
        "relief": _relief(depot, meter=meter, cards=cards, me=me, now=now),
    }
    return render(request, "depot/store.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*DEPOT)
def area(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how much lies at hand; below par its owner gets a task."""
    found = area_for(viewer=request.user, roles=DEPOT, pk=pk)
    form = AreaCountForm(request.POST or None, key=uuid4())
    if request.method == "POST" and form.is_valid():
        count = count_area(
            key=form.cleaned_data["key"],
            area_id=pk,
            grams=form.cleaned_data["grams"],
            actor=request.user,
            now=timezone.now(),
        )
        if count.grams < (found.par_grams or 0):
            messages.warning(request, _("It is below par. The refill stands in the list."))
        else:
            messages.success(request, _("Counted. There is enough."))
        return redirect("depot:store", found.depot_id)
    context = {"area": found, "depot": found.depot, "form": form}
    return render(request, "depot/area.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DEPOT)
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """The viewer refills the area."""
    task = refill_for(viewer=request.user, roles=DEPOT, pk=pk)
    try:
        take_refill(task_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("depot:store", task.area.depot_id)


@require_POST
@for_roles(*DEPOT)
def finish(request: StaffRequest, pk: int) -> HttpResponse:
    """The goods are in their area."""
    task = refill_for(viewer=request.user, roles=DEPOT, pk=pk)
    try:
        finish_refill(task_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, _("Refilled. Thank you."))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("depot:store", task.area.depot_id)


def _card(row: RefillRow, *, me: int, meter: Meter) -> RefillCard:
    mine = me in (row.taken_by_id, row.owner_id)
    near = row.taken_by_id != me and meter.is_near(me, more=row.grams)
    return RefillCard(row, is_mine=mine, is_near=near)


def _relief(
    depot: Place, *, meter: Meter, cards: list[RefillCard], me: int, now: datetime
) -> Relief | None:
    """Whom to ask instead, where a task or the day so far is too much for the viewer."""
    more = max((card.row.grams for card in cards if card.is_near), default=0)
    if not more and not meter.is_near(me):
        return None
    estate = estate_of(depot)
    return relief_for(estate=estate, meter=meter, busy=[me], more=more, now=now)
