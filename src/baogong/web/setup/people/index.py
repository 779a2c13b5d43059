"""The roster of an estate: filtered in the address, worked on by the dozen, exported, printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.enums import Health, PersonalField, PersonState, Skill, Slot
from baogong.apps.people.queries import (
    PeopleFilter,
    PersonRow,
    activations,
    estate_for,
    people_ids,
    people_rows,
    places_of_kind,
    team_rows,
)
from baogong.apps.people.services import log_read
from baogong.apps.people.slots import slot_hours
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import buildings_within
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import day_of
from baogong.web.export import Export
from baogong.web.paper.corner import sheet_head
from baogong.web.setup.navigation import navigation
from baogong.web.setup.people.export import export_for_a_reason
from baogong.web.setup.people.page import PEOPLE, people_page
from baogong.web.setup.people.words import slot_choices

PAGE_ROWS = 100
LACKING = ("team", "place", "turn", "briefing", "account")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as the address names them; what it names wrongly is left out."""

    state: str
    team: int | None
    skill: str
    health: str
    building: int | None
    lacks: str
    text: str
    day: date | None
    slot: str

    @property
    def is_set(self) -> bool:
        return any((self.state, self.team, self.skill, self.health, self.building)) or any(
            (self.lacks, self.text, self.day)
        )


@require_GET
@for_roles(*PEOPLE)
def choose(request: StaffRequest) -> HttpResponse:
    """The people of the first estate, or the way to one."""
    estates = places_of_kind(viewer=request.user, roles=PEOPLE, kind=PlaceKind.ESTATE)
    if len(estates) == 1:
        return redirect("setup:people_of", estates[0].pk)
    context = {"nav": navigation(current="setup:people"), "estates": estates}
    return render(request, "setup/people/choose.html", context)


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of the roster; with a filter by health the reading is written down."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    now = timezone.now()
    asked, ids = _found(request, pk)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    rows = people_rows(list(page.object_list), estate=estate, now=now)
    live = activations(estate=estate)[:1]
    context = {
        "asked": asked,
        "page": page,
        "rows": rows,
        "count": len(ids),
        "teams": team_rows(estate=estate),
        "buildings": buildings_within(estate),
        "states": PersonState,
        "skills": Skill,
        "healths": Health,
        "slots": slot_choices(slot_hours(estate), day=asked.day or timezone.localdate()),
        "lacking": _lacking(),
        "applied": sum(row.state == PersonState.APPLIED for row in rows),
        "sign_up_code": live[0].code if live and live[0].is_live else "",
        "shown": ",".join(str(row.id) for row in rows),
        "query": request.GET.urlencode(),
    }
    return people_page(
        request, "setup/people/index.html", context, estate=estate, current="setup:people_of"
    )


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The filtered list as CSV with masked phones, once somebody says what it is for."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    ids = _found(request, pk, leaves=True)[1]

    def make() -> Export:
        rows = people_rows(ids, estate=estate, now=timezone.now())
        return Export("people", estate.label, _head(), [_cells(row) for row in rows])

    return export_for_a_reason(request, make, count=len(ids), estate=estate, tab="setup:people_of")


@require_GET
@for_roles(*PEOPLE)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The filtered list on paper, with masked phones."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    ids = _found(request, pk, leaves=True)[1]
    now = timezone.now()
    context = {
        "rows": people_rows(ids, estate=estate, now=now),
        **sheet_head(place=estate.label, path=estate.path, now=now),
    }
    return render(request, "setup/people/print.html", context)


def _found(request: StaffRequest, pk: int, *, leaves: bool = False) -> tuple[Asked, list[int]]:
    """The filters of the address and whom they leave.

    ``leaves``: the list goes out as a file or on paper, where it tells nobody's health.
    """
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    asked = _asked(request)
    if leaves:
        asked = replace(asked, health="")
    building = next((b for b in buildings_within(estate) if b.pk == asked.building), None)
    free = None
    if asked.day and asked.slot:
        free = slot_hours(estate).span(asked.day, Slot(asked.slot))
    where = PeopleFilter(
        state=asked.state,
        team_id=asked.team,
        skill=asked.skill,
        health=asked.health,
        place=building,
        lacks=asked.lacks,
        text=asked.text,
        free=free,
    )
    now = timezone.now()
    if asked.health:
        log_read(PersonalField.HEALTH, subjects=[estate], actor=request.user, now=now)
    return asked, people_ids(estate=estate, where=where, now=now)


def _asked(request: HttpRequest) -> Asked:
    sent = request.GET
    return Asked(
        state=_one_of(sent.get("state", ""), PersonState.values),
        team=_number(sent.get("team", "")),
        skill=_one_of(sent.get("skill", ""), Skill.values),
        health=_one_of(sent.get("health", ""), Health.values),
        building=_number(sent.get("building", "")),
        lacks=_one_of(sent.get("lacks", ""), LACKING),
        text=sent.get("q", "").replace("\0", "").strip()[:40],
        day=day_of(sent.get("day", "")),
        slot=_one_of(sent.get("slot", ""), Slot.values),
    )


def _one_of(text: str, known: Sequence[str]) -> str:
    return text if text in known else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _lacking() -> list[tuple[str, str]]:
    labels = (_("team"), _("building"), _("turn"), _("briefing"), _("account"))
    return list(zip(LACKING, labels, strict=True))


def _head() -> list[str]:
    return [
        _("Name"),
        _("Mobile number"),
        _("Organisation"),
        _("Party member or cadre"),
        _("Team"),
        _("Building"),
        _("Grid"),
        _("Can do"),
        _("Can come"),
        _("State"),
        _("First turn"),
    ]


def _cells(row: PersonRow) -> list[Any]:
    turn = f"{timezone.localtime(row.first_turn[0]):%Y-%m-%d %H:%M}" if row.first_turn else ""
    return [
        row.name,
        row.phone,
        row.organisation,
        _("yes") if row.cadre else "",
        row.team,
        row.place if row.placed else row.address,
        row.grid,
        " ".join(row.skills),
        " ".join(row.slots),
        str(row.state.label),
        turn,
    ]
