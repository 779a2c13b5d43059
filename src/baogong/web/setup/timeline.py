"""Levels and movement rules of a place: what held, what holds, what is to come."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.queries import (
    ChangeRow,
    Kind,
    change_for,
    places_below,
    timeline,
)
from baogong.apps.control.services import change_level, change_rule, reverse_change
from baogong.apps.people.queries import place_for
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import clock_text
from baogong.web.refusals import refusal_text
from baogong.web.setup.grids import VIEWERS
from baogong.web.setup.navigation import SETUP, grid_navigation
from baogong.web.setup.notice_text import notices
from baogong.web.setup.timeline_forms import ChangeForm, ReasonForm

# Grid leaders switch the rule of their grid; levels are set above them.
ROLES = {Kind.RULE: VIEWERS, Kind.LEVEL: SETUP}
KINDS = (PlaceKind.TOWN, PlaceKind.ESTATE, PlaceKind.GRID, PlaceKind.BUILDING, PlaceKind.ENTRANCE)


@require_http_methods(["GET", "POST"])
@for_roles(*VIEWERS)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """A place's timeline; a new entry may start in the past or in days to come."""
    kinds = _kinds(request, pk)
    form = ChangeForm(request.POST or None, kinds=kinds, initial=now_as_typed())
    if request.method == "POST" and form.is_valid():
        about: dict[str, Any] = {
            "place": timeline_place(request, pk),
            "basis": form.basis,
            "actor": request.user,
            "now": timezone.now(),
        }
        try:
            if form.kind is Kind.RULE:
                change: Any = change_rule(rule=MovementRule(form.value), **about)
            else:
                change = change_level(level=ZoneLevel(form.value), **about)
        except DomainError as error:
            form.add_error("authority", refusal_text(error))
        else:
            messages.success(request, _("It is recorded. Paste the notice where people read it."))
            here = reverse("setup:timeline", args=[pk])
            return redirect(f"{here}?notice={form.kind}-{change.pk}")
    return _page(request, pk, form=form)


@require_http_methods(["GET", "POST"])
@for_roles(*VIEWERS)
def take_back(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """Take an entry back; what held before it holds again. A GET leads to the entries."""
    if kind not in ROLES:
        raise NotVisible
    change = change_for(viewer=request.user, roles=ROLES[Kind(kind)], kind=Kind(kind), pk=pk)
    if request.method == "GET":
        return redirect("setup:timeline", change.place_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            reverse_change(change, reason=reason, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("reason", refusal_text(error))
        else:
            messages.success(request, _("The entry was taken back; what held before holds again."))
            return redirect("setup:timeline", change.place_id)
    return _page(request, change.place_id, refused=form)


def _page(
    request: StaffRequest,
    place_id: int,
    *,
    form: ChangeForm | None = None,
    refused: ReasonForm | None = None,
) -> HttpResponse:
    place = timeline_place(request, place_id)
    now = timezone.now()
    held = timeline(place=place, now=now)
    kinds = _kinds(request, place_id)
    context = {
        "nav": grid_navigation(request, current="setup:checklist"),
        "place": place.label,
        "here": place,
        "held": held,
        "now": now,
        "may_take_back": {kind.value for kind in kinds},
        "below": places_below(place=place, now=now),
        "notices": _notices(request, place, held.entries),
        "form": form or ChangeForm(kinds=kinds, initial=now_as_typed()),
        "refused": refused,
    }
    wrong = bool((form and form.errors) or refused)
    return render(request, "setup/timeline.html", context, status=422 if wrong else 200)


def timeline_place(request: StaffRequest, pk: int) -> Any:
    """The gate: a place of the viewer's that has a timeline; doors and sites have none."""
    place = place_for(viewer=request.user, roles=VIEWERS, pk=pk)
    if place.kind not in KINDS:
        raise NotVisible
    return place


def _kinds(request: StaffRequest, pk: int) -> tuple[Kind, ...]:
    """What the viewer records here: levels only where they command, not where they lead."""
    try:
        place_for(viewer=request.user, roles=ROLES[Kind.LEVEL], pk=pk)
    except NotVisible:
        return (Kind.RULE,)
    return tuple(ROLES)


def _notices(
    request: StaffRequest, place: Any, entries: tuple[ChangeRow, ...]
) -> list[tuple[str, str]]:
    asked = request.GET.get("notice", "")
    found = [row for row in entries if f"{row.kind}-{row.id}" == asked]
    return notices(found[0], estate=_estate_label(place)) if found else []


def _estate_label(place: Any) -> str:
    """The estate around a grid, building or entrance; empty for what stands above."""
    above = place.kind in {PlaceKind.TOWN, PlaceKind.ESTATE}
    return "" if above else estate_of(place).label


def now_as_typed() -> dict[str, Any]:
    day, clock = clock_text(timezone.now())
    return {"date": day, "clock": clock}
