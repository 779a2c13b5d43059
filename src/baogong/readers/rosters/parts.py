"""A table, or one of several side by side, read row by row."""

from collections.abc import Mapping
from dataclasses import replace

from baogong.readers.addresses import Door
from baogong.readers.rosters.aside import is_aside, is_example, is_total
from baogong.readers.rosters.finder import DoorFinder
from baogong.readers.rosters.headings import DOORS, PLACES
from baogong.readers.rosters.heads import Columns
from baogong.readers.rosters.lines import Line
from baogong.readers.rosters.living import is_no_home, is_only_no_home, is_vacant
from baogong.readers.rosters.phones import read_phones
from baogong.readers.rosters.places import asides_in, read_place
from baogong.readers.rosters.row_cells import RowCells
from baogong.readers.rosters.rows import Refusal, Where
from baogong.readers.rosters.saying import said
from baogong.readers.rosters.shapes import Shape
from baogong.readers.rosters.sheets import Sheet

_LONGEST_RAW = 200
_OUTER = ("lane", "building")


class TablePart:
    """Reads rows in order: what stands only where it begins is remembered for those below."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Columns,
        *,
        finder: DoorFinder,
        scope: Mapping[str, str],
        heads: Mapping[int, str],
        shape: Shape,
    ) -> None:
        self.columns, self.need = columns, shape.need
        self._sheet, self._heads, self._shape = sheet, heads, shape
        self._finder, self._scope = finder, dict(scope)
        self._used = {c for numbers in columns.values() for c in numbers}
        self._carried: dict[str, str] = {}
        self._above: dict[int, str] = {}
        self._entrance_above: dict[str, str] = {}
        self._place_above: Mapping[str, str] = {}
        self._last: Door | None = None

    @property
    def scope(self) -> Mapping[str, str]:
        """What titles and section rows have said up to now."""
        return self._scope

    @property
    def span(self) -> range:
        return range(min(self._used), max(self._used) + 1)

    def enter(self, section: Mapping[str, str]) -> None:
        """A row of its own has said that another building or entrance begins."""
        outer = {k: v for k, v in self._scope.items() if k in _OUTER}
        if "building" in section:
            outer.pop("building", None)
        self._scope = {**outer, **section}
        self._carried = {}
        self._entrance_above = {}

    def read(self, row: int) -> Line | Refusal | None:
        """None for a row that is no household's: a total, a note, a blank form line."""
        whole = self._whole(row)
        faults = self._faults(row)
        own = {c for c in self._sheet.rows.get(row, {}) if c in self._used}
        if not (own or faults) or is_example(whole):
            return None
        cells = RowCells(self._sheet, row, self.columns, self._above)
        place = {name: cells.first(name) for name in PLACES}
        door, why = self._door(row, place)
        if door is None:
            if place["room"] or place["address"]:
                self._last = None  # nobody below belongs to the door before this one
            return self._left_over(row, own, cells, why=faults[0] if faults else why)
        if _is_no_home(cells):
            return self._refused(row, "not_a_home")
        self._last = door
        line = Line(
            where=Where(self._sheet.name, row),
            door=door,
            is_person=self._shape.lists_persons,
            continued=self._is_continued(row),
            troubles=tuple((fault, "") for fault in faults),
        )
        line = said(
            line,
            cells,
            need=self.need,
            heads=self._heads,
            among_empty=self._shape.is_vacant,
        )
        return line if line.role else replace(line, role=self._shape.role)

    def _door(self, row: int, cells: dict[str, str]) -> tuple[Door | None, str]:
        if self._is_continued(row):
            cells.update(
                {name: self._place_above.get(name, "") for name in cells if not cells[name]}
            )
        self._carry(cells)
        self._place_above = cells
        if not cells["room"] and not cells["address"] and self._goes_on(row):
            return self._last, "" if self._last else "no_room"
        result = self._finder.find(read_place(cells, scope=self._scope))
        building, entrance = cells["building"], cells["entrance"]
        if entrance:
            if self._finder.names_a_place(entrance):
                self._entrance_above = {building: entrance}
        elif above := self._entrance_above.get(building, ""):
            unsure = result.status == "review" or (result.door and not result.door.entrance)
            if unsure and building in self._shape.sparse.entrances:
                place = read_place({**cells, "entrance": above}, scope=self._scope)
                result = self._finder.find(place)
        return result.door, result.why

    def _carry(self, cells: dict[str, str]) -> None:
        """Fill in the outer parts that stand only where they begin."""
        for name in self._shape.sparse.outer:
            if cells[name]:
                if self._finder.names_a_place(cells[name]):
                    self._carried[name] = cells[name]
            elif name != "address" or cells["room"]:
                cells[name] = self._carried.get(name, "")

    def _goes_on(self, row: int) -> bool:
        """A further person of the household above: a name without a door of its own."""
        whole = self._whole(row)
        named = any(self._sheet.rows.get(row, {}).get(c) for c in self.columns.get("name", ()))
        return self._shape.lists_persons and named and not (is_total(whole) or is_aside(whole))

    def _left_over(self, row: int, own: set[int], cells: RowCells, *, why: str) -> Refusal | None:
        """A row without a door: refused if it speaks of somebody, else none of ours."""
        whole = self._whole(row)
        if is_total(whole) or (why != "not_a_home" and is_aside(whole)):
            return None
        filled = {name for name, numbers in self.columns.items() if own & {*numbers}}
        called = any(read_phones(text).mobiles for text in cells("phone"))
        if filled & {*DOORS, "name"} or called or self._faults(row):
            return self._refused(row, why)
        return None

    def _refused(self, row: int, why: str) -> Refusal:
        raw = " ".join(dict.fromkeys(self._whole(row)))
        return Refusal(where=Where(self._sheet.name, row), why=why, raw=raw[:_LONGEST_RAW])

    def _whole(self, row: int) -> list[str]:
        """All texts of the row, also those beside this table."""
        return list(self._sheet.rows.get(row, {}).values())

    def _faults(self, row: int) -> list[str]:
        faults = self._sheet.faults.items()
        return [why for (r, column), why in faults if r == row and column in self._used]

    def _is_continued(self, row: int) -> bool:
        rooms = [*self.columns.get("room", ()), *self.columns.get("address", ())]
        return any(self._sheet.down.get((row, c), (row, c))[0] < row for c in rooms)


def _is_no_home(cells: RowCells) -> bool:
    """Whether the row's status or a remark beside its room says so."""
    asides = (aside for name in DOORS for text in cells(name) for aside in asides_in(text))
    return any(map(is_only_no_home, asides)) or any(
        is_no_home(status) and "住" not in status and not is_vacant(status)
        for status in cells("status")
    )
