"""One order: what, from whom, where it is, and everything that was done to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.control.queries import level_at, rule_at
from baogong.apps.delivery.queries import order_track
from baogong.apps.ordering.queries import (
    OrderEvent,
    ask_row,
    corrections_of,
    order_for,
    order_history,
    order_row,
    replaced_orders,
)
from baogong.apps.ordering.services import cancel_order
from baogong.apps.procurement.queries import swaps_for_order
from baogong.apps.tickets.queries import reportable_ids, tickets_of_order
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.chain import TimelineEntry
from baogong.web.components.order_left import money_of_order
from baogong.web.components.order_steps import steps_of
from baogong.web.components.order_weights import order_weights
from baogong.web.desk.page import COLLECTORS, ROLES, desk_page
from baogong.web.refusals import refusal_text


@for_roles(*COLLECTORS)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@for_roles(*COLLECTORS)
@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the order back for its household, until the round closes."""
    order = order_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        cancel_order(order_id=order.pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        return _page(request, pk, error=refusal_text(error))
    messages.success(request, _("Order %(number)s is canceled.") % {"number": order.number})
    return redirect("desk:order", pk)


def _page(request: StaffRequest, pk: int, *, error: str = "") -> HttpResponse:
    found = order_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    order = order_row(order_id=found.pk, now=timezone.now())
    track = order_track(order_id=found.pk)
    reportable = reportable_ids([found.pk], today=timezone.localdate(timezone.now()))
    context = {
        "order": order,
        "door_id": found.household_id,
        "has_ask": ask_row(ask_id=found.pk, now=timezone.now()) is not None,
        "track": track,
        "rule": rule_at(found.household, found.occurred_at),
        "level": level_at(found.household, found.occurred_at),
        "steps": steps_of(track),
        **order_weights(order),
        **money_of_order(order, door_id=found.household_id),
        "swaps": swaps_for_order(order_id=found.pk),
        "history": [_entry(event) for event in order_history(order_id=found.pk)],
        "replaced": replaced_orders(household_id=found.household_id, by=found.pk),
        "corrections": corrections_of(order_id=found.pk),
        "can_report": not request.roles.isdisjoint(ROLES) and found.pk in reportable,
        "tickets": tickets_of_order(order_id=found.pk),
        "errors": [error] if error else [],
        "place": order.door,
    }
    status = 422 if error else 200
    return desk_page(request, "desk/order.html", context, current="desk:home", status=status)


def _entry(event: OrderEvent) -> TimelineEntry:
    labels = {
        "order.placed": _("Ordered"),
        "order.replaced": _("Replaced by a newer order"),
        "order.canceled": _("Canceled"),
        "order.looks_automated": _("May have been sent by a program"),
        "order.corrected": _("Corrected by the desk"),
        "slip.checked": _("Slip read by a second person"),
        "slip.settled": _("Two readings of the slip settled"),
    }
    who = event.who or (_("the household, with its card") if event.by_card else "")
    return TimelineEntry(at=event.at, what=labels.get(event.action, event.action), who=who)
