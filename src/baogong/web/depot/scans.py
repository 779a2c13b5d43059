"""Goods that are scanned into a bag, one code at a time; the page carries what was scanned."""

import unicodedata
from collections.abc import Sequence

from baogong.apps.catalog.queries import good_names
from baogong.apps.sorting.queries import PackLine


class ScanTable:
    """``scanned``: SKUs of the bag that were scanned. ``verdict`` on the last code: "" before it,
    right, again, wrong (a good of another bag) or unknown; ``name``: the good, or what was read.
    """

    def __init__(self, lines: Sequence[PackLine], scanned: Sequence[str]) -> None:
        self.lines = {line.sku: line for line in lines}
        self.scanned = [sku for sku in dict.fromkeys(scanned) if sku in self.lines]
        self.verdict = ""
        self.name = ""

    @property
    def is_wrong(self) -> bool:
        return self.verdict in ("wrong", "unknown")

    @property
    def is_whole(self) -> bool:
        return len(self.scanned) == len(self.lines)

    def scan(self, text: str) -> "ScanTable":
        """Judge one code as a scanner or a hand gave it; only a right one counts."""
        code = unicodedata.normalize("NFKC", text).strip()
        sku = next((sku for sku in self.lines if sku.upper() == code.upper()), code.upper())
        line = self.lines.get(sku)
        if line is None:
            names = good_names([sku])
            self.verdict, self.name = ("wrong", names[sku]) if names else ("unknown", sku[:20])
            return self
        self.verdict, self.name = ("again" if sku in self.scanned else "right"), line.good
        if self.verdict == "right":
            self.scanned.append(sku)
        return self
