"""What nobody looks after: buildings without officers, desks without people (R11, R51)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.people.queries import building_cover, desk_days, estate_for, forecast
from baogong.web.access import StaffRequest, for_roles
from baogong.web.paper.corner import sheet_head
from baogong.web.setup.people.page import PEOPLE, people_page

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Buildings and desks, the worst first."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    context = _cover(estate, timezone.now())
    return people_page(
        request, "setup/people/cover.html", context, estate=estate, current="setup:cover"
    )


@require_GET
@for_roles(*PEOPLE)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    now = timezone.now()
    head = sheet_head(place=estate.label, path=estate.path, now=now)
    return render(request, "setup/people/cover_print.html", _cover(estate, now) | head)


def _cover(estate: Place, now: datetime) -> dict[str, Any]:
    cover, days = building_cover(estate=estate, at=now), desk_days(estate=estate, now=now)
    order = {"none": 0, "few": 1, "many": 2, "enough": 3}
    return {
        "cover": cover,
        "buildings": sorted(cover.buildings, key=lambda row: order[row.verdict]),
        "days": days,
        "forecast": forecast(estate=estate, at=now),
        "uncovered": sum(day.uncovered_hours for day in days),
    }
