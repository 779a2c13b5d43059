"""What a gate's pages show."""

from baogong.apps.gate.queries.batches import (
    BatchRow,
    SprayableLot,
    batch_for,
    batches_of,
    lots_to_spray,
)
from baogong.apps.gate.queries.gates import GateRow, gate_for, gates_of
from baogong.apps.gate.queries.parcels import (
    ParcelBalance,
    ParcelRow,
    doors_meant,
    parcel_balance,
    parcel_for,
    parcels_at,
    parcels_to_review,
)
from baogong.apps.gate.queries.slots import SlotRow, free_slots, slot_for, slots_of

__all__ = [
    "BatchRow",
    "GateRow",
    "ParcelBalance",
    "ParcelRow",
    "SlotRow",
    "SprayableLot",
    "batch_for",
    "batches_of",
    "doors_meant",
    "free_slots",
    "gate_for",
    "gates_of",
    "lots_to_spray",
    "parcel_balance",
    "parcel_for",
    "parcels_at",
    "parcels_to_review",
    "slot_for",
    "slots_of",
]
