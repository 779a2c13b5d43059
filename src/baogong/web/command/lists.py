"""The lists behind a day's figures, and one bag's history."""

import datetime
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.catalog.queries import GoodRow, goods
from baogong.apps.delivery.queries import proof_photo
from baogong.apps.people.queries import estate_for
from baogong.apps.places.queries import EntranceRow, entrances_within
from baogong.apps.procurement.queries import purchases_of
from baogong.apps.reporting.queries import (
    PAGE_ROWS,
    ListQuery,
    State,
    bag_history,
    bags_of,
    orders_of,
)
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.history import timeline
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND, Day, day_for, page_number, whole_number
from baogong.web.command.taken_out import bag_export, order_export, purchase_export
from baogong.web.command.words import state_labels
from baogong.web.components.photos import photo_answer
from baogong.web.export import Export, asks_for_list, list_answer

ORDER_STATES = (
    State.ORDERED,
    State.DELIVERED,
    State.DELIVERED_SHORT,
    State.RETURNED,
    State.SHORT,
    State.OPEN,
    State.CLOSED,
    State.ASTRAY,
)
BAG_STATES = (
    State.ORDERED,
    State.PACKED,
    State.CARRIED,
    State.DELIVERED,
    State.DELIVERED_SHORT,
    State.RETURNED,
    State.SHORT,
    State.OPEN,
    State.ASTRAY,
)


@require_GET
@for_roles(*COMMAND)
def orders(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """Orders of one state, of one entrance or of all."""
    day = day_for(request, estate=estate, date=date)
    query = _query(request, day, ORDER_STATES)
    if asks_for_list(request):
        rows, _count = orders_of(replace(query, page=None))
        return _whole(request, day, order_export(rows))
    rows, count = orders_of(query)
    context = _context(request, day, query, count) | {"rows": rows}
    context["states"] = state_labels(ORDER_STATES)
    return render(request, "command/orders.html", context)


@require_GET
@for_roles(*COMMAND)
def bags(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """Bags of one state, of one entrance or of all; those that hold one good, and how much."""
    day = day_for(request, estate=estate, date=date)
    good = _good(request)
    query = replace(_query(request, day, BAG_STATES), sku=good.sku if good else "")
    if asks_for_list(request):
        rows, _count = bags_of(replace(query, page=None))
        return _whole(request, day, bag_export(rows, good=good))
    rows, count = bags_of(query)
    context = _context(request, day, query, count) | {"rows": rows, "good": good}
    context["states"] = state_labels(BAG_STATES)
    return render(request, "command/bags.html", context)


@require_GET
@for_roles(*COMMAND)
def purchases(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """What was bought for the day, and what arrived of it."""
    day = day_for(request, estate=estate, date=date)
    found = purchases_of(round_ids=day.round_ids)
    if asks_for_list(request):
        return _whole(request, day, purchase_export(found))
    context = {
        "nav": navigation(request, current="command:home"),
        "place": day.estate,
        "day": day,
        "purchases": found,
    }
    return render(request, "command/purchases.html", context)


@require_GET
@for_roles(*COMMAND)
def bag(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that happened to one bag."""
    found = bag_history(viewer=request.user, roles=COMMAND, pk=pk)
    context = {
        "nav": navigation(request, current="command:home"),
        "place": found.estate,
        "bag": found,
        "entries": timeline(found.lines),
    }
    return render(request, "command/bag.html", context)


@require_GET
@for_roles(*COMMAND)
def bag_photo(request: StaffRequest, pk: int) -> HttpResponse:
    """The photo of where the bag was left."""
    return photo_answer(proof_photo(viewer=request.user, roles=COMMAND, bag_id=pk))


def _whole(request: StaffRequest, day: Day, export: Export) -> HttpResponse:
    """All rows of a list of the day, as a file or on paper."""
    dated = replace(export, title=f"{export.title} {day.date:%Y-%m-%d}")
    place = estate_for(viewer=request.user, roles=COMMAND, pk=day.estate_id)
    return list_answer(request, dated, place=place)


def _query(request: StaffRequest, day: Day, states: tuple[State, ...]) -> ListQuery:
    """What the address asks for. Raises NotVisible for a state that is not there."""
    state = request.GET.get("state", State.ORDERED)
    if state not in states:
        raise NotVisible
    return ListQuery(
        round_ids=day.round_ids,
        state=State(state),
        entrance_id=whole_number(request.GET.get("entrance", "")) or None,
        page=page_number(request),
    )


def _good(request: StaffRequest) -> GoodRow | None:
    """The good that the address asks for, if any. Raises NotVisible for one that is not there."""
    sku = request.GET.get("good", "")
    if not sku:
        return None
    for good in goods():
        if good.sku == sku:
            return good
    raise NotVisible


def _context(request: StaffRequest, day: Day, query: ListQuery, count: int) -> dict[str, Any]:
    pages = Paginator(range(count), PAGE_ROWS)
    choices = entrances_within(path=day.estate_path)
    return {
        "nav": navigation(request, current="command:home"),
        "place": day.estate,
        "day": day,
        "state": query.state,
        "count": count,
        "page": pages.get_page(query.page or 1),
        "entrances": choices,
        "entrance": _chosen(choices, query.entrance_id),
    }


def _chosen(choices: list[EntranceRow], entrance_id: int | None) -> EntranceRow | None:
    return next((choice for choice in choices if choice.id == entrance_id), None)
