"""An estate's grids and the versions of its plan."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import actor_names, estate_around_for, estate_for, place_for
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import PlanRow, grid_plans, grid_totals, grids_of, plan_parts
from baogong.apps.places.services import add_grids, draw_plan, rename_grid
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.navigation import SETUP, grid_navigation

VIEWERS = (*SETUP, Role.GRID_LEADER)
MOST_AT_ONCE = 50
MOST_FORGOTTEN = 60


class CountForm(forms.Form):
    """How many grids are added; none adds none."""

    grids = forms.IntegerField(
        label=gettext_lazy("How many grids?"), min_value=1, max_value=MOST_AT_ONCE
    )


class NameForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Name of the grid"), max_length=40)


@require_GET
@for_roles(*VIEWERS)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """What each grid holds by the plan in force, and every version."""
    return _page(request, pk)


@require_POST
@for_roles(*SETUP)
def draw(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a draft, the first one with its grids; or open the draft that there is."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    form = CountForm(request.POST)
    wanted = form.cleaned_data["grids"] if form.is_valid() else 0
    if "grids" in request.POST and not wanted:
        return _page(request, pk, form=form)
    try:
        plan = draw_plan(estate=estate, grids=wanted, actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error("grids", refusal_text(error))
        return _page(request, pk, form=form)
    return redirect("setup:grid_plan", plan.pk)


@require_POST
@for_roles(*SETUP)
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """More grids, numbered on."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    form = CountForm(request.POST)
    if form.is_valid():
        count = form.cleaned_data["grids"]
        try:
            add_grids(estate=estate, count=count, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("grids", refusal_text(error))
        else:
            messages.success(request, _("Grids added: %(n)s.") % {"n": count})
            return redirect("setup:grids", pk)
    return _page(request, pk, form=form)


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name for a grid; its number stays. A GET leads to the grids."""
    grid = place_for(viewer=request.user, roles=SETUP, pk=pk)
    if grid.kind != PlaceKind.GRID or grid.parent_id is None:
        raise NotVisible
    if request.method == "GET":
        return redirect("setup:grids", grid.parent_id)
    form = NameForm(request.POST)
    if form.is_valid():
        label = form.cleaned_data["label"]
        try:
            rename_grid(grid=grid, label=label, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("label", refusal_text(error))
        else:
            messages.success(request, _("The grid is called %(label)s now.") % {"label": label})
            return redirect("setup:grids", grid.parent_id)
    return _page(request, grid.parent_id, form=form)


def _page(
    request: StaffRequest, estate_id: int, *, form: forms.Form | None = None
) -> HttpResponse:
    estate = estate_around_for(viewer=request.user, roles=VIEWERS, pk=estate_id)
    plans = grid_plans(estate_id=estate.pk)
    live = next((plan for plan in plans if plan.is_live), None)
    grids = grids_of(estate_id=estate.pk)
    parts = plan_parts(estate=estate, plan_id=live.id if live else None)
    *totals, orphans = grid_totals(parts, grids)
    forgotten = [part for part in parts if part.grid is None] if live else []
    context = {
        "nav": grid_navigation(request, current="setup:checklist"),
        "place": estate.label,
        "estate": estate,
        "plans": _with_names(plans),
        "live": live,
        "draft": next((plan for plan in plans if plan.is_draft), None),
        "totals": totals,
        "orphans": orphans,
        "forgotten": forgotten[:MOST_FORGOTTEN],
        "more_forgotten": max(len(forgotten) - MOST_FORGOTTEN, 0),
        "may_draw": Role.COMMANDER in request.roles,
        "form": form or CountForm(),
    }
    status = 422 if form and form.errors else 200
    return render(request, "setup/grids.html", context, status=status)


def _with_names(plans: Sequence[PlanRow]) -> list[tuple[PlanRow, str, str]]:
    """Each plan with the names of who drew and who approved it."""
    names = actor_names(actor for plan in plans for actor in (plan.drawn_by, plan.approved_by))
    return [
        (plan, names.get(plan.drawn_by, ""), names.get(plan.approved_by, "")) for plan in plans
    ]
