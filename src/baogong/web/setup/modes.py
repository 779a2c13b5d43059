"""How far bags are carried for a place: to the door, the entrance, or a pickup point (R94)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.queries import (
    mode_change_for,
    mode_entries,
    points_near,
    way_at,
    ways_below,
)
from baogong.apps.delivery.services import Decision, change_mode, reverse_mode
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.grids import VIEWERS
from baogong.web.setup.navigation import grid_navigation
from baogong.web.setup.timeline import now_as_typed, timeline_place
from baogong.web.setup.timeline_forms import BasisForm, ReasonForm

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


class ModeForm(BasisForm):
    """One entry: how far, where to, from when, and why."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How far bags are carried"),
        choices=[("", gettext_lazy("choose")), *Mode.choices],
    )
    point = forms.ChoiceField(
        label=gettext_lazy("Pickup point"),
        required=False,
        help_text=gettext_lazy("Where households are called to, if bags go to a pickup point."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)
    field_order = ("mode", "point", "date", "clock", "authority", "document_no", "reason")

    def __init__(self, *args: Any, points: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {str(point.pk): point for point in points}
        named = [(pk, point.label) for pk, point in self.points.items()]
        self.fields["point"].choices = [("", _("choose")), *named]  # type: ignore[attr-defined]

    @property
    def decision(self) -> Decision:
        data = self.cleaned_data
        return Decision(Mode(data["mode"]), data["reason"], self.points.get(data["point"]))


@require_http_methods(["GET", "POST"])
@for_roles(*VIEWERS)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """A place's modes; a new entry may start now or in days to come."""
    place = timeline_place(request, pk)
    form = ModeForm(request.POST or None, points=points_near(place), initial=now_as_typed())
    if request.method == "POST" and form.is_valid():
        try:
            change_mode(
                place=place,
                decision=form.decision,
                basis=form.basis,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("point" if error.code == "point_missing" else None, refusal_text(error))
        else:
            messages.success(request, _("It is recorded. Bags that are open go this way."))
            return redirect("setup:modes", pk)
    return _page(request, place, form=form)


@require_http_methods(["GET", "POST"])
@for_roles(*VIEWERS)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an entry back; what held before it holds again. A GET leads to the entries."""
    change = mode_change_for(viewer=request.user, roles=VIEWERS, pk=pk)
    if request.method == "GET":
        return redirect("setup:modes", change.place_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        place = timeline_place(request, change.place_id)
        empty = ModeForm(points=points_near(place), initial=now_as_typed())
        return _page(request, place, form=empty, refused=form)
    reason = form.cleaned_data["reason"]
    reverse_mode(change, reason=reason, actor=request.user, now=timezone.now())
    messages.success(request, _("The entry was taken back; what held before holds again."))
    return redirect("setup:modes", change.place_id)


def _page(
    request: StaffRequest, place: Place, *, form: ModeForm, refused: ReasonForm | None = None
) -> HttpResponse:
    now = timezone.now()
    context = {
        "nav": grid_navigation(request, current="setup:checklist"),
        "place": place.label,
        "here": place,
        "way": way_at(place, now),
        "entries": mode_entries(place=place, now=now),
        "below": ways_below(place=place, now=now),
        "now": now,
        "form": form,
        "refused": refused,
    }
    status = 422 if form.errors or refused else 200
    return render(request, "setup/modes.html", context, status=status)
