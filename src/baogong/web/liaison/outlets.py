"""Which shop or app serves which building, and who knows it; the others are called (R37)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.queries import (
    DoorReach,
    OutletRow,
    buildings_left,
    outlet_doors,
    outlet_for,
    outlets_of,
    served_places,
)
from baogong.apps.ordering.services import (
    NewOutlet,
    announce_outlet,
    end_outlet,
    tell_households,
)
from baogong.apps.people.enums import PersonalField
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.queries import estate_for
from baogong.apps.people.services import log_household_read
from baogong.apps.places.queries import known_households, setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.values.phones import mask_phone
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.liaison.texts import outlet_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from baogong.apps.places.models import Place

REVEALERS = roles_that_see(PersonalField.PHONES)
LONGEST_NAME, LONGEST_HOW = 60, 300
HOUSES_ALONE = gettext_lazy("Each house by itself")
PROOFS = (Channel.PAGE, Channel.GROUP_BUY, Channel.CHAIN)


class OutletForm(forms.Form):
    """A shop or app, what is pasted of it, and whom it serves."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=gettext_lazy("Shop or app"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how = forms.CharField(
        label=gettext_lazy("Its code, link or number, as residents read it"),
        max_length=LONGEST_HOW,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    channel = forms.TypedChoiceField(
        label=gettext_lazy("Which orders prove that a household knows it"),
        required=False,
        coerce=Channel,
        empty_value=None,
        choices=[
            ("", gettext_lazy("none: they come to the shop, not here")),
            *((channel.value, channel.label) for channel in PROOFS),
        ],
    )

    def __init__(self, data: Any = None, *, estate: Place) -> None:
        places = served_places(estate)
        super().__init__(data, initial={"key": uuid4(), "buildings": [row.pk for row in places]})
        self.fields["buildings"] = forms.TypedMultipleChoiceField(
            label=pgettext_lazy("outlet", "Serves"),
            coerce=int,
            choices=[(row.pk, HOUSES_ALONE if row == estate else row.label) for row in places],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick the buildings that order there.")},
        )

    def outlet(self) -> NewOutlet:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        served = frozenset(data["buildings"])
        return NewOutlet(data["key"], data["name"], data["how"], data["channel"], served)


@dataclass(frozen=True, slots=True)
class Building:
    """A building that an outlet serves, and how many of its households know it."""

    id: int
    label: str
    doors: Sequence[DoorReach]

    @property
    def left(self) -> list[DoorReach]:
        return [door for door in self.doors if not door.reached]

    @property
    def reached(self) -> list[DoorReach]:
        return [door for door in self.doors if door.reached]


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Those of an estate, each with who is not reached; a POST names one more."""
    estate = estate_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = OutletForm(request.POST if request.method == "POST" else None, estate=estate)
    if form.is_valid():
        outlet = announce_outlet(
            form.outlet(), estate=estate, actor=request.user, now=timezone.now()
        )
        return redirect("liaison:outlet", outlet.pk)
    rows = outlets_of(estate_id=estate.pk)
    left = buildings_left(outlet_ids=[row.id for row in rows if row.ended_at is None])
    context = {
        "outlets": [
            (row, [(_label(each.id, each.label, row), each.left) for each in left[row.id]])
            for row in rows
        ],
        "form": form,
        "estate": estate,
        "place_note": estate.label,
    }
    status = 422 if form.errors else 200
    template = "liaison/outlets.html"
    return desk_page(request, template, context, current="liaison:home", status=status)


@for_roles(*COLLECTORS)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One building's text and households; ``?as=`` everybody who is not reached, as a file."""
    outlet = outlet_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    if asks_for_list(request):
        estate = estate_for(viewer=request.user, roles=COLLECTORS, pk=outlet.estate_id)
        return list_answer(request, _export(outlet, estate=estate), place=estate)
    return _page(request, outlet, whole=False)


