"""Doors from a table: look at it first, then load it. Good rows are kept, bad ones are named."""

import base64
import binascii
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.people.queries import estate_for
from baogong.apps.places.services import DoorsLoaded, load_doors
from baogong.readers.doors import Doubt, read_doors
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.door_words import cure_of
from baogong.web.setup.navigation import SETUP, navigation

MOST_BYTES = 6 * 1024 * 1024
SHOWN_DOUBTS = 200
SHOWN_LINES = 8
SHOWN_CLASHES = 10


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A row that is left out: its number in the file, the column, what stood there, the cure."""

    row: int
    column: str
    value: str
    cure: str


class UploadForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("Table of doors (CSV)"),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy(
                "The file is empty. Save the table once more and choose that file."
            ),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_table(self) -> bytes:
        file = self.cleaned_data["table"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 6 MB. Split it by building."))
        return bytes(file.read())


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def upload(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the table; then show what was understood, and what was not."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "nav": navigation(current="setup:checklist"),
        "place": estate.label,
        "estate": estate,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["table"]
        read = read_doors(content)
        context |= {
            "read": read,
            "first": read.lines[:SHOWN_LINES],
            "doubts": _rows(read.doubts[:SHOWN_DOUBTS]),
            "more_doubts": len(read.doubts) - SHOWN_DOUBTS,
            "entrances": len({(line.building, line.entrance) for line in read.lines}),
            "content": pack(content),
        }
        status = 200 if read.lines else 422
        return render(request, "setup/doors_preview.html", context, status=status)
    return render(request, "setup/doors.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*SETUP)
def load(request: StaffRequest, pk: int) -> HttpResponse:
    """Load the good rows of a table that was looked at; once more changes nothing."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    read = read_doors(unpack(request.POST.get("content", "")))
    if not read.lines:
        messages.error(request, _("No row could be read. Choose the file once more."))
        return redirect("setup:doors", pk)
    loaded = load_doors(read.lines, estate=estate, actor=request.user, now=timezone.now())
    messages.success(request, _told(loaded))
    if read.doubts:
        left_out = _("%(n)s rows were left out. Mend them in the table and load it again.")
        messages.warning(request, left_out % {"n": len(read.doubts)})
    if loaded.clashes:
        messages.warning(request, _clashes_told(loaded.clashes))
    return redirect("setup:doors", pk)


def _told(loaded: DoorsLoaded) -> str:
    text = _("%(added)s doors added, %(known)s were there before, %(changed)s of them changed.")
    return text % {"added": loaded.added, "known": loaded.known, "changed": loaded.changed}


def _clashes_told(clashes: Sequence[str]) -> str:
    """Doors whose names others have; the first few by name."""
    names = ", ".join(clashes[:SHOWN_CLASHES])
    text = _(
        "%(n)s doors were left out, because other doors of the estate have their names: "
        "%(names)s. Give them other names in the table."
    )
    return text % {"n": len(clashes), "names": names}


def _rows(doubts: Iterable[Doubt]) -> list[DoubtRow]:
    return [DoubtRow(doubt.row, doubt.field, doubt.value, cure_of(doubt)) for doubt in doubts]


def pack(content: bytes) -> str:
    """A table as text for a hidden field: the preview keeps nothing on the server."""
    return base64.b64encode(zlib.compress(content)).decode()


def unpack(text: str) -> bytes:
    """The inverse of ``pack``, cut at the largest table; what is not a packed table is empty."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        return b""
