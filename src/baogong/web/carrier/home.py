"""What an officer has to do today: runs, crates at the depot, what goes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.delivery.queries import (
    RunRow,
    points_of,
    runs_of,
    takeovers_for,
    waiting_crates,
    ways_of,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import away_since
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.camera import reads_labels


@dataclass(frozen=True, slots=True)
class Load:
    """An officer's day in doors."""

    doors: int
    given: int
    left: int


@for_roles(Role.OFFICER)
@reads_labels
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    return home_page(request)


@for_roles(Role.OFFICER)
@require_GET
def back(request: StaffRequest) -> HttpResponse:
    """What to bring back to the depot, whose page counts it."""
    runs = [run for run in runs_of(viewer=request.user, since=_midnight()) if run.held]
    context = {"runs": runs, "bags": sum(run.held for run in runs)}
    return render(request, "carrier/back.html", context)


def home_page(
    request: StaffRequest, *, code: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    """The home page; ``error`` is why the typed ``code`` opened no crate."""
    now = timezone.now()
    runs = runs_of(viewer=request.user, since=_midnight())
    away = away_since(request.user)
    waiting = [] if away else waiting_crates(viewer=request.user, now=now)
    crates = [crate for crate in waiting if crate.border is None]
    entrances = {run.entrance_id for run in runs} | {crate.entrance_id for crate in crates}
    ways = ways_of(entrances, at=now)
    context = {
        "run_ways": [(run, ways[run.entrance_id]) for run in runs],
        "points": points_of(viewer=request.user, roles={Role.OFFICER}),
        "runs": runs,
        "away": away,
        "offers": [] if away else takeovers_for(viewer=request.user, now=now),
        "load": _load(runs),
        "not_taken": sum(run.not_taken for run in runs),
        "crates": crates,
        "crate_ways": [(crate, ways[crate.entrance_id]) for crate in crates],
        "beyond": sum(crate.border is not None for crate in waiting),
        "code": code,
        "error": error,
    }
    return render(request, "carrier/home.html", context, status=status)


def _load(runs: Sequence[RunRow]) -> Load:
    doors = [door for run in runs for door in run.doors]
    return Load(
        doors=len(doors),
        given=sum(door.is_given for door in doors),
        left=sum(bool(door.open_bags) for door in doors),
    )


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
