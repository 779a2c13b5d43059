"""Somebody calls: which door is it?"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import order_for, order_id_of
from baogong.apps.people.queries import estates_of
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.chain import DoorChoice
from baogong.web.desk.page import ROLES, desk_page


@for_roles(*ROLES)
@require_GET
def find(request: StaffRequest) -> HttpResponse:
    """Find the caller's door by what they say; an order's number leads to the order."""
    estates = estates_of(viewer=request.user, roles=ROLES)
    named = [estate for estate in estates if str(estate.pk) == request.GET.get("estate")]
    estate = next(iter(named or estates), None)
    text = request.GET.get("q", "").strip()
    found = find_doors(estate=estate, text=text) if estate and text else None
    context = {
        "estates": estates,
        "estate": estate,
        "q": text,
        "doors": None if found is None or not estate else _choices(found, estate=estate.label),
        "keep": [("estate", estate.pk)] if estate else [],
        "order_id": _order_id(request, text),
        "place_note": estate.label if estate else "",
    }
    return desk_page(request, "desk/phone.html", context, current="desk:phone")


def _choices(doors: Sequence[DoorRow], *, estate: str) -> list[DoorChoice]:
    return [
        DoorChoice(url=reverse("desk:phone_order", args=[door.id]), code=door.label, place=estate)
        for door in doors
    ]


def _order_id(request: StaffRequest, text: str) -> int | None:
    """The order whose number was typed, where the viewer may see it."""
    try:
        return order_for(viewer=request.user, roles=ROLES, pk=order_id_of(text)).pk
    except NotVisible:
        return None