@for_roles(*REVEALERS)
@require_POST
def phones(request: StaffRequest, pk: int) -> HttpResponse:
    """The numbers of a building's households that are not reached; the reading is written down."""
    return _page(request, outlet_for(viewer=request.user, roles=REVEALERS, pk=pk), whole=True)


@for_roles(*COLLECTORS)
@require_POST
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """The households that are ticked were told."""
    outlet = outlet_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    ticked = {int(value) for value in request.POST.getlist("doors") if is_number(value)}
    n = tell_households(
        outlet_id=outlet.id, household_ids=ticked, actor=request.user, now=timezone.now()
    )
    text = ngettext("%(n)s household was told.", "%(n)s households were told.", n)
    messages.success(request, text % {"n": n})
    building = request.POST.get("building", "")
    query = f"?building={building}" if is_number(building) else ""
    return redirect(reverse("liaison:outlet", args=[pk]) + query)


@for_roles(*COLLECTORS)
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """It serves nobody any more."""
    outlet = outlet_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    end_outlet(outlet_id=outlet.id, actor=request.user, now=timezone.now())
    return redirect("liaison:outlets", outlet.estate_id)


def _buildings(outlet: OutletRow) -> list[Building]:
    doors: dict[int, list[DoorReach]] = defaultdict(list)
    for row in outlet_doors(outlet):
        doors[row.building_id].append(row)
    return [Building(pk, _label(pk, rows[0].building, outlet), rows) for pk, rows in doors.items()]


def _label(building_id: int, building: str, outlet: OutletRow) -> str:
    """The building's; that of the houses alone where it is the estate."""
    return str(HOUSES_ALONE) if building_id == outlet.estate_id else building


def _page(request: StaffRequest, outlet: OutletRow, *, whole: bool) -> HttpResponse:
    estate = estate_for(viewer=request.user, roles=COLLECTORS, pk=outlet.estate_id)
    buildings = _buildings(outlet)
    asked = request.POST.get("building") or request.GET.get("building", "")
    chosen = next((row for row in buildings if str(row.id) == asked), None)
    chosen = chosen or next((row for row in buildings if row.left), next(iter(buildings), None))
    context: dict[str, Any] = {
        "outlet": outlet,
        "buildings": buildings,
        "chosen": chosen,
        "place_note": estate.label,
        "sees_phones": not request.roles.isdisjoint(REVEALERS),
        "whole": whole,
    }
    if chosen:
        phone = str(setting(CONTACT_PHONE, place=estate, at=timezone.now()))
        text = outlet_text(outlet, estate=estate.label, building=chosen.label, phone=phone)
        numbers = _numbers(request, chosen, estate=estate, whole=whole)
        context["parts"] = [(part, len(part)) for part in text.parts]
        context["left"] = [(row, numbers.get(row.id, ())) for row in chosen.left]
    return desk_page(request, "liaison/outlet.html", context, current="liaison:home")


def _numbers(
    request: StaffRequest, building: Building, *, estate: Place, whole: bool
) -> dict[int, Sequence[str]]:
    """By door, masked unless they are asked for ``whole``; none for who sees no numbers."""
    if request.roles.isdisjoint(REVEALERS):
        return {}
    known = known_households([row.id for row in building.left], within=estate)
    if not whole:
        return {row.id: [mask_phone(number) for number in row.phones] for row in known}
    shown = {row.id: row.phones for row in known if row.phones}
    log_household_read(
        PersonalField.PHONES, households=shown, actor=request.user, now=timezone.now()
    )
    return dict(shown)


def _export(outlet: OutletRow, *, estate: Place) -> Export:
    """Who is not reached, to call or to knock."""
    doors = [row for row in outlet_doors(outlet) if not row.reached]
    cells = [(_label(row.building_id, row.building, outlet), row.door) for row in doors]
    title = " · ".join((estate.label, outlet.name, _("Not reached")))
    return Export("not-reached", title, (_("Building"), _("Door")), cells)
