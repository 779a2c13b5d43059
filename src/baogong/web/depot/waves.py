"""Waves, and an entrance's part of one, each with one obvious next step."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.delivery.queries import runs_out
from baogong.apps.sorting.queries import (
    EntranceRow,
    bags_of_entrance,
    entrances_of,
    has_bag_to_pack,
    wave_for,
    waves_of,
)
from baogong.apps.sorting.services import claim_next_bag
from baogong.values.errors import NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.camera import reads_labels
from baogong.web.depot.roles import DEPOT


@require_GET
@for_roles(*DEPOT)
def home(request: StaffRequest) -> HttpResponse:
    """The viewer's waves, and what comes back."""
    context = {
        "waves": waves_of(viewer=request.user, roles=DEPOT),
        "runs": runs_out(viewer=request.user, roles=DEPOT),
    }
    return render(request, "depot/home.html", context)


@require_GET
@for_roles(*DEPOT)
@reads_labels
def wave(request: StaffRequest, pk: int) -> HttpResponse:
    """Progress by entrance; those with something to do first. htmx asks every 2 s for the list."""
    found = wave_for(viewer=request.user, roles=DEPOT, pk=pk)
    entrances = entrances_of(wave_id=found.pk)
    context = {
        "wave": found,
        "entrances": sorted(entrances, key=_is_done),
        "bags": sum(row.bags for row in entrances),
        "done": sum(row.done for row in entrances),
        "short": sum(row.short for row in entrances),
        "closed": sum(not crate.is_open for row in entrances for crate in row.crates),
    }
    page = "depot/entrances.html" if request.headers.get("HX-Request") else "depot/wave.html"
    return render(request, page, context)


def _is_done(row: EntranceRow) -> bool:
    return not (row.to_pack or row.open_crate)


@require_GET
@for_roles(*DEPOT)
def entrance(request: StaffRequest, pk: int, entrance: int) -> HttpResponse:
    """The bags and crates of one entrance."""
    found = wave_for(viewer=request.user, roles=DEPOT, pk=pk)
    rows = entrances_of(wave_id=found.pk, entrance_id=entrance)
    if not rows:
        raise NotVisible
    bags = bags_of_entrance(wave_id=found.pk, entrance_id=entrance)
    context = {"wave": found, "entrance": rows[0], "bags": bags}
    return render(request, "depot/entrance.html", context)


@require_GET
@for_roles(*DEPOT)
def next_bag(request: StaffRequest, pk: int, entrance: int) -> HttpResponse:
    """A bag that is on nobody else's table; when there is none, the entrance with its crate."""
    found = wave_for(viewer=request.user, roles=DEPOT, pk=pk)
    bag_id = claim_next_bag(
        wave_id=found.pk, entrance_id=entrance, actor=request.user, now=timezone.now()
    )
    if bag_id is not None:
        return redirect("depot:bag", bag_id)
    if has_bag_to_pack(wave_id=found.pk, entrance_id=entrance):
        messages.info(request, _("The last bags of this entrance are on other tables."))
    return redirect("depot:entrance", found.pk, entrance)
