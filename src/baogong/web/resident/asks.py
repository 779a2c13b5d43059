"""What a household asked for and has to wait for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baogong.apps.ordering.queries import (
    DoorAskRow,
    ask_of_number,
    asks_of_door,
    replaced_orders,
)
from baogong.apps.ordering.services import withdraw_ask
from baogong.values.errors import DomainError, NotVisible
from baogong.web.components.asks import notes_of_ask
from baogong.web.refusals import refusal_text
from baogong.web.resident.session import HouseholdRequest, for_household


def page(request: HouseholdRequest, number: str) -> HttpResponse:
    """An ask of which nothing came at once; ``?placed`` makes it a receipt."""
    ask = _ask(request, number)
    asked = notes_of_ask(ask)
    came = [share.row.order for note in asked for share in note.shares if share.row.order]
    context = {
        "ask": ask,
        "asked": asked,
        "came": dict.fromkeys(came) if ask.stands else (),
        "replaced": replaced_orders(household_id=request.household.door_id, by=ask.id),
        "taken_over": None if ask.stands else _after(request, ask),
        "placed": "placed" in request.GET and ask.open,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/ask.html", context)


@for_household
@require_POST
def withdraw(request: HouseholdRequest, number: str) -> HttpResponse:
    """Take back what is still waited for; what came of it stays."""
    ask = _ask(request, number)
    try:
        withdraw_ask(ask_id=ask.id, actor=request.household, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Nothing waits under this number any more."))
    return redirect("resident:order", ask.number)


def _ask(request: HouseholdRequest, number: str) -> DoorAskRow:
    """Raises NotVisible."""
    ask = ask_of_number(household_id=request.household.door_id, number=number, now=timezone.now())
    if ask is None:
        raise NotVisible
    return ask


def _after(request: HouseholdRequest, ask: DoorAskRow) -> DoorAskRow | None:
    """The door's ask of the same round that took its place, if one did."""
    asks = asks_of_door(
        household_id=request.household.door_id, now=timezone.now(), round_ids=[ask.round_id]
    )
    ended = ask.withdrawn_at
    return next((row for row in asks if ended and row.recorded_at >= ended), None)
