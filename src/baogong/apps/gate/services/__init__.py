"""Everything that happens at a gate and is written down."""

from baogong.apps.gate.services.batches import end_batch, start_batch
from baogong.apps.gate.services.slots import (
    Booking,
    book_slot,
    cancel_slot,
    mark_arrived,
    mark_left,
)

__all__ = [
    "Booking",
    "book_slot",
    "cancel_slot",
    "end_batch",
    "mark_arrived",
    "mark_left",
    "start_batch",
]
