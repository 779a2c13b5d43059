"""Printed cards on their way to the doors: what was handed out, and what was not."""

from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.queries import (
    card_for,
    doors_without_card_in_hand,
    estate_for,
    place_for,
)
from baogong.apps.people.services import hand_out_cards, take_card_back
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.scope import whole_number
from baogong.web.export import Export, list_answer
from baogong.web.paper.corner import sheet_head
from baogong.web.setup.navigation import SETUP, navigation

PAGE_ROWS = 100


@require_POST
@for_roles(*SETUP)
def hand_out(request: StaffRequest, pk: int) -> HttpResponse:
    """All cards of an entrance were handed out except the ticked ones."""
    place = place_for(viewer=request.user, roles=SETUP, pk=pk)
    kept = {whole_number(card) for card in request.POST.getlist("kept")}
    now = timezone.now()
    given = hand_out_cards(
        place=place, kept=kept, seen_at=_seen_at(request, now=now), actor=request.user, now=now
    )
    done = ngettext("%(n)s card was handed out.", "%(n)s cards were handed out.", given)
    messages.success(request, done % {"n": given})
    return redirect("setup:entrance_cards", pk)


def _seen_at(request: StaffRequest, *, now: datetime) -> datetime:
    """When the list was made that the giver looked at; nonsense counts as now."""
    try:
        at = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        at = None
    return min(at, now) if at is not None and timezone.is_aware(at) else now


@require_POST
@for_roles(*SETUP)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """A card was not handed out after all."""
    card = card_for(viewer=request.user, roles=SETUP, pk=pk)
    take_card_back(card_id=card.pk, actor=request.user, now=timezone.now())
    messages.success(
        request, _("The card of %(door)s waits again.") % {"door": card.household.label}
    )
    return redirect("setup:entrance_cards", card.household.parent_id)


@require_GET
@for_roles(*SETUP)
def waiting(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors whose card was not handed out, a page at a time."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    page = Paginator(doors_without_card_in_hand(estate), PAGE_ROWS)
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": estate.label,
        "estate": estate,
        "page": page.get_page(request.GET.get("page")),
    }
    return render(request, "setup/cards_waiting.html", context)


@require_GET
@for_roles(*SETUP)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The same list as a file."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    rows = [
        (row.entrance, row.door, _issued(row.issued_at))
        for row in doors_without_card_in_hand(estate)
    ]
    head = (_("Entrance"), _("Door"), _("Card issued"))
    found = Export("cards-waiting", _("Cards not handed out"), head, rows)
    return list_answer(request, found, place=estate)


@require_GET
@for_roles(*SETUP)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The same list on paper, entrance by entrance, with boxes to tick."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    rows = doors_without_card_in_hand(estate)
    entrances = [
        (entrance, list(group)) for entrance, group in groupby(rows, key=lambda row: row.entrance)
    ]
    context = {
        "entrances": entrances,
        "doors": len(rows),
        **sheet_head(place=estate.label, path=estate.path, now=timezone.now()),
    }
    return render(request, "setup/cards_waiting_print.html", context)


def _issued(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else _("no card yet")
