"""A plain order on its shortest way: no query before it is decided, and none after.

Whatever is not plain, not accepted, or was sent before takes the long way through the page's
form, which says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import OnExisting, OnShort
from baogong.apps.ordering.intents import Decision, OrderIntent, Wish
from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.services import intake
from baogong.values.errors import NotVisible
from baogong.web.components.fields import is_number
from baogong.web.components.order_form import OVER_CHOICES, listing_of
from baogong.web.resident.session import Pass, pass_of

if TYPE_CHECKING:
    from collections.abc import Mapping

OVER = frozenset(value for value, _ in OVER_CHOICES) | {""}
NO_WISH = frozenset({"", "0"})


def receipt(request: HttpRequest) -> HttpResponse | None:
    """Decide a plain order and lead to it; None where it goes the long way."""
    try:
        intent = plain_intent(request.POST.dict(), pass_of(request))
    except NotVisible:
        return None
    decision = intake.ask(intent) if intent else None
    if decision is None or decision.refusal or decision.repeated:
        return None
    return receipt_of(decision.number)


def ask(intent: OrderIntent) -> Decision:
    """Decide together with whoever asks just now. Raises the OrderingError that refuses it."""
    decision = intake.ask(intent)
    if decision.refusal:
        raise decision.refusal
    return decision


def receipt_of(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("resident:order", args=[number]) + "?placed=1")


def plain_intent(fields: Mapping[str, str], door: Pass) -> OrderIntent | None:
    """What a first order of a round asks for; None where the form must look at it."""
    wishes = []
    for name, value in fields.items():
        listing_id = listing_of(name)
        if listing_id is None or value in NO_WISH:
            continue
        if not is_number(value) or int(value) > MOST_OF_ONE:
            return None
        wishes.append(Wish(listing_id, int(value)))
    over, round_id = fields.get("over_percent", ""), fields.get("round", "")
    usual = fields.get("on_existing", "") in {"", OnExisting.ASK} and not fields.get("seen")
    if "sum" in fields or not (usual and wishes and over in OVER and is_number(round_id)):
        return None
    try:
        key, on_short = UUID(fields.get("key", "")), OnShort(fields.get("on_short", ""))
    except ValueError:
        return None
    return OrderIntent(
        key=key,
        round_id=int(round_id),
        household_id=door.door_id,
        wishes=tuple(wishes),
        occurred_at=timezone.now(),
        card_epoch=door.card_epoch,
        over_percent=int(over or 0),
        on_short=on_short,
    )
