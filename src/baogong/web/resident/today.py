"""What the door can order now, and the ordering of it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.delivery.queries import fetching_of
from baogong.apps.filings.queries import approved_by_round
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.errors import AlreadyOrdered, KeyReused, OrderingError
from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.queries import (
    ActRow,
    DoorAskRow,
    DoorOrderRow,
    OfferRow,
    act_of_key,
    act_of_number,
    asks_of_door,
    held_by,
    offers_to_ask_for,
    orders_of_door,
)
from baogong.apps.reporting.queries import recalls_of_door
from baogong.plumbing.locks import Busy
from baogong.web.browsers import in_chat_app
from baogong.web.components.order_form import OrderForm, field_name, seen_value
from baogong.web.resident.rush import ask, gave_up, receipt_of, send_again
from baogong.web.resident.session import HouseholdRequest, for_household
from baogong.web.resident.shown import shown
from baogong.web.resident.signs import fresh_page


@for_household
@require_http_methods(["GET", "POST"])
def today(request: HouseholdRequest) -> HttpResponse:
    """The rounds of the door's estate, open or announced; a POST orders or asks in one of them."""
    if gave_up(request):
        return send_again(request)
    offers = offers_to_ask_for(path=request.household.path, now=timezone.now())
    shown.note(request.household.estate_id, offers)
    if request.method == "POST":
        try:
            return _order(request, offers)
        except Busy:
            return send_again(request)
    if number := request.GET.get("change", ""):
        return _change(request, offers, number)
    offer = _chosen(offers, request.GET.get("round", ""))
    form = OrderForm(offer, initial=fresh_page()) if offer else None
    return _page(request, offers, form=form)


def _change(request: HouseholdRequest, offers: Sequence[OfferRow], number: str) -> HttpResponse:
    """The round of an order or ask once more, filled in with what the door has of it."""
    act = act_of_number(household_id=request.household.door_id, number=number, now=timezone.now())
    offer = next((offer for offer in offers if act.open and offer.id == act.row.round_id), None)
    if offer is None:
        return redirect("resident:order", act.number)
    orders, asks = _orders(request, offer), _asks(request, [offer])
    wanted = held_by([*orders, *asks])
    numbers = {field_name(listing_id): count for listing_id, count in wanted.items()}
    initial = {
        **fresh_page(),
        "on_existing": OnExisting.REPLACE,
        "seen": seen_value([*orders, *asks]),
        "over_percent": act.row.over_percent,
        "on_short": act.row.on_short,
        **numbers,
    }
    form = OrderForm(offer.giving_back(held_by(orders)), initial=initial)
    return _page(request, offers, form=form)


def _orders(request: HouseholdRequest, offer: OfferRow) -> list[DoorOrderRow]:
    """The door's live orders of a round."""
    return orders_of_door(
        household_id=request.household.door_id, now=timezone.now(), round_ids=[offer.id]
    )


def _asks(request: HouseholdRequest, offers: Sequence[OfferRow]) -> list[DoorAskRow]:
    """The door's asks that stand in these rounds."""
    return asks_of_door(
        household_id=request.household.door_id,
        now=timezone.now(),
        round_ids=[offer.id for offer in offers],
    )


def _chosen(offers: Sequence[OfferRow], round_id: str) -> OfferRow | None:
    """The round that the address names, else the one that closes first."""
    named = [offer for offer in offers if str(offer.id) == round_id]
    return next(iter(named or offers), None)


def _order(request: HouseholdRequest, offers: Sequence[OfferRow]) -> HttpResponse:
    named = [offer for offer in offers if str(offer.id) == request.POST.get("round")]
    known = _sent_before(request)
    if not named:
        return _closed(request, offers, known)
    form = OrderForm(named[0], request.POST)
    if form.replaces:
        form = OrderForm(named[0].giving_back(held_by(_orders(request, named[0]))), request.POST)
    if "sum" in request.POST or not form.is_valid():
        return _page(request, offers, form=form, status=422 if form.errors else 200)
    if known:
        same = known.is_same(form.wishes())
        return receipt_of(known.number, request) if same else _changed(request, offers, form)
    try:
        decision = ask(_intent(request, form), request)
    except AlreadyOrdered:
        return _already_ordered(request, form)
    except OrderingError as error:
        form.refuse(error)
        return _page(request, offers, form=form, status=422)
    return receipt_of(decision.number, request)


