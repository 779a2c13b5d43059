"""Doors that need help and gave no sign for days: whom to call today (R43)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import ContactOutcome, PersonalField
from baogong.apps.people.queries import estate_for, household_for
from baogong.apps.people.services import log_household_read
from baogong.apps.places.queries import estate_of, setting
from baogong.apps.places.settings import UNREACHED_DAYS
from baogong.apps.reporting.queries import care_calls_due
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import PAGE_ROWS, desk_page
from baogong.web.desk.unreached import write_down
from baogong.web.liaison.page import LIAISONS

if TYPE_CHECKING:
    from django.http import HttpResponse


@for_roles(*LIAISONS)
@require_GET
def due(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors as one walks. Why they need help does not stand here; that they do is logged."""
    estate, now = estate_for(viewer=request.user, roles=LIAISONS, pk=pk), timezone.now()
    days = setting(UNREACHED_DAYS, place=estate, at=now)
    rows = care_calls_due(estate=estate, since=now - timedelta(days=days))
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    doors = [row.id for row in shown]
    log_household_read(PersonalField.CARE, households=doors, actor=request.user, now=now)
    context = {
        "days": days,
        "page": page,
        "rows": [(row, uuid4()) for row in shown],
        "outcomes": ContactOutcome.choices,
        "place_note": estate.label,
    }
    return desk_page(request, "liaison/care.html", context, current="liaison:home")


@for_roles(*LIAISONS)
@require_POST
def called(request: StaffRequest, pk: int) -> HttpResponse:
    """A call was made; a door that answered leaves the list."""
    door = household_for(viewer=request.user, roles=LIAISONS, pk=pk)
    write_down(request, door)
    return redirect("liaison:care", estate_of(door).pk)
