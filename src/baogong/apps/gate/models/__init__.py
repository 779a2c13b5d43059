"""What happens at a gate: trucks by the clock, parcels, and goods that rest after disinfection."""

from baogong.apps.gate.models.arrival_slot import ArrivalSlot
from baogong.apps.gate.models.parcel import Parcel
from baogong.apps.gate.models.spray_batch import SprayBatch, SprayedLot

__all__ = ["ArrivalSlot", "Parcel", "SprayBatch", "SprayedLot"]
