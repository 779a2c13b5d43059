"""What happens at a gate: trucks by the clock, parcels, goods that rest after disinfection, and
goods that nobody ordered."""

from baogong.apps.gate.models.arrival_slot import ArrivalSlot
from baogong.apps.gate.models.parcel import Parcel
from baogong.apps.gate.models.spray_batch import SprayBatch, SprayedLot, SprayedParcel
from baogong.apps.gate.models.unfiled import UnfiledGoods, UnfiledProposal

__all__ = [
    "ArrivalSlot",
    "Parcel",
    "SprayBatch",
    "SprayedLot",
    "SprayedParcel",
    "UnfiledGoods",
    "UnfiledProposal",
]
