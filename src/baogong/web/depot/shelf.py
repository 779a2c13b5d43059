"""What lies on the depot's shelf, good by good."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.inventory.queries import shelf_of
from baogong.apps.people.queries import place_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.depot.roles import DEPOT


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
    depot = place_for(viewer=request.user, roles=DEPOT, pk=pk)
    if depot.kind != PlaceKind.DEPOT:
        raise NotVisible
    context = {"depot": depot, "goods": shelf_of(depot_id=depot.pk), "now": timezone.now()}
    return render(request, "depot/shelf.html", context)
