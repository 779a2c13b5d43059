"""Lists as files: masked, marked with who took them out and when, and noted in the audit log."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from baogong.apps.people.enums import ExportReason
from baogong.apps.people.services import log_export
from baogong.values.phones import mask_numbers
from baogong.web.access import StaffRequest
from baogong.web.paper.corner import sheet_head

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANSWERS = ("csv", "xlsx", "print")  # what ``?as=`` of a list may say
HEAD_ROW = 1  # below the title
SHEET_NAME_LENGTH = 31
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ReasonForm(forms.Form):
    """What a list of people is taken out for; asked before it leaves, kept in the audit log."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the list for?"),
        help_text=gettext_lazy("The audit log keeps your answer. Phone numbers leave masked."),
        choices=ExportReason.choices,
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True, slots=True)
class Export:
    """A list to take out. ``what`` names it in the audit log and in the file's name, in ASCII.

    ``sums``: rows below it on paper; a file leaves adding up to whoever opens it.
    """

    what: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    sums: Sequence[Sequence[str]] = ()


def asks_for_list(request: StaffRequest) -> bool:
    """Whether the address wants the whole list, as ``list_tools.html`` asks, and no page of it."""
    return request.GET.get("as") in ANSWERS


def list_answer(request: StaffRequest, export: Export, *, place: "Place") -> HttpResponse:
    """The whole list as ``?as=`` wants it: a workbook, paper, or CSV."""
    kind = request.GET.get("as")
    if kind == "xlsx":
        return xlsx_answer(request, [export], place=place)
    if kind == "print":
        return _paper(request, export, place=place)
    return csv_answer(request, export, place=place)


def minute_text(at: datetime | None) -> str:
    """A time in a cell, in the town's zone; empty for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def csv_answer(
    request: StaffRequest, export: Export, *, place: "Place", purpose: str = ""
) -> HttpResponse:
    """The list as CSV that a spreadsheet opens; its first line says who took it out, and when.

    Whatever a cell holds, phone numbers leave masked and identity numbers not at all (X5).
    """
    now = timezone.now()
    _note(request, export, place=place, purpose=purpose, now=now)
    answer = _file(export, place=place, now=now, ending="csv", kind="text/csv; charset=utf-8")
    answer.write("\ufeff")
    writer = csv.writer(answer)
    for row in _rows(request, export, now=now):
        writer.writerow([_without_formula(value) for value in row])
    return answer


def xlsx_answer(
    request: StaffRequest, exports: Sequence[Export], *, place: "Place", purpose: str = ""
) -> HttpResponse:
    """A workbook with a sheet for each list, masked and marked like ``csv_answer``.

    The first list names the file. Text stays text: a cell never holds a formula.
    """
    now = timezone.now()
    made = BytesIO()
    with Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for export in exports:
            _note(request, export, place=place, purpose=purpose, now=now)
            _fill(book, export, rows=list(_rows(request, export, now=now)))
    answer = _file(exports[0], place=place, now=now, ending="xlsx", kind=XLSX)
    answer.write(made.getvalue())
    return answer


def _paper(request: StaffRequest, export: Export, *, place: "Place") -> HttpResponse:
    """The list as a sheet from the browser, masked like a file; its foot says who took it out."""
    now = timezone.now()
    rows = list(_rows(request, export, now=now))
    (_title, mark), head, *body = rows
    context = {
        "title": export.title,
        "mark": mark,
        "head": head,
        "rows": body,
        "sums": export.sums,
    }
    where = sheet_head(place=place.label, path=place.path, now=now)
    return render(request, "list_print.html", context | where)


def _note(
    request: StaffRequest, export: Export, *, place: "Place", purpose: str, now: datetime
) -> None:
    log_export(
        what=export.what,
        rows=len(export.rows),
        purpose=purpose,
        place=place,
        actor=request.user,
        now=now,
    )


def _file(
    export: Export, *, place: "Place", now: datetime, ending: str, kind: str
) -> HttpResponse:
    name = f"{export.what}-{place.pk}-{timezone.localtime(now):%Y%m%d-%H%M}.{ending}"
    return HttpResponse(
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _rows(request: StaffRequest, export: Export, *, now: datetime) -> Iterator[list[Any]]:
    """Title and mark, head, and the rows: numbers as they are, texts without numbers of people."""
    mark = _("exported by %(name)s at %(at)s") % {
        "name": request.user.name,
        "at": minute_text(now),
    }
    for row in ([export.title, mark], export.head, *export.rows):
        yield [
            value if isinstance(value, int | float) else mask_numbers(str(value)) for value in row
        ]


def _fill(book: Workbook, export: Export, *, rows: list[list[Any]]) -> None:
    """A sheet with a head that stays in sight, and columns as wide as what they hold."""
    sheet: Worksheet = book.add_worksheet(_sheet_name(book, export.title))
    bold = book.add_format({"bold": True})
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row, bold if at == HEAD_ROW else None)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.autofit()


def _sheet_name(book: Workbook, title: str) -> str:
    """A title as a sheet may be called, and no other sheet of the book is."""
    plain = "".join("·" if mark in "[]:*?/\\'" else mark for mark in title)[:SHEET_NAME_LENGTH]
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return plain if plain.lower() not in taken else f"{plain[:-4]} {len(taken) + 1}"


def _without_formula(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text."""
    starts = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if starts else value
