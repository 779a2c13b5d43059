"""A roster comes in, is looked at, and is loaded or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.queries import estate_for, roster_for
from baogong.apps.people.services import log_household_read
from baogong.apps.places.errors import RosterChanged
from baogong.apps.places.queries import (
    RosterRow,
    loaded_before,
    open_conflict_kinds,
    refusal_rows,
    roster_difference,
    roster_rows,
)
from baogong.apps.places.roster_json import read_back
from baogong.apps.places.services import RosterLoaded, drop_roster, load_roster, take_roster
from baogong.readers.rosters import RosterSpoiled
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.rosters.columns import headings
from baogong.web.desk.rosters.words import change_rows, conflict_lines, refusal_lines, spoiled_text
from baogong.web.desk.tables import TableForm, table_field
from baogong.web.export import Export, csv_answer
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import RosterFile

MOST_CHOICES = 500  # a form holds at most 1,000 fields
SHOWN = 40  # of each list before loading; after it all of them are listed


class RosterForm(TableForm):
    """A workbook or table, as it is kept."""

    table = table_field(
        label=gettext_lazy("Roster (XLSX or CSV)"),
        help_text=gettext_lazy("As it is kept: titles, notes and several sheets may stay in it."),
    )
    too_large = gettext_lazy("The file is larger than 12 MB. Split it by building.")


@require_http_methods(["GET", "POST"])
@for_roles(*ROLES)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The files of an estate; a POST takes another one in."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    if form.is_valid():
        file = form.cleaned_data["table"]
        try:
            taken = take_roster(
                estate=estate,
                name=file.name,
                content=file.read(),
                actor=request.user,
                now=timezone.now(),
            )
        except RosterSpoiled as error:
            form.add_error("table", spoiled_text(error.why))
        else:
            return redirect("desk:roster", taken.pk)
    rows = roster_rows(estate=estate)
    context = {
        "place": estate.label,
        "estate": estate,
        "form": form,
        "rows": rows,
        "open_conflicts": sum(open_conflict_kinds(estate=estate).values()),
        "commands": Role.COMMANDER in request.roles,
    }
    return _page(request, "desk/rosters/index.html", context, form=form)


@require_GET
@for_roles(*ROLES)
def look(request: StaffRequest, pk: int) -> HttpResponse:
    """What was understood of a file, and what loading it would change; later, its end."""
    file = roster_for(viewer=request.user, roles=ROLES, pk=pk)
    context: dict[str, Any] = {"place": file.estate.label, "estate": file.estate, "file": file}
    if file.read is None:
        context["refusals"] = refusal_lines(refusal_rows(file))
        context["row"] = _row(file.pk, roster_rows(estate=file.estate, limit=1000))
        return _page(request, "desk/rosters/loaded.html", context)
    read = read_back(file.read)
    difference = roster_difference(read, estate=file.estate)
    shown = difference.replacing[:MOST_CHOICES]
    context |= {
        "read": read,
        "difference": difference,
        "filled": len(difference.changes) - len(difference.replacing),
        "replacing": change_rows(shown),
        "more_replacing": len(difference.replacing) - MOST_CHOICES,
        "conflicts": conflict_lines(read.conflicts[:SHOWN]),
        "refusals": refusal_lines(
            (row.where.sheet, row.where.row, row.why, row.raw) for row in read.refusals[:SHOWN]
        ),
        "more_conflicts": len(read.conflicts) - SHOWN,
        "more_refusals": len(read.refusals) - SHOWN,
        "headings": headings(read),
        "loaded_before": loaded_before(file),
    }
    marked = [row.known.id for row in shown if row.known.flags != row.after.flags]
    log_household_read(
        PersonalField.CARE, households=marked, actor=request.user, now=timezone.now()
    )
    return _page(request, "desk/rosters/look.html", context)


@require_POST
@for_roles(*ROLES)
def load(request: StaffRequest, pk: int) -> HttpResponse:
    """Load the file as it was looked at; ``keep`` names households that stay as they are."""
    file = roster_for(viewer=request.user, roles=ROLES, pk=pk)
    try:
        loaded = load_roster(
            file_id=file.pk,
            keep=_kept(request, file),
            actor=request.user,
            now=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except RosterChanged as error:
        messages.error(request, refusal_text(error))
        return redirect("desk:roster", pk)
    messages.success(request, _told(loaded))
    if loaded.conflicts:
        return redirect("desk:roster_conflicts", file.estate_id)
    return redirect("desk:roster", pk)


@require_POST
@for_roles(*ROLES)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget a file that is not wanted."""
    file = roster_for(viewer=request.user, roles=ROLES, pk=pk)
    drop_roster(file_id=file.pk, actor=request.user, now=timezone.now())
    messages.success(request, _("The file was dropped. Nothing was changed."))
    return redirect("desk:rosters", file.estate_id)


@require_GET
@for_roles(*ROLES)
def refused(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows that were left out, as a file for whoever keeps the roster."""
    file = roster_for(viewer=request.user, roles=ROLES, pk=pk)
    head = [_("Sheet"), _("Row"), _("Stands there"), _("Why, and what to do")]
    rows = [(row.sheet, row.row, row.raw, row.why) for row in refusal_lines(refusal_rows(file))]
    found = Export("refused-rows", file.name, head, rows)
    return csv_answer(request, found, place=file.estate)


def _kept(request: StaffRequest, file: RosterFile) -> set[int]:
    """The ticked households, and those that the page had no room for unless asked for."""
    ticked = {int(text) for text in request.POST.getlist("keep") if is_number(text)}
    if file.read is None or "rest" in request.POST:
        return ticked
    difference = roster_difference(read_back(file.read), estate=file.estate)
    return ticked | {change.known.id for change in difference.replacing[MOST_CHOICES:]}


def _page(
    request: StaffRequest, template: str, context: dict[str, Any], *, form: Any = None
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return desk_page(request, template, context, current="desk:places", status=status)


def _row(pk: int, rows: list[RosterRow]) -> RosterRow | None:
    return next((row for row in rows if row.id == pk), None)


def _told(loaded: RosterLoaded) -> str:
    added = ngettext("%(n)s door added", "%(n)s doors added", loaded.added) % {"n": loaded.added}
    changed = ngettext("%(n)s household changed", "%(n)s households changed", loaded.changed)
    waiting = ngettext("%(n)s conflict waits", "%(n)s conflicts wait", loaded.conflicts)
    return _("%(added)s, %(changed)s, %(waiting)s.") % {
        "added": added,
        "changed": changed % {"n": loaded.changed},
        "waiting": waiting % {"n": loaded.conflicts},
    }
