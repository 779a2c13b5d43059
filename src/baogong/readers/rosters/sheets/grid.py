"""A sheet as its reader sees it: texts by row and column, what is merged, what is broken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

MOST_CELLS = 600_000
MOST_DRAWN_CELLS = 4_000_000  # with the empty ones of sheets that are formatted far down
MOST_ROWS = 20_000
MOST_COLUMNS = 200  # a row that has more is no heading
_QUOTED = re.compile(r'=\s*"([^"]*)"')
_WHOLE = re.compile(r"([+-]?\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        """None of a range that is both high and wide, which is no cell of a list."""
        if (self.bottom - self.top) * (self.right - self.left) >= MOST_ROWS:
            return range(0)
        return range(self.top, min(self.bottom, MOST_ROWS) + 1)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)


@dataclass(frozen=True)
class Sheet:
    """``rows``: row -> column -> text (never empty), from 1; hidden columns are left out.

    ``faults``: (row, column) -> why a cell has no value (``error_cell``,
    ``formula_without_value``).
    ``moments``: (row, column) -> the whole date of a date cell, by the clock of whoever wrote it;
    ``rows`` has only what was probably typed.
    ``hidden``: the sheet is not shown.
    """

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merges: tuple[Merge, ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    moments: Mapping[tuple[int, int], datetime] = field(default_factory=dict)

    @cached_property
    def down(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Cell below or beside the first of a merged range -> that first cell."""
        return {
            (row, column): (merge.top, merge.left)
            for merge in self.merges
            for row in merge.rows
            for column in merge.columns
            if (row, column) != (merge.top, merge.left)
        }

    def text(self, row: int, column: int) -> str:
        """A cell's own text, or that of the merged range it is part of."""
        own = self.rows.get(row, {}).get(column, "")
        if own or (row, column) not in self.down:
            return own
        top, left = self.down[row, column]
        return self.rows.get(top, {}).get(left, "")

    @property
    def row_numbers(self) -> list[int]:
        """Rows with content or with a broken cell, in order."""
        return sorted({*self.rows, *(row for row, _ in self.faults)})


def tidy_number(text: str) -> str:
    """``301.0`` is 301, ``1.3900001234E10`` 13900001234, ``="301"`` 301; other texts stay."""
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1]
    whole = _WHOLE.fullmatch(text)
    if whole:
        return whole[1]
    if _SCIENTIFIC.fullmatch(text):
        mantissa, _, exponent = text.upper().partition("E")
        digits = mantissa.partition(".")[2]
        if len(digits) == int(exponent):  # else Excel has rounded digits away
            return str(int(float(text)))
    return text
