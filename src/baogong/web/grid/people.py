"""The people of a leader's grids: who is fit, tired, away; one press says so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import Health, PersonalField
from baogong.apps.people.queries import (
    PersonRow,
    estates_of,
    grid_people_ids,
    grid_person_for,
    people_rows,
)
from baogong.apps.people.services import log_read, set_health
from baogong.web.access import StaffRequest, for_roles
from baogong.web.grid.home import LEADERS


@for_roles(*LEADERS)
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """Everybody of the viewer's grids, with health and first turn; the reading is logged."""
    now = timezone.now()
    rows: list[PersonRow] = []
    for estate in estates_of(viewer=request.user, roles=LEADERS):
        if ids := grid_people_ids(viewer=request.user, estate=estate):
            rows += people_rows(ids, estate=estate, now=now)
            log_read(PersonalField.HEALTH, subjects=[estate], actor=request.user, now=now)
    context = {"rows": rows, "healths": Health, "away": sum(row.away for row in rows)}
    return render(request, "grid/people.html", context)


@for_roles(*LEADERS)
@require_POST
def health(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how somebody of the grid is."""
    grid_person_for(viewer=request.user, pk=pk)
    sent = request.POST.get("health", "")
    if sent in Health.values:
        freed = set_health(
            person_id=pk, health=Health(sent), actor=request.user, now=timezone.now()
        )
        # A message may lie in a cookie that anybody at the phone can read: no name, no health.
        text = _("It is saved. Turns that are free now: %(n)s.")
        messages.success(request, text % {"n": freed})
    return redirect("grid:people")
