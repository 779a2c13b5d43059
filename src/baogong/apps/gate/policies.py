"""Pure decisions of the gate."""

from collections.abc import Collection
from datetime import datetime

from baogong.apps.accounts.models import User
from baogong.apps.gate.enums import BatchState, SlotState, UnfiledState
from baogong.apps.gate.errors import (
    NothingToSpray,
    SecondPersonNeeded,
    SlotOver,
    TruckIsHere,
    TruckNotHere,
    UnfiledDecided,
)
from baogong.apps.gate.models import ArrivalSlot, SprayBatch, UnfiledProposal


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


def unfiled_state(agreed: Collection[bool | None]) -> UnfiledState:
    """By the answers of all proposals: one that was agreed decides, an open one waits."""
    if True in agreed:
        return UnfiledState.DECIDED
    return UnfiledState.PROPOSED if None in agreed else UnfiledState.HELD


def check_unanswered(proposal: UnfiledProposal) -> None:
    """Raises UnfiledDecided."""
    if proposal.agreed is not None:
        raise UnfiledDecided


def check_second_person(proposal: UnfiledProposal, *, actor: User) -> None:
    """Raises SecondPersonNeeded."""
    if proposal.proposed_by_id == actor.pk:
        raise SecondPersonNeeded


def check_something(ids: Collection[int]) -> None:
    """Raises NothingToSpray."""
    if not ids:
        raise NothingToSpray
