"""Free-text addresses become doors of a table: ready, review with candidates, or refused."""

from baogong.readers.addresses.table import Door, DoorTable

__all__ = ["Door", "DoorTable"]
