"""Slips from photos or scans: what was ticked stands in the grid, beside the picture."""

from base64 import b64encode
from collections.abc import Sequence
from time import monotonic
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import (
    door_slips,
    offer_of_round,
    round_for,
    slip_counts,
    slip_doors,
)
from baogong.readers.photos import UnreadablePhoto
from baogong.readers.scans import (
    MOST_BYTES,
    PATIENCE_SECONDS,
    ScanLocked,
    ScanTooSlow,
    TooManyPages,
)
from baogong.readers.slips import PhotoRead, SlipPicture, Tick, read_slips
from baogong.values.codes import group
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.desk.slip_sheets.grid import grid_page
from baogong.web.desk.slip_sheets.rows import PICTURE, TO_READ, Row, fill_ticks, new_rows

MOST_PHOTOS = 20
SAYS = {Tick.EMPTY: "", Tick.ONE: "1", Tick.NUMBER: TO_READ, Tick.DOUBT: TO_READ}


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos or scans of slips; cleans to the files."""

    widget = PhotosInput(attrs={"accept": "image/*,application/pdf", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("At most %(most)s photos or pages at a time.") % {"most": MOST_PHOTOS}
            )
        return [super(PhotosField, self).clean(file, initial) for file in files]


class PhotosForm(forms.Form):
    """A stack of slips, one or two on each photo."""

    photos = PhotosField(
        label=gettext_lazy("Photos or scans of slips"),
        help_text=gettext_lazy(
            "JPEG, PNG, TIFF or PDF, up to 20 photos or pages. A slip lies flat, in good light, "
            "all four corners in sight."
        ),
        error_messages={"required": gettext_lazy("Choose at least one photo.")},
    )


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def photos(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose photos; the answer is the grid of the doors on them. Nothing is kept before it is
    sent, and no photo at all."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = PhotosForm(request.POST or None, request.FILES or None)
    offer = offer_of_round(round_id=pk, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        found, doubts = _read(form.cleaned_data["photos"])
        doors = slip_doors(round_id=pk, codes={slip.code for slip in found})
        doubts += [
            _("Slip %(code)s is not of this round. Lay it aside.") % {"code": group(code)}
            for code in sorted({slip.code for slip in found} - doors.keys())
        ]
        rows = new_rows(door_slips(round_=round_, door_ids=doors.values()), offer.packages())
        _fill(rows, [(doors[slip.code], slip) for slip in found if slip.code in doors])
        if rows:
            place = round_.estate
            return grid_page(request, offer, rows, place=place, doubts=doubts, of_photos=True)
        for doubt in doubts:
            form.add_error("photos", doubt)
    context = {
        "form": form,
        "offer": offer,
        "counts": slip_counts(round_id=pk),
        "place_note": offer.estate,
    }
    status = 422 if form.errors else 200
    template = "desk/slip_photos.html"
    return desk_page(request, template, context, current="desk:home", status=status)


def _read(files: Sequence[Any]) -> tuple[list[SlipPicture], list[str]]:
    """The slips on the photos, and what could not be read, by the names of the files. All PDFs
    together have the time of one."""
    found: list[SlipPicture] = []
    doubts: list[str] = []
    left, ends_at = MOST_PHOTOS, monotonic() + PATIENCE_SECONDS
    for file in files:
        try:
            pages = read_slips(file.read(), most_pages=left, seconds=ends_at - monotonic())
        except UnreadablePhoto as error:
            doubts.append(_refusal(error, file.name))
            continue
        left -= len(pages)
        for number, page in enumerate(pages, start=1):
            found += page.slips
            named = {"file": file.name, "number": number}
            name = _("%(file)s, page %(number)s") % named if len(pages) > 1 else file.name
            doubts += _doubts(page, name)
    return found, doubts


def _refusal(error: UnreadablePhoto, name: str) -> str:
    if isinstance(error, ScanLocked):
        text = _("%(file)s is locked with a password. Scan it again without one.")
    elif isinstance(error, ScanTooSlow):
        text = _("%(file)s took too long to read. Send it by itself, or in parts.")
    elif isinstance(error, TooManyPages):
        text = _(
            "%(file)s has too many pages: %(most)s photos or pages are read at a time. Send it by "
            "itself, or in parts."
        )
    else:
        text = _("%(file)s cannot be read. Send a JPEG, PNG, TIFF or PDF of at most %(mb)s MB.")
    return text % {"file": name, "most": MOST_PHOTOS, "mb": MOST_BYTES // 1024**2}


def _doubts(page: PhotoRead, name: str) -> list[str]:
    """What of a page could not be read."""
    if not page.slips and not page.unread:
        text = _("%(file)s: no slip was found. Take it again with all four corners, or type it.")
        return [text % {"file": name}]
    text = _("%(file)s: slip %(code)s is not clear. Take it again, or type it.")
    return [text % {"file": name, "code": group(code)} for code in page.unread]


def _fill(rows: Sequence[Row], slips: Sequence[tuple[int, SlipPicture]]) -> None:
    """Each page of a slip into its part of the row; a second picture of a page changes nothing."""
    by_door = {row.door.id: row for row in rows}
    seen = set()
    for door_id, slip in slips:
        if (door_id, slip.page) in seen:
            continue
        seen.add((door_id, slip.page))
        row, first = by_door[door_id], (slip.page - 1) * len(slip.ticks)
        row.pictures.append(PICTURE + b64encode(slip.jpeg).decode())
        fill_ticks(row, {first + n: SAYS[tick] for n, tick in enumerate(slip.ticks)})
