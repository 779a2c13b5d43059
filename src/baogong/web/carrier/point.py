"""A pickup point: who is called now, who is next, who did not come; one tap hands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.queries import CalledDoor, call_for, point_calls, point_for, slots_of
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import Receipt, miss_call, record_reports
from baogong.apps.people.enums import Role
from baogong.values.codes import BadCode, read_code
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.camera import reads_labels
from baogong.web.paper.corner import sheet_head

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

PRINTERS = (Role.OFFICER, Role.GRID_LEADER, Role.CLERK, Role.COMMANDER)


class HandOutForm(forms.Form):
    """A bag's code or a door, as scanned, typed or tapped. ``key`` is made with the page."""

    what = forms.CharField(max_length=200)
    key = forms.UUIDField()


@for_roles(Role.OFFICER)
@require_GET
@reads_labels
def point(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, point_for(viewer=request.user, roles={Role.OFFICER}, pk=pk))


@for_roles(Role.OFFICER)
@require_POST
@reads_labels
def hand_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out what the viewer holds for a door; the same form again changes nothing."""
    place = point_for(viewer=request.user, roles={Role.OFFICER}, pk=pk)
    form = HandOutForm(request.POST)
    if not form.is_valid():
        return _page(request, place, error=_("Scan or type the code of a bag, or a door."))
    what, key = form.cleaned_data["what"], form.cleaned_data["key"]
    calls = point_calls(viewer=request.user, point=place, now=timezone.now())
    meant = [door for door in calls.doors if _means(door, what)]
    found = next((door for door in meant if door.held), meant[0] if meant else None)
    if found is None:
        return _page(request, place, typed=what, error=_("No door that is called here has this."))
    if not found.held and not found.collected:
        error = _("The bags of %(door)s are not with you.") % {"door": found.door}
        return _page(request, place, typed=what, error=error)
    outcomes = record_reports(_reports(found, key=key), officer=request.user, now=timezone.now())
    if any(outcome.receipt is Receipt.CONFLICT for outcome in outcomes):
        text = _("%(door)s: not recorded as handed out. The street office looks into it.")
        messages.warning(request, text % {"door": found.door})
    else:
        messages.success(request, _("%(door)s: handed out.") % {"door": found.door})
    return redirect("carrier:point", pk)


@for_roles(Role.OFFICER)
@require_POST
def missed(request: StaffRequest, pk: int) -> HttpResponse:
    """Nobody came for a door's bags: it is called again at the end."""
    point_id = call_for(viewer=request.user, roles={Role.OFFICER}, pk=pk)
    miss_call(call_id=pk, actor=request.user, now=timezone.now())
    return redirect("carrier:point", point_id)


@for_roles(*PRINTERS)
@require_GET
def print_slots(request: StaffRequest, pk: int) -> HttpResponse:
    """A notice for each stairwell: which door comes when; no names."""
    place = point_for(viewer=request.user, roles=PRINTERS, pk=pk)
    now = timezone.now()
    context = {
        "calls": slots_of(point=place, now=now),
        **sheet_head(place=place.label, path=place.path, now=now),
    }
    return render(request, "carrier/slots_print.html", context)


def _page(
    request: StaffRequest, place: Place, *, typed: str = "", error: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "point": place,
        "calls": point_calls(viewer=request.user, point=place, now=timezone.now()),
        "key": uuid4(),
        "typed": typed,
        "error": error,
    }
    return render(request, "carrier/point.html", context, status=422 if error else 200)


def _means(door: CalledDoor, what: str) -> bool:
    if door.door.casefold() == what.strip().casefold():
        return True
    try:
        return read_code(what) in {bag.code for bag in door.bags}
    except BadCode:
        return False


def _reports(door: CalledDoor, *, key: UUID) -> list[DoorReport]:
    """A tap for each bag that the viewer holds; its key follows from the page's."""
    return [
        DoorReport(
            key=uuid5(key, bag.code),
            run_id=bag.run_id,
            bag_code=bag.code,
            result=Result.GIVEN,
            occurred_at=timezone.now(),
            end=Mode.POINT,
        )
        for bag in door.held
    ]
