"""Slips by building: how many are printed, typed and missing; and the paper itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import (
    PlaceSlips,
    doors_for_slips,
    round_for,
    slip_counts,
    slip_progress,
)
from baogong.apps.people.queries import place_for
from baogong.apps.places.queries import find_doors
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.doors import one_door
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.desk.paper.slips import order_slip_sheet
from baogong.web.paper.answer import pdf_answer
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place

WITHOUT_ORDER, ALL = "without", "all"
MOST_NAMED = 60
BETWEEN_DOORS = re.compile(r"[\s,，、;；]+")


class PrintForm(forms.Form):
    """Which doors get a slip: those of a place, or only those that are named."""

    which = forms.ChoiceField(
        label=gettext_lazy("For which doors"),
        choices=[
            (WITHOUT_ORDER, gettext_lazy("Doors without an order so far")),
            (ALL, gettext_lazy("All doors")),
        ],
        initial=WITHOUT_ORDER,
        widget=forms.RadioSelect,
    )
    doors = forms.CharField(
        label=gettext_lazy("Only these doors"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Such as E6-1-602, E6-1-603"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, estate: Place) -> None:
        super().__init__(data)
        self.estate = estate

    def clean_doors(self) -> frozenset[int]:
        """The ids of the doors that are named."""
        named = [text for text in BETWEEN_DOORS.split(self.cleaned_data["doors"]) if text]
        if len(named) > MOST_NAMED:
            raise forms.ValidationError(
                _("At most %(most)s doors at a time.") % {"most": MOST_NAMED}
            )
        return frozenset(
            one_door(text, found=find_doors(estate=self.estate, text=text)) for text in named
        )


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Building by building; a POST answers with the slips to print."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = PrintForm(request.POST or None, estate=round_.estate)
    if request.method == "POST" and form.is_valid():
        try:
            return _pdf(request, round_, form)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
    progress = slip_progress(round_id=pk, place=round_.estate)
    context = {
        "form": form,
        "round": round_,
        "offer": {"id": pk},
        "counts": slip_counts(round_id=pk),
        "buildings": progress,
        "total": _total(round_.estate, progress),
        "place_note": round_.estate.label,
    }
    status = 422 if form.errors else 200
    template = "desk/slip_sheets.html"
    return desk_page(request, template, context, current="desk:home", status=status)


def _pdf(request: StaffRequest, round_: Round, form: PrintForm) -> HttpResponse:
    place = part_of_round(request, round_, request.POST.get("place", ""))
    named = form.cleaned_data["doors"]
    doors = doors_for_slips(
        round_id=round_.pk,
        place=place,
        only_without_order=form.cleaned_data["which"] == WITHOUT_ORDER and not named,
    )
    chosen = [door for door in doors if door[0] in named] if named else doors
    sheet = order_slip_sheet(request.user, round_, chosen, now=timezone.now())
    return pdf_answer(sheet, name=f"slips-{round_.pk}")


def part_of_round(request: StaffRequest, round_: Round, asked: str) -> Place:
    """The place of a round's estate that is asked for; the estate itself where none is."""
    if not asked:
        return round_.estate
    if not is_number(asked):
        raise NotVisible
    place = place_for(viewer=request.user, roles=COLLECTORS, pk=int(asked))
    if not round_.estate.holds(place):
        raise NotVisible
    return place


def _total(estate: Place, buildings: list[PlaceSlips]) -> PlaceSlips:
    return PlaceSlips(
        id=estate.pk,
        label=estate.label,
        doors=sum(row.doors for row in buildings),
        ordered=sum(row.ordered for row in buildings),
        printed=sum(row.printed for row in buildings),
        typed=sum(row.typed for row in buildings),
        missing=sum(row.missing for row in buildings),
    )
