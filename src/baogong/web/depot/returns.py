"""What comes back: bags are counted off an officer, lie on the shelf, and go out again."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.delivery.queries import ReturnRow, returns_waiting, run_to_take_back, runs_out
from baogong.apps.delivery.services import offer_again, take_back
from baogong.apps.sorting.queries import WaveRow, wave_for, waves_of
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.depot.forms import BagCountForm
from baogong.web.depot.roles import DEPOT
from baogong.web.refusals import refusal_text


@require_GET
@for_roles(*DEPOT)
def home(request: StaffRequest) -> HttpResponse:
    """Runs that are still out, and the returns shelf of each depot."""
    waves = waves_of(viewer=request.user, roles=DEPOT)
    context = {
        "runs": runs_out(viewer=request.user, roles=DEPOT),
        "shelves": _shelves(waves),
    }
    return render(request, "depot/returns.html", context)


def _shelves(waves: Sequence[WaveRow]) -> list[dict[str, Any]]:
    """Each depot's shelf under its latest wave, with which the bags would go out again."""
    latest: dict[int, WaveRow] = {}
    for wave in waves:
        latest.setdefault(wave.depot_id, wave)
    bags: dict[int, list[ReturnRow]] = {}
    for bag in returns_waiting(depot_ids=list(latest)):
        bags.setdefault(bag.depot_id, []).append(bag)
    return [
        {"wave": latest[pk], "bags": rows, "going": sum(bag.can_go_again for bag in rows)}
        for pk, rows in bags.items()
    ]


@require_http_methods(["GET", "POST"])
@for_roles(*DEPOT)
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """Count the bags that an officer brings back."""
    found = run_to_take_back(viewer=request.user, roles=DEPOT, pk=pk)
    form = BagCountForm(request.POST or None, key=uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_back(
                key=form.cleaned_data["key"],
                run_id=found.id,
                counted=form.cleaned_data["counted"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            _tell(request, bags=len(taken))
            return redirect("depot:returns")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "depot/take_back.html", {"run": found, "form": form}, status=status)


def _tell(request: StaffRequest, *, bags: int) -> None:
    text = ngettext(
        "%(n)s bag is back on the shelf.", "%(n)s bags are back on the shelf.", bags
    ) % {"n": bags}
    messages.success(request, text)


@require_POST
@for_roles(*DEPOT)
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the shelf's bags into the wave's crates. A second tap moves nothing."""
    wave = wave_for(viewer=request.user, roles=DEPOT, pk=pk)
    try:
        bags = offer_again(wave=wave, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.info(request, refusal_text(error))
    else:
        text = ngettext("%(n)s bag goes out again.", "%(n)s bags go out again.", bags)
        messages.success(request, text % {"n": bags})
    return redirect("depot:wave", wave.pk)
