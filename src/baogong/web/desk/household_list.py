"""Estates with their households: who lives behind which door, as far as it is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.people.services import log_household_read
from baogong.apps.places.enums import CareKind, PlaceKind
from baogong.apps.places.queries import (
    HouseholdFilter,
    KnownHousehold,
    estate_counts,
    household_ids,
    known_households,
)
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.rosters.words import household_line, occupied_text, people_text
from baogong.web.export import Export, list_answer
from baogong.web.paper.corner import sheet_head

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

PAGE_ROWS = 100


class FilterForm(forms.Form):
    """What the list shows; lives in the address."""

    text = forms.CharField(
        label=gettext_lazy("Door"), required=False, max_length=40, widget=forms.SearchInput()
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("lived-in", gettext_lazy("lived in")),
            ("empty", gettext_lazy("empty")),
            ("unknown", gettext_lazy("people not known")),
        ],
    )
    care = forms.ChoiceField(
        label=gettext_lazy("Care"),
        required=False,
        choices=[("", gettext_lazy("all")), *CareKind.choices],
    )


@require_GET
@for_roles(*ROLES)
def estates(request: StaffRequest) -> HttpResponse:
    """The viewer's estates: doors, people, and what waits of their rosters."""
    whole = places_of_kind(viewer=request.user, roles=ROLES, kind=PlaceKind.ESTATE)
    context = {"rows": estate_counts(whole)}
    return desk_page(request, "desk/estates.html", context, current="desk:places")


@require_GET
@for_roles(*ROLES)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The households of an estate. Whoever asks for a kind of care is written down."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    form = FilterForm(request.GET)
    where = _where(form)
    page = Paginator(household_ids(estate=estate, where=where), PAGE_ROWS).get_page(
        request.GET.get("page")
    )
    rows = _rows(request, list(page.object_list), estate=estate, where=where)
    context = {
        "place": estate.label,
        "estate": estate,
        "form": form,
        "filtered": where != HouseholdFilter(),
        "page": page,
        "rows": [household_line(row) for row in rows],
    }
    return desk_page(request, "desk/households.html", context, current="desk:places")


@require_GET
@for_roles(*ROLES)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The list as a file; numbers leave masked, care does not leave at all."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    rows = [household_line(row) for row in _all_rows(request, estate)]
    head = [_("Door"), pgettext("living there", "People"), _("State"), _("Phones")]
    cells = [[row["door"], row["people"], row["state"], row["phones"]] for row in rows]
    return list_answer(request, Export("households", estate.label, head, cells), place=estate)


@require_GET
@for_roles(*ROLES)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The list on paper, without numbers: it lies about."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    rows = _all_rows(request, estate)
    context = sheet_head(place=estate.label, path=estate.path, now=timezone.now()) | {
        "rows": [(row.door, people_text(row.people), occupied_text(row.occupied)) for row in rows],
        "people": sum(row.people or 0 for row in rows),
    }
    return render(request, "desk/households_print.html", context)


def _all_rows(request: StaffRequest, estate: Place) -> list[KnownHousehold]:
    """Whatever the filter says but care: who needs it does not leave the page."""
    where = replace(_where(FilterForm(request.GET)), care="")
    ids = household_ids(estate=estate, where=where)
    return _rows(request, ids, estate=estate, where=where)


def _where(form: FilterForm) -> HouseholdFilter:
    return HouseholdFilter(**form.cleaned_data) if form.is_valid() else HouseholdFilter()


def _rows(
    request: StaffRequest, ids: list[int], *, estate: Place, where: HouseholdFilter
) -> list[KnownHousehold]:
    """The households in the order of ``ids``; who looked for a kind of care is written down."""
    found = {row.id: row for row in known_households(ids, within=estate)}
    if where.care:
        log_household_read(
            PersonalField.CARE, households=ids, actor=request.user, now=timezone.now()
        )
    return [found[pk] for pk in ids]
