"""A household's orders, and where each one's bags are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.delivery.pins import order_pin
from baogong.apps.delivery.queries import fetching_of, order_track
from baogong.apps.ordering.queries import order_of_door, orders_of_door
from baogong.apps.ordering.services import cancel_order
from baogong.apps.procurement.queries import swaps_for_order
from baogong.apps.reporting.queries import recalls_of_door
from baogong.values.errors import DomainError
from baogong.web.components.order_steps import steps_of
from baogong.web.refusals import refusal_text
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def index(request: HouseholdRequest) -> HttpResponse:
    """All orders of the door, the newest first."""
    orders = orders_of_door(household_id=request.household.door_id, now=timezone.now())
    context = {
        "orders": orders,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/orders.html", context)


@for_household
@require_GET
def detail(request: HouseholdRequest, number: str) -> HttpResponse:
    """One order: where it is, what is in it; ``?placed`` makes it the receipt."""
    return _page(request, number)


@for_household
@require_POST
def cancel(request: HouseholdRequest, number: str) -> HttpResponse:
    """Take an order back, until the round closes."""
    order = order_of_door(
        household_id=request.household.door_id, number=number, now=timezone.now()
    )
    try:
        cancel_order(order_id=order.id, actor=request.household, now=timezone.now())
    except DomainError as error:
        return _page(request, number, error=refusal_text(error))
    messages.success(request, _("Order %(number)s is canceled.") % {"number": order.number})
    return redirect("resident:order", order.number)


def _page(request: HouseholdRequest, number: str, *, error: str = "") -> HttpResponse:
    door_id, now = request.household.door_id, timezone.now()
    order = order_of_door(household_id=door_id, number=number, now=now)
    track = order_track(order_id=order.id)
    comes = order.canceled_at is None and track.door_at is None
    recalls = recalls_of_door(household_id=door_id)
    context = {
        "order": order,
        "recalls": [recall for recall in recalls if recall.order_id == order.id],
        "track": track,
        "pin": order_pin(order.id) if comes else "",
        "fetching": fetching_of(door_id=door_id, now=now) if comes else None,
        "steps": steps_of(track),
        "swaps": swaps_for_order(order_id=order.id),
        "placed": "placed" in request.GET and order.open,
        "errors": [error] if error else [],
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/order.html", context, status=422 if error else 200)
