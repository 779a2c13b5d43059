"""Lists as files: masked, marked with who took them out and when, and noted in the audit log."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.people.enums import ExportReason
from baogong.apps.people.services import log_export
from baogong.values.phones import mask_numbers
from baogong.web.access import StaffRequest

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

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
    """A list to take out. ``what`` names it in the audit log and in the file's name, in ASCII."""

    what: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]


def csv_answer(
    request: StaffRequest, export: Export, *, place: "Place", purpose: str = ""
) -> HttpResponse:
    """The list as CSV that a spreadsheet opens; its first line says who took it out, and when.

    Whatever a cell holds, phone numbers leave masked and identity numbers not at all (X5).
    """
    now = timezone.now()
    local = timezone.localtime(now)
    log_export(
        what=export.what,
        rows=len(export.rows),
        purpose=purpose,
        place=place,
        actor=request.user,
        now=now,
    )
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{export.what}-{place.pk}-{local:%Y%m%d-%H%M}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    mark = _("exported by %(name)s at %(at)s") % {
        "name": request.user.name,
        "at": f"{local:%Y-%m-%d %H:%M}",
    }
    writer = csv.writer(answer)
    for row in ([export.title, mark], export.head, *export.rows):
        writer.writerow([_cell(value) for value in row])
    return answer


def _cell(value: Any) -> Any:
    """A number as it is; text without numbers of people, and none that starts a formula."""
    if isinstance(value, int | float):
        return value
    text = mask_numbers(str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