def _closed(
    request: HouseholdRequest, offers: Sequence[OfferRow], known: ActRow | None
) -> HttpResponse:
    """The round takes nothing any more; what it took from this form still has its receipt."""
    if known:
        return receipt_of(known.number, request)
    return _page(request, offers, gone=True, status=422)


def _sent_before(request: HouseholdRequest) -> ActRow | None:
    """What an earlier send of this very form made: a double tap, reload or retry."""
    return act_of_key(
        household_id=request.household.door_id,
        key=request.POST.get("key", ""),
        now=timezone.now(),
    )


def _changed(
    request: HouseholdRequest, offers: Sequence[OfferRow], form: OrderForm
) -> HttpResponse:
    """A form that was sent before comes back with other numbers: ask again, under a new key."""
    again = OrderForm(form.offer, request.POST.dict() | {"key": uuid4()})
    if _orders(request, form.offer) or _asks(request, [form.offer]):
        return _already_ordered(request, again)
    again.refuse(KeyReused())
    return _page(request, offers, form=again, status=422)


def _intent(request: HouseholdRequest, form: OrderForm) -> OrderIntent:
    return OrderIntent(
        key=form.cleaned_data["key"],
        round_id=form.offer.id,
        household_id=request.household.door_id,
        wishes=form.wishes(),
        occurred_at=timezone.now(),
        card_epoch=request.household.card_epoch,
        on_existing=form.on_existing_choice(),
        replaces=form.replaced_ids(),
        over_percent=form.agreed_over(),
        on_short=form.on_short_choice(),
        waits=form.waits_choice(),
    )


def _already_ordered(request: HouseholdRequest, form: OrderForm) -> HttpResponse:
    """The door ordered or asked in this round: add this to it, or put this in its place?"""
    orders, asks = _orders(request, form.offer), _asks(request, [form.offer])
    context = {
        "form": form,
        "orders": orders,
        "asks": asks,
        "in_line": any(ask.stands_in_line for ask in asks),
        "seen": seen_value([*orders, *asks]),
        "ordered_fen": sum(order.total_fen for order in orders),
        **_place(request),
    }
    return render(request, "resident/already_ordered.html", context, status=422)


def _page(
    request: HouseholdRequest,
    offers: Sequence[OfferRow],
    *,
    form: OrderForm | None = None,
    gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    orders = orders_of_door(household_id=request.household.door_id, now=now)
    coming = [order for order in orders if order.is_coming(timezone.localdate(now))]
    recalls = recalls_of_door(household_id=request.household.door_id)
    asks = _asks(request, offers)
    rows: tuple[DoorOrderRow | DoorAskRow, ...] = (*orders, *asks)
    acts = [row for row in rows if form and row.round_id == form.offer.id]
    context = {
        "recalls": [recall for recall in recalls if recall.is_open],
        "offers": offers,
        "form": form,
        "approved": approved_by_round([form.offer.id]).get(form.offer.id) if form else None,
        "gone": gone,
        "asks": asks,
        "has_acted": any(act.open for act in acts),
        "keep": f"{request.household.door_id}-{form.offer.id}" if form else "",
        "in_line": any(act.stands_in_line for act in acts if isinstance(act, DoorAskRow)),
        "ordered": [order for order in orders if order.open],
        "coming": coming,
        "fetching": fetching_of(door_id=request.household.door_id, now=now) if coming else None,
        "in_chat_app": in_chat_app(request),
        **_place(request),
    }
    return render(request, "resident/today.html", context, status=status)


def _place(request: HouseholdRequest) -> dict[str, Any]:
    return {"place": request.household.door, "place_note": request.household.estate}
