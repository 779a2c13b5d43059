"""People from a list: look at it first, then take them in. Good rows are kept, bad ones named."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.people.queries import duplicate_ids, estate_for, team_label
from baogong.apps.people.services import TakenIn, take_in
from baogong.readers.people import Doubt, PeopleRead, read_people
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.doors import DoubtRow, pack, unpack
from baogong.web.setup.people.forms import ListForm
from baogong.web.setup.people.page import PEOPLE, people_page
from baogong.web.setup.people.words import cure_of, elsewhere_text, field_label

SHOWN_DOUBTS = 200
SHOWN_LINES = 8


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def upload(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the list; then show what was understood, and what was not."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = ListForm(request.POST or None, request.FILES or None)
    template, context = "setup/people/load.html", {"form": form}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["table"]
        template = "setup/people/load_preview.html"
        context |= _preview(read_people(content), content)
    return people_page(request, template, context, estate=estate, current="setup:people_of")


@require_POST
@for_roles(*PEOPLE)
def load(request: StaffRequest, pk: int) -> HttpResponse:
    """Take in the good rows of a list that was looked at; once more adds nobody."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    read = read_people(unpack(request.POST.get("content", "")))
    if not read.lines:
        messages.error(request, _("No row could be read. Choose the file once more."))
        return redirect("setup:people_load", pk)
    taken = take_in(read.lines, estate=estate, actor=request.user, now=timezone.now())
    messages.success(request, _told(taken))
    if read.doubts:
        left_out = _("%(n)s rows were left out. Mend them in the table and load it again.")
        messages.warning(request, left_out % {"n": len(read.doubts)})
    if taken.without_building:
        text = _("%(n)s people have no building yet: none was named, or the estate has no such.")
        messages.warning(request, text % {"n": taken.without_building})
    if taken.elsewhere:
        messages.warning(request, elsewhere_text(taken.elsewhere))
    waits_here = taken.duplicates and duplicate_ids(estate=estate)
    return redirect("setup:duplicates" if waits_here else "setup:people_of", pk)


def _preview(read: PeopleRead, content: bytes) -> dict[str, Any]:
    teams = Counter(team_label(line.team) if line.team else "" for line in read.lines)
    phones = Counter(line.phone for line in read.lines)
    return {
        "read": read,
        "first": [(line, team_label(line.team)) for line in read.lines[:SHOWN_LINES]],
        "doubts": [_doubt_row(doubt) for doubt in read.doubts[:SHOWN_DOUBTS]],
        "more_doubts": len(read.doubts) - SHOWN_DOUBTS,
        "by_team": sorted(teams.items(), key=lambda pair: (not pair[0], -pair[1])),
        "cadres": sum(line.cadre for line in read.lines),
        "twice": sum(count - 1 for count in phones.values()),
        "columns": [(heading, field_label(field)) for heading, field in read.columns],
        "content": pack(content),
    }


def _doubt_row(doubt: Doubt) -> DoubtRow:
    return DoubtRow(doubt.row, field_label(doubt.field), doubt.value, cure_of(doubt))


def _told(taken: TakenIn) -> str:
    text = _(
        "%(added)s people added, %(known)s were known, %(duplicates)s rows may be of somebody "
        "who is there already."
    )
    counts = {"added": taken.added, "known": taken.known, "duplicates": taken.duplicates}
    told = text % counts
    if taken.teams_made:
        made = _("New teams: %(names)s.") % {"names": ", ".join(taken.teams_made)}
        told = f"{told} {made}"
    return told
