"""Pure decisions of the gate."""

from collections.abc import Collection
from datetime import datetime

from baogong.apps.gate.enums import BatchState, SlotState
from baogong.apps.gate.errors import NothingToSpray, SlotOver, TruckIsHere, TruckNotHere
from baogong.apps.gate.models import ArrivalSlot, SprayBatch


def slot_state(slot: ArrivalSlot, *, now: datetime) -> SlotState:
    """A truck is late when its slot is over and nobody saw it."""
    if slot.left_at is not None:
        return SlotState.GONE
    if slot.arrived_at is not None:
        return SlotState.HERE
    return SlotState.LATE if slot.ends_at <= now else SlotState.DUE


def batch_state(batch: SprayBatch, *, now: datetime) -> BatchState:
    if batch.release_at is None:
        return BatchState.SPRAYING
    return BatchState.RESTING if batch.release_at > now else BatchState.FREE


def check_slot_ahead(ends_at: datetime, *, now: datetime) -> None:
    """Raises SlotOver."""
    if ends_at <= now:
        raise SlotOver


def check_can_leave(slot: ArrivalSlot) -> None:
    """Raises TruckNotHere."""
    if slot.arrived_at is None:
        raise TruckNotHere


def check_can_cancel(slot: ArrivalSlot) -> None:
    """Raises TruckIsHere."""
    if slot.arrived_at is not None:
        raise TruckIsHere


def check_something(lot_ids: Collection[int]) -> None:
    """Raises NothingToSpray."""
    if not lot_ids:
        raise NothingToSpray
