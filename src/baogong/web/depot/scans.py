"""Goods that are scanned into a bag, one code at a time; the page carries what was scanned."""

import unicodedata
from collections.abc import Sequence

from baogong.apps.catalog.queries import good_names
from baogong.apps.procurement.queries import StandIn
from baogong.apps.sorting.queries import PackLine


class ScanTable:
    """``scanned``: SKUs of the bag that were scanned. ``verdict`` on the last code: "" before it,
    right, again, wrong (a good of another bag) or unknown; ``name``: the good, or what was read.
    ``others`` may go in for goods that are missing.
    """

    def __init__(
        self, lines: Sequence[PackLine], scanned: Sequence[str], *, others: Sequence[StandIn] = ()
    ) -> None:
        self.lines = {line.sku: line.good for line in lines}
        self.names = {other.sku: other.name for other in others} | self.lines
        self.scanned = [sku for sku in dict.fromkeys(scanned) if sku in self.names]
        self.verdict = ""
        self.name = ""

    @property
    def is_wrong(self) -> bool:
        return self.verdict in ("wrong", "unknown")

    @property
    def done(self) -> int:
        """How many of the ordered goods were scanned."""
        return len(set(self.lines) & set(self.scanned))

    def scan(self, text: str) -> "ScanTable":
        """Judge one code as a scanner or a hand gave it; only a right one counts."""
        code = unicodedata.normalize("NFKC", text).strip()
        sku = next((sku for sku in self.names if sku.upper() == code.upper()), code.upper())
        if sku not in self.names:
            names = good_names([sku])
            self.verdict, self.name = ("wrong", names[sku]) if names else ("unknown", sku[:20])
            return self
        self.verdict, self.name = ("again" if sku in self.scanned else "right"), self.names[sku]
        if self.verdict == "right":
            self.scanned.append(sku)
        return self
