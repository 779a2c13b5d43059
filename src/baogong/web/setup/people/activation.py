"""One press puts the estate on duty; the page says what it did and what is still missing (R7)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.queries import (
    activations,
    building_cover,
    desk_days,
    duty_count,
    estate_for,
    roll,
    team_rows,
)
from baogong.apps.people.services import activate, stand_down
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.queries import public_url
from baogong.plumbing.paper import qr_svg
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.page import PEOPLE, people_page

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is missing or in order, and the page that cures it."""

    done: bool
    text: str
    url: str


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Whether the estate is active since when, the sign-up's address, and what is missing."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    rows = activations(estate=estate)
    live = rows[0] if rows and rows[0].is_live else None
    lines = list(_lines(estate)) if live else []
    join_url = _join_url(request, estate, live.code) if live else ""
    context = {
        "live": live,
        "past": [row for row in rows if not row.is_live],
        "lines": lines,
        "missing": sum(not line.done for line in lines),
        "join_url": join_url,
        "join_qr": b64encode(qr_svg(join_url).encode()).decode() if join_url else "",
    }
    return people_page(
        request, "setup/people/activation.html", context, estate=estate, current="setup:activation"
    )


@require_POST
@for_roles(*PEOPLE)
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Activate; of two people who press at once one does it, the other is told."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    try:
        done = activate(estate=estate, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, refusal_text(error))
    else:
        text = _("Active now: %(teams)s teams and %(shifts)s shifts were made, sign-up is open.")
        messages.success(request, text % {"teams": done.teams, "shifts": done.shifts})
    return redirect("setup:activation", pk)


@require_POST
@for_roles(*PEOPLE)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Stand down."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    try:
        stand_down(estate=estate, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, refusal_text(error))
    else:
        messages.success(request, _("The estate has stood down; sign-up is closed."))
    return redirect("setup:activation", pk)


def _join_url(request: StaffRequest, estate: Place, code: str) -> str:
    path = reverse("join:sign_up", args=[code])
    try:
        return public_url(place=estate, at=timezone.now()) + path
    except PublicUrlMissing:
        return request.build_absolute_uri(path)


def _lines(estate: Place) -> Iterator[Line]:
    now = timezone.now()
    counts, teams = roll(estate=estate, now=now), team_rows(estate=estate)
    cover = building_cover(estate=estate, at=now)
    empty_hours = sum(day.uncovered_hours for day in desk_days(estate=estate, now=now))
    duties = duty_count(place=estate)
    people, duplicates, team_list, cover_page, directory = (
        reverse(f"setup:{name}", args=[estate.pk])
        for name in ("people_of", "duplicates", "teams", "cover", "directory")
    )
    leaderless = sum(not team.leader for team in teams)
    found = (
        (counts.applied, _("%(n)s people wait for approval"), f"{people}?state=applied"),
        (counts.duplicates, _("%(n)s rows have one phone"), duplicates),
        (leaderless, _("%(n)s teams have no leader"), team_list),
        (cover.without, _("%(n)s buildings have no officer"), cover_page),
        (counts.teamless, _("%(n)s people have no team"), f"{people}?lacks=team"),
        (counts.placeless, _("%(n)s people have no building"), f"{people}?lacks=place"),
        (counts.turnless, _("%(n)s people have no turn to come"), f"{people}?lacks=turn"),
        (counts.accountless, _("%(n)s people have no account"), f"{people}?lacks=account"),
        (
            empty_hours,
            _("%(n)s desk hours in the next 48 hours have nobody"),
            cover_page,
        ),
        (
            duties.without_deputy,
            _("%(n)s duties have no deputy"),
            directory,
        ),
    )
    for count, text, url in found:
        yield Line(not count, text % {"n": count}, url)
