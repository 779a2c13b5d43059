from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from baogong.apps.gate.enums import SlotState
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.gate.policies import slot_state
from baogong.apps.gate.queries.gates import GATE_ROLES, GateRow
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import ARRIVAL_SLOT_MINUTES

AHEAD = timedelta(hours=24)
BEHIND = timedelta(hours=12)  # what came or failed to come during this shift


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A truck's slot; ``boxes`` 0: nobody said how many."""

    id: int
    gate_id: int
    begins_at: datetime
    ends_at: datetime
    who: str
    order_number: str
    purchase_order_id: int | None
    boxes: int
    state: SlotState
    arrived_at: datetime | None
    left_at: datetime | None


def slots_of(gate: GateRow, *, now: datetime) -> list[SlotRow]:
    """What is due in 24 hours, what is here, and what was due in the last 12. One query."""
    near = Q(begins_at__gte=now - BEHIND) | Q(arrived_at__isnull=False, left_at=None)
    slots = ArrivalSlot.objects.live().filter(near, gate=gate.id, begins_at__lt=now + AHEAD)
    rows = slots.select_related("purchase_order__supplier").order_by("begins_at")
    return [_row(slot, now=now) for slot in rows]


def slot_for(*, viewer: Viewer, pk: int) -> ArrivalSlot:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=GATE_ROLES, path="gate__path")
    return only_visible(ArrivalSlot.objects.live().filter(inside), pk=pk)


def free_slots(gate: GateRow, *, now: datetime) -> list[datetime]:
    """Beginnings of the slots of the next 24 hours that nobody has, the one that runs first.

    They count from the town's midnight. Three queries.
    """
    length = timedelta(minutes=setting(ARRIVAL_SLOT_MINUTES, place=_place(gate), at=now))
    live = ArrivalSlot.objects.live().filter(gate=gate.id, ends_at__gt=now)
    taken = list(live.values_list("begins_at", "ends_at"))
    return [
        begin
        for begin in _beginnings(now=now, length=length)
        if all(end <= begin or begins >= begin + length for begins, end in taken)
    ]


def _beginnings(*, now: datetime, length: timedelta) -> Iterator[datetime]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = midnight + (now - midnight) // length * length
    while begin < now + AHEAD:
        yield begin
        begin += length


def _place(gate: GateRow) -> Place:
    return Place.objects.get(pk=gate.id)


def _row(slot: ArrivalSlot, *, now: datetime) -> SlotRow:
    order = slot.purchase_order
    return SlotRow(
        id=slot.pk,
        gate_id=slot.gate_id,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        who=order.supplier.name if order else slot.who,
        order_number=order.number if order else "",
        purchase_order_id=slot.purchase_order_id,
        boxes=slot.boxes,
        state=slot_state(slot, now=now),
        arrived_at=slot.arrived_at,
        left_at=slot.left_at,
    )
