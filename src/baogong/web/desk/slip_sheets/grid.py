"""Typing a whole building: one page, keyboard only; wrong rows stay, good ones are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.errors import AlreadyOrdered
from baogong.apps.ordering.queries import (
    OfferRow,
    door_slips,
    offer_of_round,
    round_for,
    slip_counts,
    slip_progress,
)
from baogong.apps.ordering.services import enter_slips
from baogong.apps.places.queries import doors_within
from baogong.values.codes import group
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.asks import asked_for
from baogong.web.components.fields import is_number
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.desk.slip_sheets.printing import part_of_round
from baogong.web.desk.slip_sheets.rows import Row, fill, new_rows
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place

PAGE_DOORS = 120


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def grid(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors of a building or entrance (``?place=``); a POST says which doors it is of."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    asked = request.POST.get("place", "") or request.GET.get("place", "")
    place = part_of_round(request, round_, asked)
    offer = offer_of_round(round_id=pk, now=timezone.now())
    if request.method == "POST":
        sent = [int(pk) for pk in request.POST.getlist("door")[:PAGE_DOORS] if is_number(pk)]
        rows = new_rows(door_slips(round_=round_, door_ids=sent), offer.packages())
        fill(rows, request.POST)
        return _take(request, round_, offer, rows, place=place)
    pages = Paginator([door.pk for door in doors_within(place)], PAGE_DOORS)
    page = pages.get_page(request.GET.get("page"))
    doors = door_slips(round_=round_, door_ids=list(page.object_list))
    rows = new_rows(doors, offer.packages())
    return grid_page(request, offer, rows, place=place, page=page)


def _take(
    request: StaffRequest, round_: Round, offer: OfferRow, rows: Sequence[Row], *, place: Place
) -> HttpResponse:
    """Enter the good rows; the page comes back with the wrong ones, if any."""
    try:
        entered = _enter(request, round_, rows)
    except DomainError as error:
        return grid_page(request, offer, rows, place=place, errors=[refusal_text(error)])
    if entered:
        messages.success(request, _typed(entered))
        if not any(row.is_wrong for row in rows):
            query = urlencode({"place": place.pk})
            return redirect(f"{reverse('desk:slip_grid', args=[round_.pk])}?{query}")
    errors = []
    if all(row.is_empty for row in rows):
        errors = [_("Nothing is typed yet. Type how many beside the door of a slip.")]
    left = _left(round_, rows, offer)
    return grid_page(request, offer, left, place=place, errors=errors)


def grid_page(
    request: StaffRequest,
    offer: OfferRow,
    rows: Sequence[Row],
    *,
    place: Place,
    errors: Sequence[str] = (),
    **more: Any,
) -> HttpResponse:
    """The grid with its rows: empty, typed or read from photos."""
    wrong = [error for row in rows for error in row.errors()]
    context = {
        "offer": offer,
        "asked_for": asked_for(offer),
        "packages": offer.packages(),
        "counts": slip_counts(round_id=offer.id),
        "parts": slip_progress(round_id=offer.id, place=place),
        "grid_place": place,
        "rows": rows,
        "wrong": wrong,
        "errors": errors,
        "place_note": offer.estate,
        **more,
    }
    status = 422 if wrong or errors else 200
    template = "desk/slip_grid.html"
    return desk_page(request, template, context, current="desk:home", status=status)


def _enter(request: StaffRequest, round_: Round, rows: Sequence[Row]) -> int:
    """Enter the good rows; the others get their errors. Raises what holds for every row."""
    good = [row for row in rows if not row.is_empty and not row.is_wrong]
    now = timezone.now()
    decisions = enter_slips(
        [row.typed() for row in good], round_id=round_.pk, actor=request.user, now=now
    )
    for row, decision in zip(good, decisions, strict=True):
        if isinstance(decision.refusal, AlreadyOrdered):
            orders = [group(number) for number in decision.refusal.data["numbers"].split(", ")]
            row.error = _(
                "This door ordered already: %(numbers)s. Tick to add, or empty the row."
            ) % {"numbers": _(", ").join(orders)}
        elif decision.refusal:
            row.error = refusal_text(decision.refusal)
    return sum(decision.refusal is None for decision in decisions)


def _left(round_: Round, rows: Sequence[Row], offer: OfferRow) -> list[Row]:
    """Wrong rows as they were typed; those that are entered empty again, with their orders."""
    doors = door_slips(round_=round_, door_ids=[row.door.id for row in rows])
    empty = {row.door.id: row for row in new_rows(doors, offer.packages())}
    return [row if row.is_wrong else empty[row.door.id] for row in rows]


def _typed(count: int) -> str:
    return ngettext(
        "%(n)s slip is typed. Somebody else reads it again.",
        "%(n)s slips are typed. Somebody else reads them again.",
        count,
    ) % {"n": count}
