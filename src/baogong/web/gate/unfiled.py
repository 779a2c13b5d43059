"""Goods that nobody ordered: the list, filing them, and what two people decide."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.catalog.queries import good_ids, goods
from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.gate.queries import (
    UNFILED_ROLES,
    UnfiledRow,
    doors_meant,
    gate_for,
    gates_of,
    unfiled_decided,
    unfiled_for,
    unfiled_goods,
    unfiled_photo,
)
from baogong.apps.gate.services import Wish, agree, file_goods, propose, refuse
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import widest_place
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.photos import photo_answer
from baogong.web.export import Export, asks_for_list, list_answer, minute_text
from baogong.web.gate.parcels import which_door
from baogong.web.gate.unfiled_forms import FoundForm, WishForm
from baogong.web.refusals import refusal_text

_ANSWERS = {"agree": agree, "refuse": refuse}


@require_GET
@for_roles(*UNFILED_ROLES)
def index(request: StaffRequest) -> HttpResponse:
    """What is held, the oldest first; ``?settled=1`` shows what was decided, ``?as=`` a file."""
    settled, now = "settled" in request.GET, timezone.now()
    rows = (unfiled_decided if settled else unfiled_goods)(viewer=request.user)
    if asks_for_list(request):
        place = widest_place(viewer=request.user, roles=UNFILED_ROLES)
        return list_answer(request, _export(rows), place=place)
    context = {
        "rows": rows,
        "aged": [(row, row.minutes_held(now)) for row in rows],
        "settled": settled,
        "gates": gates_of(viewer=request.user),
        "is_guard": Role.GATE in request.roles,
    }
    return render(request, "gate/unfiled.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def new(request: StaffRequest, gate: int) -> HttpResponse:
    """File what came without order, purchase order or door."""
    found = gate_for(viewer=request.user, pk=gate)
    form = FoundForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    if form.is_valid():
        filed = file_goods(form.found(), gate_id=found.id, actor=request.user, now=timezone.now())
        return redirect("gate:unfiled_one", filed.pk)
    context = {"gate": found, "form": form}
    return render(request, "gate/unfiled_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles(*UNFILED_ROLES)
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """One lot of goods with all that was said of it; a POST proposes what becomes of it."""
    row = unfiled_for(viewer=request.user, pk=pk)
    form = WishForm(request.POST or None, goods=goods(), key=uuid4())
    if form.is_valid() and _propose(request, row, form):
        return redirect("gate:unfiled_one", row.id)
    live = row.live
    context = {
        "row": row,
        "title": f"{row.what} × {row.count}",
        "form": form,
        "live": live,
        "is_own": live is not None and live.proposed_by_id == request.user.pk,
        "is_overdue": row.minutes_held(timezone.now()) >= row.minutes_allowed,
    }
    return render(request, "gate/unfiled_one.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*UNFILED_ROLES)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Agree with the proposal that was read, or refuse it."""
    row = unfiled_for(viewer=request.user, pk=pk)
    act = _ANSWERS.get(request.POST.get("step", ""))
    for proposal in row.proposals:
        if act and str(proposal.id) == request.POST.get("proposal"):
            try:
                act(proposal_id=proposal.id, actor=request.user, now=timezone.now())
            except DomainError as error:
                messages.error(request, refusal_text(error))
    return redirect("gate:unfiled_one", row.id)


@require_GET
@for_roles(*UNFILED_ROLES)
def photo(request: StaffRequest, pk: int) -> HttpResponse:
    """The photo of the goods as they stand there."""
    return photo_answer(unfiled_photo(viewer=request.user, pk=pk))


def _propose(request: StaffRequest, row: UnfiledRow, form: WishForm) -> bool:
    """Propose what a valid form says; else the form tells what is wrong."""
    data, outcome = form.cleaned_data, UnfiledOutcome(form.cleaned_data["outcome"])
    to_door, to_depot = outcome is UnfiledOutcome.DOOR, outcome is UnfiledOutcome.DEPOT
    doors = []
    if to_door:
        gate = gate_for(viewer=request.user, pk=row.gate_id, roles=UNFILED_ROLES)
        doors = doors_meant(gate, data["door"])
        if len(doors) != 1:
            form.add_error("door", which_door([door.label for door in doors]))
            return False
    wish = Wish(
        key=data["key"],
        outcome=outcome,
        reason=data["reason"],
        door_id=doors[0].id if to_door else None,
        good_id=good_ids([data["good"]])[data["good"]] if to_depot else None,
        quantity=data["quantity"] if to_depot else None,
    )
    try:
        propose(wish, goods_id=row.id, actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    return True


def _export(rows: Sequence[UnfiledRow]) -> Export:
    head = (
        _("Since"),
        _("What"),
        _("Count"),
        _("Brought by"),
        _("Where it stands"),
        _("State"),
        _("What becomes of it"),
    )
    cells = [
        (
            minute_text(row.filed_at),
            row.what,
            row.count,
            row.from_whom,
            row.place_there,
            row.state.label,
            row.live.outcome.label if row.live else "",
        )
        for row in rows
    ]
    return Export("unfiled", _("Unfiled goods"), head, cells)
