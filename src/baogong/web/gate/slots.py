"""Which truck comes when: the board of a gate, booked slots, and two taps for each truck."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.filings.queries import approved_by_slot
from baogong.apps.gate.enums import SlotState
from baogong.apps.gate.queries import GateRow, free_slots, gate_for, slot_for, slots_of
from baogong.apps.gate.services import book_slot, cancel_slot, mark_arrived, mark_left
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.apps.procurement.queries import arrivals
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.export import Export, list_answer, minute_text
from baogong.web.gate.slot_forms import BookingForm
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text

STEPS = {"arrived": mark_arrived, "left": mark_left, "cancel": cancel_slot}


@require_GET
@for_roles(Role.GATE)
def board(request: StaffRequest, gate: int) -> HttpResponse:
    """Trucks of the day: those that are here and late first, then what comes."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    slots = slots_of(found, now=now)
    approved = approved_by_slot([slot.id for slot in slots])
    rows = [(slot, approved.get(slot.id)) for slot in slots]
    context = {
        "gate": found,
        "first": [row for row in rows if row[0].state in {SlotState.HERE, SlotState.LATE}],
        "due": [row for row in rows if row[0].state is SlotState.DUE],
        "gone": [row for row in rows if row[0].state is SlotState.GONE],
    }
    return render(request, "gate/board.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def book(request: StaffRequest, gate: int) -> HttpResponse:
    """Give a truck a free slot."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    form = _form(request, found)
    if form.is_valid():
        try:
            slot = book_slot(form.booking(), gate_id=found.id, actor=request.user, now=now)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            at = formats.time_format(timezone.localtime(slot.begins_at), "H:i")
            messages.success(request, _("Booked for %(at)s.") % {"at": at})
            return redirect("gate:board", found.id)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gate/book.html", {"gate": found, "form": form}, status=status)


@require_POST
@for_roles(Role.GATE)
def step(request: StaffRequest, pk: int) -> HttpResponse:
    """The truck came, left, or will not come: ``step`` says which."""
    slot, act = slot_for(viewer=request.user, pk=pk), STEPS.get(request.POST.get("step", ""))
    if act is not None:
        try:
            act(slot_id=slot.pk, actor=request.user, now=timezone.now())
        except DomainError as error:
            messages.error(request, refusal_text(error))
    return redirect("gate:board", slot.gate_id)


@require_GET
@for_roles(Role.GATE)
def board_print(request: StaffRequest, gate: int) -> HttpResponse:
    """The hourly list, for the wall of the hut."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    slots = slots_of(found, now=now)
    head = sheet_head(place=found.label, path=found.path, now=now)
    context = head | {"slots": slots, "boxes": sum(slot.boxes for slot in slots)}
    return render(request, "gate/board_print.html", context)


@require_GET
@for_roles(Role.GATE)
def board_export(request: StaffRequest, gate: int) -> HttpResponse:
    """The board as a file."""
    found, now = gate_for(viewer=request.user, pk=gate), timezone.now()
    head = [_("From"), _("Until"), _("Who"), _("Boxes"), _("State"), _("Arrived"), _("Gone")]
    rows = [
        [
            minute_text(slot.begins_at),
            minute_text(slot.ends_at),
            slot.who,
            slot.boxes,
            slot.state.label,
            minute_text(slot.arrived_at),
            minute_text(slot.left_at),
        ]
        for slot in slots_of(found, now=now)
    ]
    place = place_for(viewer=request.user, roles=(Role.GATE,), pk=found.id)
    return list_answer(request, Export("arrivals", _("Arrivals"), head, rows), place=place)


def _form(request: StaffRequest, gate: GateRow) -> BookingForm:
    today = timezone.localdate()
    orders = [
        order
        for order in arrivals(viewer=request.user, today=today)
        if not order.is_received and gate.path.startswith(order.estate_path)
    ]
    free = free_slots(gate, now=timezone.now())
    return BookingForm(request.POST or None, free=free, orders=orders, key=uuid4())
