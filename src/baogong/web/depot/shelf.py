"""What lies on the depot's shelf, good by good, and what somebody found when counting it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.inventory.queries import count_photo, counts_of, shelf_good, shelf_of
from baogong.apps.inventory.services import count_stock
from baogong.apps.people.queries import place_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.photos import photo_answer
from baogong.web.depot.forms import StockCountForm
from baogong.web.depot.roles import DEPOT
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


@require_GET
@for_roles(*DEPOT)
def home(request: StaffRequest) -> HttpResponse:
    """The viewer's depots; the only one at once."""
    depots = places_of_kind(viewer=request.user, roles=DEPOT, kind=PlaceKind.DEPOT)
    if len(depots) == 1:
        return redirect("depot:shelf_of", depots[0].pk)
    return render(request, "depot/shelves.html", {"depots": depots})


@require_GET
@for_roles(*DEPOT)
def shelf(request: StaffRequest, pk: int) -> HttpResponse:
    """Stock on hand by good, with the age of its oldest lot."""
    depot, now = _depot(request, pk), timezone.now()
    goods = [(row, row.is_old(now), row.hours_old(now)) for row in shelf_of(depot_id=pk)]
    return render(request, "depot/shelf.html", {"depot": depot, "goods": goods})


@require_http_methods(["GET", "POST"])
@for_roles(*DEPOT)
def good(request: StaffRequest, pk: int, sku: str) -> HttpResponse:
    """Count a good, or write off what is spoiled or broken."""
    depot = _depot(request, pk)
    row = shelf_good(depot_id=pk, sku=sku)
    form = StockCountForm(row, request.POST or None, request.FILES or None, key=uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            count_stock(
                form.found(row.good_id), depot=depot, actor=request.user, now=timezone.now()
            )
            messages.success(request, _("Written down: %(good)s.") % {"good": row.good})
            return redirect("depot:shelf_of", pk)
        except DomainError as error:
            form.start_over(row.on_hand)
            form.add_error(None, refusal_text(error))
    context = {
        "depot": depot,
        "row": row,
        "form": form,
        "counts": counts_of(depot_id=pk, good_id=row.good_id),
    }
    return render(request, "depot/shelf_good.html", context, status=422 if form.errors else 200)


@require_GET
@for_roles(*DEPOT)
def photo(request: StaffRequest, pk: int, photo: int) -> HttpResponse:
    """The photo of what was thrown away."""
    depot = _depot(request, pk)
    return photo_answer(count_photo(depot_id=depot.pk, photo_id=photo))


def _depot(request: StaffRequest, pk: int) -> Place:
    depot = place_for(viewer=request.user, roles=DEPOT, pk=pk)
    if depot.kind != PlaceKind.DEPOT:
        raise NotVisible
    return depot
