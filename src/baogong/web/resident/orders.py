"""A household's orders, and where each one's bags are."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.delivery.pins import order_pin
from baogong.apps.delivery.queries import OrderTrack, fetching_of, order_track
from baogong.apps.money.provider import configured_provider
from baogong.apps.money.queries import OrderMoney
from baogong.apps.ordering.queries import (
    DoorOrderRow,
    act_of_number,
    acts_of_door,
    ask_behind,
    order_of_door,
    replaced_orders,
)
from baogong.apps.ordering.services import cancel_order
from baogong.apps.places.queries import setting_at
from baogong.apps.places.settings import PAY_FIRST
from baogong.apps.procurement.queries import swaps_for_order
from baogong.apps.reporting.queries import recalls_of_door
from baogong.apps.tickets.queries import order_voice, tickets_of_order
from baogong.apps.tickets.services import give_feedback
from baogong.values.codes import group
from baogong.values.errors import DomainError
from baogong.web.components.asks import notes_of_ask
from baogong.web.components.order_left import money_of_order
from baogong.web.components.order_steps import steps_of
from baogong.web.components.order_weights import order_weights
from baogong.web.refusals import refusal_text
from baogong.web.resident import asks
from baogong.web.resident.forms import RatingForm
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def index(request: HouseholdRequest) -> HttpResponse:
    """All that the door ordered or asked for, the newest first."""
    acts = acts_of_door(household_id=request.household.door_id, now=timezone.now())
    context = {
        "acts": acts,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/orders.html", context)


@for_household
@require_GET
def detail(request: HouseholdRequest, number: str) -> HttpResponse:
    """One order: where it is, what is in it; ``?placed`` or ``?reported`` makes it a receipt.

    What had to wait has the same number, and a page of its own where nothing came at once.
    """
    return _page(request, number)


@for_household
@require_POST
def cancel(request: HouseholdRequest, number: str) -> HttpResponse:
    """Take an order back, until the round closes."""
    order = _order(request, number)
    try:
        cancel_order(order_id=order.id, actor=request.household, now=timezone.now())
    except DomainError as error:
        return _page(request, number, error=refusal_text(error))
    messages.success(request, _("Order %(number)s is canceled.") % {"number": group(order.number)})
    return redirect("resident:order", order.number)


@for_household
@require_POST
def rate(request: HouseholdRequest, number: str) -> HttpResponse:
    """Freshness and price of a delivered order; the first answer stands."""
    order, now = _order(request, number), timezone.now()
    form = RatingForm(order_voice(order_id=order.id, now=now).goods, request.POST)
    if not form.is_valid():
        return _page(request, number, rating=form)
    try:
        give_feedback(form.verdict(), order_id=order.id, actor=request.household, now=now)
    except DomainError as error:
        return _page(request, number, error=refusal_text(error))
    messages.success(request, _("Thank you. The street office and the shops learn from it."))
    return redirect("resident:order", order.number)


def _order(request: HouseholdRequest, number: str) -> DoorOrderRow:
    return order_of_door(household_id=request.household.door_id, number=number, now=timezone.now())


def _page(
    request: HouseholdRequest, number: str, *, error: str = "", rating: RatingForm | None = None
) -> HttpResponse:
    door_id, now = request.household.door_id, timezone.now()
    act = act_of_number(household_id=door_id, number=number, now=now)
    order, ask = act.order, act.ask
    if order is None:
        return asks.page(request, number)
    track = order_track(order_id=order.id)
    comes = order.canceled_at is None and track.door_at is None
    recalls = recalls_of_door(household_id=door_id)
    voice = order_voice(order_id=order.id, now=now)
    money = money_of_order(order, door_id=door_id)
    tickets, reported = tickets_of_order(order_id=order.id), request.GET.get("reported")
    context = {
        "order": order,
        "ask": ask,
        "asked": notes_of_ask(ask) if ask else [],
        "replaced": replaced_orders(household_id=door_id, by=order.id),
        "asked_under": ask_behind(order_id=order.id),
        "recalls": [recall for recall in recalls if recall.order_id == order.id],
        "track": track,
        "to_come": comes and order.is_coming(timezone.localdate(now)),
        # The officer types the code after the tap that says that the bag is there.
        "pin": order_pin(order.id) if comes or _came_today(track, now) else "",
        "fetching": (fetching_of(door_id=door_id, now=now, order_id=order.id) if comes else None),
        "steps": steps_of(track),
        **order_weights(order),
        **money,
        **_to_pay(request, order, money["money"], now=now),
        "swaps": swaps_for_order(order_id=order.id),
        "voice": voice,
        "tickets": tickets,
        "reported": next((row for row in tickets if row.number == reported), None),
        "rating": (rating or RatingForm(voice.goods)) if voice.can_rate else None,
        "form": rating,
        "placed": "placed" in request.GET and order.open,
        "errors": [error] if error else [],
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    status = 422 if error or rating else 200
    return render(request, "resident/order.html", context, status=status)


def _to_pay(
    request: HouseholdRequest, order: DoorOrderRow, money: OrderMoney | None, *, now: datetime
) -> dict[str, Any]:
    """When the rest of an order is to be paid, and whether it can be by phone."""
    owed = money.owed_fen if money else order.total_fen
    return {
        "owes": owed > 0 and order.canceled_at is None,
        "pay_first": setting_at(PAY_FIRST, path=request.household.path, at=now),
        "by_phone": configured_provider() is not None,
    }


def _came_today(track: OrderTrack, now: datetime) -> bool:
    there = track.door_at
    return there is not None and timezone.localdate(there) == timezone.localdate(now)
