"""One sheet's XML, cell by cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from baogong.readers.addresses.spelling import plain
from baogong.readers.rosters.rows import RosterSpoiled
from baogong.readers.rosters.sheets.grid import (
    ERROR,
    MOST_CELLS,
    MOST_DRAWN_CELLS,
    MOST_ROWS,
    Merge,
    Sheet,
    tidy_number,
)
from baogong.readers.rosters.sheets.package import local
from baogong.readers.rosters.sheets.styles import DateFormats

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class Budget:
    """Cells that a workbook may still have: ``told`` with content, ``drawn`` with or without.

    What a merged range covers is told too, and the columns of a hidden one are drawn.
    """

    told: int = MOST_CELLS
    drawn: int = MOST_DRAWN_CELLS

    def draw(self, count: int = 1) -> None:
        self.drawn -= count
        if self.drawn < 0:
            raise RosterSpoiled("too_large")

    def tell(self, count: int = 1) -> None:
        self.told -= count
        if self.told < 0:
            raise RosterSpoiled("too_large")


class SheetCells:
    """Handlers for expat that gather a sheet. ``budget``: that of the whole workbook."""

    def __init__(self, *, strings: Sequence[str], dates: DateFormats, budget: Budget) -> None:
        self._budget = budget
        self._strings, self._dates = strings, dates
        self._rows: dict[int, dict[int, str]] = {}
        self._faults: dict[tuple[int, int], str] = {}
        self._moments: dict[tuple[int, int], datetime] = {}
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._row = self._column = 0
        self._type = self._style = self._reference = ""
        self._value: list[str] = []
        self._taking = self._phonetic = self._formula = False

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def sheet(self, *, name: str, hidden: bool) -> Sheet:
        return Sheet(
            name=name,
            rows={number: row for number, row in self._rows.items() if row},
            merges=tuple(self._merges),
            faults=self._faults,
            hidden=hidden,
            moments=self._moments,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._begin_cell(attributes)
        elif name in {"v", "t"}:
            self._taking = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            number = attributes.get("r", "")
            self._find_place()
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
        elif name == "col":
            self._hide_columns(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._budget.draw()
        if self._reference and "r" not in attributes:
            self._find_place()
        self._reference = attributes.get("r", "")
        if not self._reference:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value, self._formula = [], False

    def _find_place(self) -> None:
        """Where the cell is: left until asked, for the sake of millions of empty ones."""
        if place := _REFERENCE.fullmatch(self._reference):
            self._row, self._column = int(place[2]), column_number(place[1])
        elif self._reference:
            self._column += 1
        self._reference = ""

    def _text(self, data: str) -> None:
        if self._taking and not self._phonetic:
            self._value.append(data)

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name in {"v", "t"}:
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and (self._value or self._formula):
            self._budget.tell()
            self._find_place()
            if self._column not in self._hidden_columns:
                self._keep("".join(self._value))

    def _keep(self, raw: str) -> None:
        text = plain(self._shown(raw))
        if self._type == "e" or ERROR.fullmatch(text):
            self._fault("error_cell")
        elif text:
            if self._row > MOST_ROWS and self._row not in self._rows:
                raise RosterSpoiled("too_large")
            self._rows.setdefault(self._row, {})[self._column] = text
        elif self._formula and self._type != "str":
            self._fault("formula_without_value")

    def _fault(self, why: str) -> None:
        self._faults[self._row, self._column] = why

    def _shown(self, raw: str) -> str:
        if self._type == "s":
            known = raw.isdecimal() and int(raw) < len(self._strings)
            return self._strings[int(raw)] if known else ""
        if self._type == "n" and raw:
            return self._number(raw)
        return tidy_number(raw.strip())

    def _number(self, raw: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return raw
        style = int(self._style) if self._style.isdecimal() else 0
        if moment := self._dates.moment(value, style):
            self._moments[self._row, self._column] = moment
            return self._dates.typed(moment, style)
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        shut = re.fullmatch(r"0+(?:\.0*)?", attributes.get("width", ""))
        if shut or attributes.get("hidden") in {"1", "true"}:
            first, last = (int(attributes.get(key, "0")) for key in ("min", "max"))
            columns = range(first, min(last, 16_384) + 1)
            self._budget.draw(len(columns))
            self._hidden_columns.update(columns)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start and end:
            merge = Merge(
                top=int(start[2]),
                left=column_number(start[1]),
                bottom=int(end[2]),
                right=column_number(end[1]),
            )
            self._budget.tell(1 + len(merge.rows) * len(merge.columns))
            self._merges.append(merge)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
