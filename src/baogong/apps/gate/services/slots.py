"""Trucks by the clock: one slot, one truck."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.gate import policies
from baogong.apps.gate.errors import SlotTaken
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import ARRIVAL_SLOT_MINUTES
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Booking:
    """A truck that asks for the slot from ``begins_at`` on; with a purchase order or a name.

    ``key`` is made with the page. ``boxes``: 0 where nobody said how many.
    """

    key: UUID
    begins_at: datetime
    boxes: int
    who: str = ""
    purchase_order_id: int | None = None


@transaction.atomic
def book_slot(booking: Booking, *, gate_id: int, actor: User, now: datetime) -> ArrivalSlot:
    """Give a truck its slot; the same key again is the same slot. Raises SlotTaken or SlotOver.

    Those who book at one gate wait for each other on its row, so also slots that have different
    lengths, because the setting changed between them, never overlap.
    """
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    if repeated := ArrivalSlot.objects.filter(key=booking.key).first():
        return repeated
    minutes = setting(ARRIVAL_SLOT_MINUTES, place=gate, at=now)
    ends_at = booking.begins_at + timedelta(minutes=minutes)
    policies.check_slot_ahead(ends_at, now=now)
    check_free(gate, begins_at=booking.begins_at, ends_at=ends_at)
    slot = ArrivalSlot.objects.create(
        key=booking.key,
        gate=gate,
        begins_at=booking.begins_at,
        ends_at=ends_at,
        purchase_order_id=booking.purchase_order_id,
        who=booking.who,
        boxes=booking.boxes,
        booked_by=actor,
        booked_at=now,
    )
    audit.record([audit.Act("slot.booked", slot, actor, now, {"boxes": booking.boxes})])
    return slot


def check_free(gate: Place, *, begins_at: datetime, ends_at: datetime) -> None:
    """Whether no truck stands at the gate then. Raises SlotTaken with who has it."""
    live = ArrivalSlot.objects.live().filter(gate=gate, begins_at__lt=ends_at)
    taken = live.filter(ends_at__gt=begins_at).select_related("purchase_order__supplier").first()
    if taken is not None:
        order = taken.purchase_order
        raise SlotTaken(who=order.supplier.name if order else taken.who, at=taken.begins_at)


@transaction.atomic
def mark_arrived(*, slot_id: int, actor: User, now: datetime) -> None:
    """The truck is here. Twice is the same as once."""
    slot = locks.lock_one(ArrivalSlot.objects.live(), key=slot_id)
    if slot.arrived_at is None:
        slot.arrived_at = now
        slot.save(update_fields=["arrived_at"])
        audit.record([audit.Act("slot.arrived", slot, actor, now)])


@transaction.atomic
def mark_left(*, slot_id: int, actor: User, now: datetime) -> None:
    """The truck is gone. Twice is the same as once. Raises TruckNotHere."""
    slot = locks.lock_one(ArrivalSlot.objects.live(), key=slot_id)
    policies.check_can_leave(slot)
    if slot.left_at is None:
        slot.left_at = now
        slot.save(update_fields=["left_at"])
        audit.record([audit.Act("slot.left", slot, actor, now)])


@transaction.atomic
def cancel_slot(*, slot_id: int, actor: User, now: datetime) -> None:
    """Give a slot back, so that another truck can have it. Raises TruckIsHere."""
    slot = locks.lock_one(ArrivalSlot.objects.all(), key=slot_id)
    policies.check_can_cancel(slot)
    if slot.canceled_at is None:
        slot.canceled_at = now
        slot.save(update_fields=["canceled_at"])
        audit.record([audit.Act("slot.canceled", slot, actor, now)])
