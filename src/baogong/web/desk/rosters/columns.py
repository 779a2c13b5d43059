"""What the columns of a roster mean: shown beside what was understood, corrected, remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from baogong.apps.people.queries import roster_for
from baogong.apps.places.roster_json import read_back
from baogong.apps.places.services import correct_roster
from baogong.readers.rosters import FIELDS, RosterRead
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from baogong.apps.places.models import RosterFile

LABELS = {
    "address": gettext_noop("Whole address"),
    "lane": gettext_noop("Lane"),
    "zone": gettext_noop("Part of the estate"),
    "building": gettext_noop("Building"),
    "entrance": gettext_noop("Entrance"),
    "floor": gettext_noop("Floor"),
    "room": gettext_noop("Room"),
    "name": gettext_noop("Name"),
    "people": gettext_noop("People living there"),
    "registered": gettext_noop("People registered"),
    "adults": gettext_noop("Adults"),
    "children": gettext_noop("Children"),
    "phone": gettext_noop("Telephone"),
    "relation": gettext_noop("Relation to the head of the household"),
    "age": gettext_noop("Age"),
    "status": gettext_noop("Lived in, let or empty"),
    "vacancy": gettext_noop("Empty: yes or no"),
    "occupancy": gettext_noop("Lived in: yes or no"),
    "flag": gettext_noop("Care need, ticked"),
    "note": gettext_noop("Notes"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands in the file, what it was taken for, and the sheets that have it."""

    text: str
    field: str
    choices: tuple[tuple[str, str], ...]
    sheets: tuple[str, ...]


def headings(read: RosterRead) -> list[Heading]:
    """Every heading of a file once, in the order of its first appearance."""
    taken: dict[str, str] = {}
    sheets: dict[str, list[str]] = {}
    for block in read.blocks:
        field_of = {n: field for field, numbers in block.columns.items() for n in numbers}
        for number, text in sorted(block.heads.items()):
            taken.setdefault(text, field_of.get(number, ""))
            sheets.setdefault(text, []).append(block.sheet)
    choices = tuple((code, _(LABELS[code])) for code in FIELDS)
    return [
        Heading(text, field, choices, tuple(dict.fromkeys(sheets[text])))
        for text, field in taken.items()
    ]


@require_POST
@for_roles(*ROLES)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Read the file anew by what its headings were said to mean."""
    file = roster_for(viewer=request.user, roles=ROLES, pk=pk)
    names, fields = request.POST.getlist("heading"), request.POST.getlist("field")
    correct_roster(
        file=file,
        fields=_known(file, zip(names, fields, strict=False)),
        adds_doors="adds_doors" in request.POST,
        actor=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Read again. The next file with these headings is read like it."))
    return redirect("desk:roster", pk)


def _known(file: RosterFile, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs whose heading stands in the file and whose field the reader has."""
    if file.read is None:
        return {}
    there = {text for block in read_back(file.read).blocks for text in block.heads.values()}
    return {name: field for name, field in pairs if name in there and field in FIELDS}
