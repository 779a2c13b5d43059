"""A liaison's estate today: who ordered, what is on offer, who owes, whom to call (R43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import (
    OfferRow,
    PlaceSlips,
    due_balances,
    group_buys_waiting,
    lines_waiting,
    next_opening_for_door,
    offers_for_door,
    orders_by_channel,
    round_rows,
    slip_progress,
    tool_rounds,
)
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SMALL_BALANCE_FEN, UNREACHED_DAYS
from baogong.apps.reporting.queries import care_calls_due
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.estates import chosen_estate
from baogong.web.desk.page import desk_page
from baogong.web.liaison.page import LIAISONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpResponse

    from baogong.apps.ordering.enums import Channel
    from baogong.apps.places.models import Place

EARLIER = 5


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that takes orders. ``lines`` of chains and orders of ``bought`` files wait for a
    person."""

    offer: OfferRow
    buildings: Sequence[PlaceSlips]
    channels: Sequence[tuple[Channel, int]]
    lines: int
    bought: int

    @property
    def doors(self) -> int:
        return sum(row.doors for row in self.buildings)

    @property
    def ordered(self) -> int:
        return sum(row.ordered for row in self.buildings)

    @property
    def without_order(self) -> int:
        return self.doors - self.ordered


@for_roles(*LIAISONS)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """The estate in ``?estate=``, or the first one."""
    estates, estate = chosen_estate(request, roles=LIAISONS)
    context: dict[str, Any] = {"estates": estates, "estate": estate}
    if estate:
        context |= _today(request, estate, now=timezone.now()) | {"place_note": estate.label}
    return desk_page(request, "liaison/home.html", context, current="liaison:home")


def _today(request: StaffRequest, estate: Place, *, now: datetime) -> dict[str, Any]:
    offers = offers_for_door(path=estate.path, now=now)
    rounds = round_rows(viewer=request.user, roles=LIAISONS, now=now)
    small = setting(SMALL_BALANCE_FEN, place=estate, at=now)
    owing = due_balances(within=[estate], small_fen=small, now=now)
    days = setting(UNREACHED_DAYS, place=estate, at=now)
    tools = tool_rounds(estate_id=estate.pk)
    return {
        "rounds": _open_rounds(offers, estate),
        "opens_at": None if offers else next_opening_for_door(path=estate.path, now=now),
        "earlier": [row for row in rounds if row.closed and row.estate_id == estate.pk][:EARLIER],
        "owing": len(owing),
        "owing_fen": sum(row.fen for row in owing),
        "calls": len(care_calls_due(estate=estate, since=now - timedelta(days=days))),
        "days": days,
        "tool_rounds": tools,
        "tool_fen": sum(row.left_fen for row in tools),
        "unsigned": any(row.waits for row in tools),
    }


def _open_rounds(offers: Sequence[OfferRow], estate: Place) -> list[OpenRound]:
    """Three queries, and one for each round; an estate has one or two that take orders."""
    ids = [offer.id for offer in offers]
    lines, bought = lines_waiting(round_ids=ids), group_buys_waiting(round_ids=ids)
    channels = orders_by_channel(round_ids=ids)
    return [
        OpenRound(
            offer=offer,
            buildings=slip_progress(round_id=offer.id, place=estate),
            channels=list(channels.get(offer.id, {}).items()),
            lines=lines.get(offer.id, 0),
            bought=bought.get(offer.id, 0),
        )
        for offer in offers
    ]
