"""A day's shifts: who is on them, what is lacking, gaps filled in one step."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.queries import (
    ShiftRow,
    duty_for,
    estate_for,
    free_people,
    shift_for,
    shift_turns,
    shifts_of,
    team_meals,
)
from baogong.apps.people.services import (
    fill_gaps,
    free_turn,
    give_turns,
    plan_shifts,
    set_needed,
)
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import day_of
from baogong.web.export import Export
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.export import export_for_a_reason
from baogong.web.setup.people.forms import ShiftForm
from baogong.web.setup.people.page import PEOPLE, people_page


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The shifts of a day, and how many of one's own people eat on it."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    day = _day(request)
    rows = shifts_of(estate=estate, day=day)
    context = {
        "rows": rows,
        "day": day,
        "day_text": day.isoformat(),
        "today": timezone.localdate(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "lacking": sum(row.lacking for row in rows),
        "heads": sum(len(row.turns) for row in rows),
        "meals": team_meals(estate=estate, day=day),
    }
    return people_page(
        request, "setup/people/shifts.html", context, estate=estate, current="setup:shifts"
    )


@require_GET
@for_roles(*PEOPLE)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The day's shifts on paper."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    day = _day(request)
    context = {
        "rows": shifts_of(estate=estate, day=day),
        "day": day,
        "meals": team_meals(estate=estate, day=day),
        **sheet_head(place=estate.label, path=estate.path, now=timezone.now()),
    }
    return render(request, "setup/people/shifts_print.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The day's shifts as CSV, once somebody says what they are for."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    rows = shifts_of(estate=estate, day=_day(request))
    head = (_("Team or desk"), _("Begins"), _("Ends"), _("People needed"), _("People"), _("Who"))

    def make() -> Export:
        return Export("shifts", estate.label, head, [_cells(row) for row in rows])

    return export_for_a_reason(request, make, count=len(rows), estate=estate, tab="setup:shifts")


@require_POST
@for_roles(*PEOPLE)
def fill(request: StaffRequest, pk: int) -> HttpResponse:
    """Make the shifts of today and tomorrow where they are missing, and fill the gaps."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    now = timezone.now()
    plan_shifts(estate=estate, now=now)
    done = fill_gaps(estate=estate, actor=request.user, now=now)
    text = ngettext("%(n)s turn was given.", "%(n)s turns were given.", done.given)
    messages.success(request, text % {"n": done.given})
    if done.lacking:
        text = ngettext(
            "%(n)s person is still lacking: nobody fitting is free then.",
            "%(n)s people are still lacking: nobody fitting is free then.",
            done.lacking,
        )
        messages.warning(request, text % {"n": done.lacking})
    if done.without:
        text = ngettext(
            "%(n)s person has no turn: no team, or no shift at their hours.",
            "%(n)s people have no turn: no team, or no shift at their hours.",
            len(done.without),
        )
        messages.warning(request, text % {"n": len(done.without)})
    return redirect("setup:shifts", pk)


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One shift: how many it needs, who is on it, others by hand."""
    shift = shift_for(viewer=request.user, roles=PEOPLE, pk=pk)
    people = free_people(shift=shift)
    form = ShiftForm(request.POST or None, people=people, initial={"needed": shift.needed})
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["needed"] != shift.needed:
            set_needed(shift_id=pk, needed=data["needed"], actor=request.user, now=now)
        try:
            give_turns(shift_id=pk, person_ids=data["people"], actor=request.user, now=now)
        except DomainError as error:
            form.add_error("people", refusal_text(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("setup:shift", pk)
    context = {
        "shift": shift,
        "label": shift.label,
        "day_text": timezone.localtime(shift.starts_at).date().isoformat(),
        "turns": shift_turns(shift=shift),
        "form": form,
    }
    return people_page(
        request, "setup/people/shift.html", context, estate=shift.estate, current="setup:shifts"
    )


@require_POST
@for_roles(*PEOPLE)
def free(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody's turn away."""
    duty = duty_for(viewer=request.user, roles=PEOPLE, pk=pk)
    free_turn(duty_id=pk, actor=request.user, now=timezone.now())
    text = _("The turn of %(name)s is free.")
    messages.success(request, text % {"name": duty.person.name})
    return redirect(reverse("setup:shift", args=[duty.shift_id]))


def _cells(row: ShiftRow) -> list[Any]:
    begin, end = (
        f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (row.starts_at, row.ends_at)
    )
    names = ", ".join(turn.name for turn in row.turns)
    return [row.label, begin, end, row.needed, len(row.turns), names]


def _day(request: StaffRequest) -> date:
    return day_of(request.GET.get("day", "")) or timezone.localdate()
