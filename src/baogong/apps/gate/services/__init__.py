"""Everything that happens at a gate and is written down."""

from baogong.apps.gate.services.batches import end_batch, start_batch
from baogong.apps.gate.services.parcels import (
    Received,
    ToldParcel,
    announce_parcels,
    crate_parcels,
    receive_parcel,
    settle_door,
)
from baogong.apps.gate.services.slots import (
    Booking,
    book_slot,
    cancel_slot,
    check_free,
    mark_arrived,
    mark_left,
)
from baogong.apps.gate.services.unfiled import (
    FoundGoods,
    Wish,
    agree,
    file_goods,
    propose,
    refuse,
)

__all__ = [
    "Booking",
    "FoundGoods",
    "Received",
    "ToldParcel",
    "Wish",
    "agree",
    "announce_parcels",
    "book_slot",
    "cancel_slot",
    "check_free",
    "crate_parcels",
    "end_batch",
    "file_goods",
    "mark_arrived",
    "mark_left",
    "propose",
    "receive_parcel",
    "refuse",
    "settle_door",
    "start_batch",
]
