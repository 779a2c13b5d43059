"""The one screen of the phone desk: whose door is it on top, the call below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.queries import ActRow, act_for, order_id_of
from baogong.apps.people.queries import estates_of
from baogong.apps.places.queries import DoorRow, find_doors_among
from baogong.apps.tickets.queries import EnquiryRow, ReplyRow, calls_from, faq
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest
from baogong.web.components.chain import DoorChoice
from baogong.web.desk.page import COLLECTORS, ROLES, desk_page

MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class EstateChoice:
    """An estate of the viewer."""

    id: int
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a caller may mean: the doors (None before the first search), the number of an order or
    of what waits alone, earlier calls by their number or the phone, or a question of the FAQ."""

    doors: Sequence[DoorRow] | None = None
    order_id: int | None = None
    ask_id: int | None = None
    calls: Sequence[EnquiryRow] = ()
    answers: Sequence[ReplyRow] = ()


def estate_choices(request: StaffRequest) -> list[EstateChoice]:
    """The estates whose calls the viewer takes."""
    estates = estates_of(viewer=request.user, roles=COLLECTORS)
    return [EstateChoice(estate.pk, estate.label, estate.path) for estate in estates]


def find(request: StaffRequest, text: str) -> Found:
    """Look in every estate of the viewer, or in the chosen one."""
    if not text:
        return Found()
    estates = estates_of(viewer=request.user, roles=COLLECTORS)
    chosen = [estate for estate in estates if str(estate.pk) == request.GET.get("estate")]
    asks = len(text) > 1 and any(map(str.isalpha, text))
    ids = [estate.pk for estate in chosen or estates]
    act = _act(request, text)
    return Found(
        doors=find_doors_among(chosen or estates, text=text),
        order_id=act.order.id if act and act.order else None,
        ask_id=act.row.id if act and not act.order else None,
        calls=calls_from(viewer=request.user, roles=ROLES, text=text),
        answers=faq(estate_ids=ids, text=text, most=MOST_ANSWERS) if asks else (),
    )


def surely(found: Found, text: str) -> str | None:
    """Where the one door or order is that was meant; None when it may be another."""
    doors = found.doors or ()
    exact = [door for door in doors if door.label.casefold() == text.casefold()]
    if len(exact or doors) == 1:
        return _url((exact or doors)[0])
    if not doors and found.order_id:
        return reverse("desk:order", args=[found.order_id])
    if not doors and found.ask_id:
        return reverse("desk:ask", args=[found.ask_id])
    if not doors and len(found.calls) == 1:
        return reverse("desk:enquiry", args=[found.calls[0].id])
    return None


def call_page(
    request: StaffRequest,
    template: str,
    context: dict[str, Any],
    *,
    found: Found | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a step of a call below the search."""
    found = found or Found()
    estates = estates_of(viewer=request.user, roles=COLLECTORS)
    chosen = [estate for estate in estates if str(estate.pk) == request.GET.get("estate")]
    search = {
        "estates": estates,
        "chosen": next(iter(chosen), None),
        "q": request.GET.get("q", "").strip(),
        "doors": None if found.doors is None else [_choice(door) for door in found.doors],
        "order_id": found.order_id,
        "ask_id": found.ask_id,
        "calls": found.calls,
        "answers": found.answers,
        "keep": [("estate", estate.pk) for estate in chosen],
    }
    return desk_page(request, template, search | context, current="desk:phone", status=status)


def _choice(door: DoorRow) -> DoorChoice:
    return DoorChoice(url=_url(door), code=door.label, place=door.estate)


def _url(door: DoorRow) -> str:
    return reverse("desk:phone_order", args=[door.id])


def _act(request: StaffRequest, text: str) -> ActRow | None:
    """What has the number that was typed, where the viewer may see it."""
    try:
        pk = order_id_of(text)
    except NotVisible:
        return None
    return act_for(viewer=request.user, roles=COLLECTORS, pk=pk, now=timezone.now())
