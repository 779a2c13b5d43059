"""One sheet after the other: plans, tables, and what stands outside of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baogong.readers.addresses import is_whole_address
from baogong.readers.rosters.aside import is_remark
from baogong.readers.rosters.finder import DoorFinder
from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.heads import Head, headless
from baogong.readers.rosters.lines import Line
from baogong.readers.rosters.parts import TablePart
from baogong.readers.rosters.phones import MOBILE
from baogong.readers.rosters.plans import Plan, plan_at, read_plan
from baogong.readers.rosters.rows import Block, Refusal, Where
from baogong.readers.rosters.sections import scope_above, scope_beside, sections_in
from baogong.readers.rosters.shapes import shape_of
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet
from baogong.readers.rosters.tables import Table, find_tables, side_by_side
from baogong.readers.rosters.titles import sheet_scope, title_scope

_ROOM = re.compile(r"\d{3,4}室?")

Mapped = Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]]


@dataclass(slots=True)
class SheetReader:
    """Gathers what the sheets say: ``lines`` of rosters, ``care`` of lists of special persons."""

    finder: DoorFinder
    mapping: Mapped
    lines: list[Line] = field(default_factory=list)
    care: list[Line] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    ignored: list[Where] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def leave_out(self, sheet: Sheet) -> None:
        self.ignored += [Where(sheet.name, row) for row in sheet.rows]

    def read(self, sheet: Sheet) -> None:
        scope = sheet_scope(sheet.name, self.finder.doors)
        plans = [plan for row in sheet.row_numbers if (plan := plan_at(sheet, row))]
        if plans:
            self._read_plans(sheet, plans, scope)
            return
        tables = find_tables(sheet)
        if not tables.found and (head := headless(sheet)):
            tables.found = [Table(sheet=sheet, head=head, above=(), rows=list(sheet.row_numbers))]
            tables.loose = []
        tables.found += self._corrected(sheet, tables.found)
        self.ignored += [Where(sheet.name, row) for row in tables.heads]
        outside = any(_outside(sheet, row) for row in tables.loose)
        for row in tables.loose:
            self._keep(row, sheet, [_outside(sheet, row, among_others=outside)])
        for table in tables.found:
            scope = scope_above(table, scope, self.finder.doors)
            scope = self._read_table(table, scope)

    def read_without_headings(self, sheet: Sheet) -> None:
        """Offer the rows that have several cells, for a person to say what they are."""
        wide = [row for row in sheet.row_numbers if len(sheet.rows.get(row, {})) > 1]
        if not sheet.hidden and len(wide) > 1:
            self.blocks.append(Block(sheet.name, wide[0], wide[-1], {}, sheet.rows[wide[0]]))

    def _read_plans(self, sheet: Sheet, plans: Sequence[Plan], scope: Mapping[str, str]) -> None:
        """Read the plans of a sheet, one below the other."""
        heads = {plan.head: plan for plan in plans}
        floors = {row for plan in plans for row in plan.floors}
        for row in sheet.row_numbers:
            texts = {*sheet.rows.get(row, {}).values()}
            if plan := heads.get(row):
                for result in read_plan(sheet, plan, self.finder, scope):
                    self._add(result, care=False)
                rooms, last = {"room": tuple(plan.rooms)}, max(plan.floors)
                self.blocks.append(Block(sheet.name, row + 1, last, rooms, plan.rooms, scope))
            elif row not in floors and len(texts) == 1:
                scope = {**scope, **title_scope(next(iter(texts)), self.finder.doors)}
            self.ignored.append(Where(sheet.name, row))

    def _corrected(self, sheet: Sheet, found: Sequence[Table]) -> list[Table]:
        """Tables that only a person's correction makes known: no heading told what they are."""
        known = {table.key for table in found}
        return [
            Table(
                sheet=sheet,
                head=Head(top=first, bottom=first - 1, columns=columns, heads=sheet.rows[first]),
                above=(),
                rows=[row for row in sheet.row_numbers if row >= first],
            )
            for (name, first), columns in self.mapping.items()
            if name == sheet.name and first in sheet.rows and (name, first) not in known
        ]

    def _read_table(self, table: Table, scope: Mapping[str, str]) -> Mapping[str, str]:
        """Read a table's rows; what its sections say goes on below it."""
        sheet, heads, doors = table.sheet, table.head.heads, self.finder.doors
        columns = self.mapping.get(table.key, table.head.columns)
        parts = [
            TablePart(
                sheet,
                own,
                finder=self.finder,
                scope=scope_beside(table, own, scope, doors),
                heads=heads,
                shape=shape_of(table, own),
            )
            for own in side_by_side(columns)
        ]
        first, last = table.key[1], max(table.rows, default=table.head.bottom)
        self.blocks.append(Block(sheet.name, first, last, columns, heads, scope))
        care = shape_of(table, columns).is_care
        for row in table.rows:
            self._read_row(sheet, row, parts, care=care)
        return parts[0].scope if len(parts) == 1 else scope

    def _read_row(self, sheet: Sheet, row: int, parts: Sequence[TablePart], *, care: bool) -> None:
        texts = {*sheet.rows.get(row, {}).values()}
        sections = sections_in(sheet, row, parts, self.finder.doors)
        if care and len(texts) == 1 and read_flags(*texts):
            for part in parts:
                part.need = next(iter(texts))
            self._keep(row, sheet, [])
        elif sections is not None:
            for part, section in zip(parts, sections, strict=True):
                if section:
                    part.enter(section)
            self._keep(row, sheet, [])
        else:
            self._keep(row, sheet, [part.read(row) for part in parts], care=care)

    def _keep(
        self,
        row: int,
        sheet: Sheet,
        results: Sequence[Line | Refusal | None],
        *,
        care: bool = False,
    ) -> None:
        """Every row is in some line, some refusal, or among the ignored."""
        if not any(results):
            self.ignored.append(Where(sheet.name, row))
        for result in results:
            self._add(result, care=care)

    def _add(self, result: Line | Refusal | None, *, care: bool) -> None:
        if isinstance(result, Line):
            (self.care if care else self.lines).append(result)
        elif result is not None:
            self.refusals.append(result)


def _outside(sheet: Sheet, row: int, *, among_others: bool = False) -> Refusal | None:
    """A row outside every table that has a number to call or a door: not to be lost.

    ``among_others``: the sheet has such rows, so that this may be one of them without a number.
    """
    texts = list(sheet.rows.get(row, {}).values())[:MOST_COLUMNS]
    tells = any(MOBILE.search(text) for text in texts) or any(map(is_whole_address, texts))
    like = among_others and any(map(_ROOM.fullmatch, texts))
    if len(texts) > 2 and (tells or like) and not is_remark(texts[0]):
        return Refusal(Where(sheet.name, row), why="no_heading", raw=" ".join(texts))
    return None
