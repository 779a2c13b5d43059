"""Bytes become sheets, whatever program wrote them."""

from baogong.readers.rosters.rows import RosterSpoiled
from baogong.readers.rosters.sheets.grid import MOST_COLUMNS, Merge, Sheet
from baogong.readers.rosters.sheets.separated import read_separated
from baogong.readers.rosters.sheets.workbook import read_workbook

LARGEST_FILE = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook, or the one of a CSV. Raises RosterSpoiled, nothing else."""
    if not content.strip():
        raise RosterSpoiled("empty")
    if len(content) > LARGEST_FILE:
        raise RosterSpoiled("too_large")
    if content.startswith(_OLE):
        raise RosterSpoiled("locked" if _ENCRYPTED in content else "old_excel")
    if content.startswith(b"PK"):
        return read_workbook(content)
    return [read_separated(content)]


__all__ = ["LARGEST_FILE", "MOST_COLUMNS", "Merge", "Sheet", "read_sheets"]
