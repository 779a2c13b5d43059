"""One version of a grid plan: a draft to work on, an older one to look at, on paper, compared."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import actor_names, draft_for, grid_plan_for
from baogong.apps.places.queries import (
    PlanRow,
    grid_matrix,
    grid_plans,
    grid_totals,
    grids_of,
    outline_rows,
    plan_difference,
    plan_parts,
    version_text,
)
from baogong.apps.places.services import approve_plan, assign_parts, discard_plan
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.ground import drawing
from baogong.web.refusals import refusal_text
from baogong.web.setup.grid_forms import ApproveForm, PartsForm
from baogong.web.setup.grids import VIEWERS
from baogong.web.setup.navigation import SETUP, grid_navigation

PAGE_ROWS = 100


@require_GET
@for_roles(*VIEWERS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft for who may draw; any version to look at."""
    return _page(request, pk)


@require_POST
@for_roles(*SETUP)
def assign(request: StaffRequest, pk: int) -> HttpResponse:
    """Give buildings and entrances to grids."""
    plan = draft_for(viewer=request.user, roles=SETUP, pk=pk)
    form = PartsForm(request.POST, grids=grids_of(estate_id=plan.estate_id))
    if form.is_valid():
        grid_of = form.cleaned_data["grid_of"]
        try:
            count = assign_parts(
                plan_id=plan.pk, grid_of=grid_of, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _given(count))
            here = reverse("setup:grid_plan", args=[pk])
            return redirect(f"{here}?page={_page_number(request)}#draw")
    return _page(request, pk, parts_form=form)


@require_POST
@for_roles(*SETUP)
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the draft into force."""
    plan = draft_for(viewer=request.user, roles=SETUP, pk=pk)
    form = ApproveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            approve_plan(
                plan_id=plan.pk,
                seen=data["seen"],
                note=data["note"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("note", refusal_text(error))
        else:
            text = _("Grid plan v%(version)s is in force. Sheets printed from now on carry it.")
            messages.success(request, text % {"version": plan.version})
            return redirect("setup:grids", plan.estate_id)
    return _page(request, pk, approve_form=form)


@require_POST
@for_roles(*SETUP)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    plan = draft_for(viewer=request.user, roles=SETUP, pk=pk)
    try:
        discard_plan(plan_id=plan.pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("The draft was thrown away; the plan in force stands."))
    return redirect("setup:grids", plan.estate_id)


@require_GET
@for_roles(*VIEWERS)
def difference(request: StaffRequest, pk: int) -> HttpResponse:
    """What a version moves, compared with another one (``?from=<version>``) or the one before."""
    plan = grid_plan_for(viewer=request.user, roles=VIEWERS, pk=pk)
    plans = grid_plans(estate_id=plan.estate_id)
    older = [row for row in plans if row.approved_at and row.version < plan.version]
    asked = request.GET.get("from", "")
    before = next((row for row in older if str(row.version) == asked), None)
    before = before or next(iter(older), None)
    moves = plan_difference(
        estate=plan.estate, before=before.id if before else None, after=plan.pk
    )
    context = {
        "nav": grid_navigation(request, current="setup:checklist"),
        "place": plan.estate.label,
        "plan": plan,
        "before": before,
        "older": older,
        "moves": moves,
        "doors": sum(move.part.doors for move in moves),
        "people": sum(move.part.people for move in moves),
    }
    return render(request, "setup/grid_difference.html", context)


@require_GET
@for_roles(*VIEWERS)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """A version on paper."""
    plan = grid_plan_for(viewer=request.user, roles=VIEWERS, pk=pk)
    context = _state(request, pk) | {
        "place": plan.estate.label,
        "plan_version": version_text(plan.version),
        "printed_at": timezone.now(),
    }
    return render(request, "setup/grid_print.html", context)


def _page(
    request: StaffRequest,
    pk: int,
    *,
    parts_form: PartsForm | None = None,
    approve_form: ApproveForm | None = None,
) -> HttpResponse:
    state = _state(request, pk)
    row, estate = state["plan"], state["estate"]
    page = Paginator(state["matrix"], PAGE_ROWS).get_page(_page_number(request))
    names = actor_names([row.drawn_by, row.approved_by])
    context = state | {
        "nav": grid_navigation(request, current="setup:checklist"),
        "place": estate.label,
        "page": page,
        "drawn_by": names.get(row.drawn_by, ""),
        "approved_by": names.get(row.approved_by, ""),
        "parts_form": parts_form or PartsForm(grids=state["grids"]),
        "approve_form": approve_form or ApproveForm(initial={"seen": row.edits}),
        "forms": [form for form in (parts_form, approve_form) if form],
    }
    draws = row.is_draft and Role.COMMANDER in request.roles
    template = "setup/grid_draft.html" if draws else "setup/grid_plan.html"
    refused = any(form.errors for form in context["forms"])
    return render(request, template, context, status=422 if refused else 200)


def _state(request: StaffRequest, pk: int) -> dict[str, Any]:
    """A version with its matrix and totals."""
    plan = grid_plan_for(viewer=request.user, roles=VIEWERS, pk=pk)
    rows = grid_plans(estate_id=plan.estate_id)
    row: PlanRow = next(row for row in rows if row.id == pk)
    grids = grids_of(estate_id=plan.estate_id)
    parts = plan_parts(estate=plan.estate, plan_id=pk)
    *totals, orphans = grid_totals(parts, grids)
    matrix = grid_matrix(parts, grids)
    return {
        "estate": plan.estate,
        "plan": row,
        "is_changed": any(other.is_live for other in rows),
        "grids": grids,
        "totals": totals,
        "orphans": orphans,
        "added": len(parts) - row.entrances,
        "matrix": matrix,
        "drawing": drawing(
            outline_rows(estate=plan.estate),
            grids={row.id: row.grid.number for row in matrix if row.grid},
        ),
    }


def _page_number(request: StaffRequest) -> str:
    return request.GET.get("page", "1")


def _given(count: int) -> str:
    text = ngettext("%(n)s entrance was given.", "%(n)s entrances were given.", count)
    return text % {"n": count}
