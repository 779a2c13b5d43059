"""The line on a wall, legible at four metres; and a day of all estates, one line for each."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.reporting.queries import lines_of
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.days import line_context, seen_now
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND, Day, day_for, days_of
from baogong.web.command.stages import stage_cards, verdict_text


@require_GET
@for_roles(*COMMAND)
def wall(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """One estate's day without anything around it."""
    day = day_for(request, estate=estate, date=date)
    return render(request, "command/wall.html", _context(day))


@require_GET
@for_roles(*COMMAND)
def wall_live(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """The moving part of the wall; 204 while nothing moved since version ``v``."""
    day = day_for(request, estate=estate, date=date)
    if request.GET.get("v") == seen_now(timezone.now()):
        return HttpResponse(status=204)
    return render(request, "command/wall_live.html", _context(day))


@require_GET
@for_roles(*COMMAND)
def town(request: StaffRequest, date: datetime.date) -> HttpResponse:
    """Every estate that is supplied on a day: the same six stages, and what holds it up."""
    return render(request, "command/town.html", _town(request, date))


@require_GET
@for_roles(*COMMAND)
def town_live(request: StaffRequest, date: datetime.date) -> HttpResponse:
    """The moving part of the town's page; 204 while nothing moved since version ``v``."""
    if request.GET.get("v") == seen_now(timezone.now()):
        return HttpResponse(status=204)
    return render(request, "command/town_live.html", _town(request, date))


def _context(day: Day) -> dict[str, Any]:
    now = timezone.now()
    seen = seen_now(now)
    return {"day": day, "now": now, "version": seen, **line_context(day, now=now)}


def _town(request: StaffRequest, date: datetime.date) -> dict[str, Any]:
    now = timezone.now()
    seen = seen_now(now)
    days = days_of(request, date=date)
    lines = lines_of(round_ids=[pk for day in days for pk in day.round_ids], now=now)
    return {
        "nav": navigation(request, current="command:home"),
        "date": date,
        "version": seen,
        "rows": [
            (day, stage_cards(line, day=day, now=now), verdict_text(line, now=now))
            for day in days
            if (line := lines.get(day.estate_id))
        ],
    }
