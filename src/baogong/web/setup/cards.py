"""Household cards: issue, print by entrance, replace one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.queries import (
    card_for,
    cards_by_entrance,
    cards_within,
    doors_without_card,
    estate_for,
    place_for,
)
from baogong.apps.people.services import issue_cards, reissue_card
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.paper.cards import household_cards_pdf
from baogong.web.refusals import refusal_text
from baogong.web.setup.navigation import SETUP, navigation

SHOWN_DOORS = 60


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Entrance by entrance: doors, cards, and what is still to be issued."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    entrances = cards_by_entrance(estate)
    missing = sum(row.missing for row in entrances)
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": estate.label,
        "estate": estate,
        "entrances": entrances,
        "doors": sum(row.doors for row in entrances),
        "cards": sum(row.cards for row in entrances),
        "handed_out": sum(row.handed_out for row in entrances),
        "waiting": any(row.waiting for row in entrances),
        "missing": missing,
        "without": doors_without_card(estate, limit=SHOWN_DOORS),
        "more": missing - SHOWN_DOORS,
    }
    return render(request, "setup/cards.html", context)


@require_POST
@for_roles(*SETUP)
def issue(request: StaffRequest, pk: int) -> HttpResponse:
    """Give every door of the estate that has none a card; once more issues nothing."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    issued = issue_cards(place=estate, actor=request.user, now=timezone.now())
    messages.success(
        request, _("%(n)s cards were issued. Print them by entrance.") % {"n": issued}
    )
    return redirect("setup:cards", pk)


@require_GET
@for_roles(*SETUP)
def entrance(request: StaffRequest, pk: int) -> HttpResponse:
    """The cards of one entrance: handed out or not, and a lost one is replaced here."""
    place = place_for(viewer=request.user, roles=SETUP, pk=pk)
    cards = cards_within(place)
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": place.label,
        "estate": estate_of(place),
        "entrance": place,
        "cards": cards,
        "waiting": sum(card.handed_out_at is None for card in cards),
        "seen_at": timezone.now().isoformat(),
    }
    return render(request, "setup/entrance_cards.html", context)


@require_GET
@for_roles(*SETUP)
def pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """The cards of an entrance, or of the whole estate, to print and cut."""
    place = place_for(viewer=request.user, roles=SETUP, pk=pk)
    try:
        content = household_cards_pdf(request.user, place.pk)
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return redirect("setup:settings", pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="cards-{pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@for_roles(*SETUP)
def reissue(request: StaffRequest, pk: int) -> HttpResponse:
    """Replace a lost card: the old one and its sessions stop at once."""
    card = card_for(viewer=request.user, roles=SETUP, pk=pk)
    if str(card.epoch) == request.POST.get("epoch"):
        reissue_card(card_id=card.pk, actor=request.user, now=timezone.now())
    messages.success(
        request,
        _("The card of %(door)s was replaced; the old one no longer works. Print the new one.")
        % {"door": card.household.label},
    )
    return redirect("setup:entrance_cards", card.household.parent_id)
