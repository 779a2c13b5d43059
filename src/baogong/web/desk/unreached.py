"""Doors that nobody heard from for days, and asking after them (C12.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import ContactOutcome
from baogong.apps.people.queries import estate_for, household_for
from baogong.apps.places.queries import entrances_within, setting
from baogong.apps.places.settings import UNREACHED_DAYS
from baogong.apps.reporting.queries import UnreachedDoor, unreached_doors
from baogong.apps.tickets.services import ask_after
from baogong.values.codes import group
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number, until_text
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.export import Export, list_answer, minute_text
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.places.models import Place
    from baogong.apps.tickets.models import Enquiry

PAGE_ROWS = 100


class ContactForm(forms.Form):
    key = forms.UUIDField()
    outcome = forms.ChoiceField(choices=ContactOutcome.choices)


@require_GET
@for_roles(*ROLES)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The list, entrance by entrance; each door is asked after with one tap."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    days, rows = _rows(request, estate, now=timezone.now())
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "place": estate.label,
        "estate": estate,
        "days": days,
        "page": page,
        "rows": [(row, uuid4()) for row in page.object_list],
        "entrances": entrances_within(path=estate.path),
        "entrance": _entrance(request),
        "outcomes": ContactOutcome.choices,
        "query": request.GET.urlencode(),
    }
    return desk_page(request, "desk/unreached.html", context, current="desk:places")


@require_POST
@for_roles(*ROLES)
def contact(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody asked after a door."""
    door = household_for(viewer=request.user, roles=ROLES, pk=pk)
    write_down(request, door)
    estate = request.POST.get("estate", "")
    if not is_number(estate):
        return redirect("desk:places")
    query = request.POST.get("query", "")[:200]
    return redirect(f"{reverse('desk:unreached', args=[int(estate)])}?{query}")


def write_down(request: StaffRequest, door: Place) -> None:
    """What the door answered, as it was sent; the next page says whether it is kept."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was written down. Choose an answer beside a door."))
        return
    try:
        enquiry = ask_after(
            key=form.cleaned_data["key"],
            household=door,
            outcome=ContactOutcome(form.cleaned_data["outcome"]),
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return
    messages.success(request, _written_down(door, enquiry))


def _written_down(door: Place, enquiry: Enquiry | None) -> str:
    if enquiry is None:
        return _("%(door)s is written down.") % {"door": door.label}
    words = {
        "door": door.label,
        "number": group(enquiry.number),
        "at": until_text(enquiry.due_at),
    }
    told = _("%(door)s needs help: the desk has it as %(number)s, to be answered by %(at)s.")
    return told % words


@require_GET
@for_roles(*ROLES)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The list as a file; ``?as=xlsx`` as a workbook."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    _days, rows = _rows(request, estate, now=timezone.now())
    people = pgettext("living there", "People")
    head = (_("Entrance"), _("Door"), people, _("Last sign"), _("Last asked after"))
    cells = [
        (
            row.entrance,
            row.door,
            row.people or "",
            minute_text(row.heard_at),
            minute_text(row.tried_at),
        )
        for row in rows
    ]
    found = Export("unreached", f"{estate.label} · {_('Unreached doors')}", head, cells)
    return list_answer(request, found, place=estate)


@require_GET
@for_roles(*ROLES)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The list on paper, for those who go and knock."""
    estate, now = estate_for(viewer=request.user, roles=ROLES, pk=pk), timezone.now()
    days, rows = _rows(request, estate, now=now)
    head = sheet_head(place=estate.label, path=estate.path, now=now)
    return render(request, "desk/unreached_print.html", {"rows": rows, "days": days, **head})


def _rows(
    request: StaffRequest, estate: Place, *, now: datetime
) -> tuple[int, list[UnreachedDoor]]:
    days: int = setting(UNREACHED_DAYS, place=estate, at=now)
    since = now - timedelta(days=days)
    return days, unreached_doors(estate=estate, since=since, entrance_id=_entrance(request))


def _entrance(request: StaffRequest) -> int | None:
    asked = request.GET.get("entrance", "")
    return int(asked) if is_number(asked) else None
