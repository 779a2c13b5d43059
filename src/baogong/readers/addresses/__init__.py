"""Free-text addresses become doors of a table: ready, review with candidates, or refused."""

from baogong.readers.addresses.grammar import Pieces, is_whole_address, readings, take_apart
from baogong.readers.addresses.reading import AddressRead, gated, is_within, read_address
from baogong.readers.addresses.spelling import written
from baogong.readers.addresses.table import Door, DoorTable

__all__ = [
    "AddressRead",
    "Door",
    "DoorTable",
    "Pieces",
    "gated",
    "is_whole_address",
    "is_within",
    "read_address",
    "readings",
    "take_apart",
    "written",
]
