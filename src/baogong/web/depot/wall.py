"""The wall of a wave: a field for each cell, read at four metres."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.sorting.queries import cells_of, wave_for
from baogong.web.access import StaffRequest, for_roles
from baogong.web.depot.roles import DEPOT


@require_GET
@for_roles(*DEPOT)
def wall(request: StaffRequest, pk: int) -> HttpResponse:
    """All cells of a wave. htmx asks every 2 s; 204 while nothing moved since version ``v``."""
    wave = wave_for(viewer=request.user, roles=DEPOT, pk=pk)
    cells = cells_of(wave_id=wave.pk)
    rows = [cell.entrance for cell in cells]
    bags, done, short = (sum(getattr(row, what) for row in rows) for what in _COUNTS)
    version = f"{bags}-{done}-{short}-{timezone.localtime():%H%M}"
    asked_again = bool(request.headers.get("HX-Request"))
    if asked_again and request.GET.get("v") == version:
        return HttpResponse(status=204)
    context = {
        "wave": wave,
        "cells": cells,
        "bags": bags,
        "done": done,
        "short": short,
        "now": timezone.now(),
        "version": version,
    }
    return render(request, "depot/wall_live.html" if asked_again else "depot/wall.html", context)


_COUNTS = ("bags", "done", "short")
