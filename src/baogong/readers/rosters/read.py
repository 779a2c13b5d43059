"""A file of a property company or a committee, read in one go."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from baogong.readers.addresses import DoorTable, take_apart
from baogong.readers.rosters.aside import is_remark
from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.lines import Line, TablePart, with_entrance
from baogong.readers.rosters.phones import MOBILE
from baogong.readers.rosters.places import DoorFinder, without_aside
from baogong.readers.rosters.plans import plan_at, read_plan
from baogong.readers.rosters.reconcile import reconcile
from baogong.readers.rosters.rows import Block, Refusal, RosterRead, RosterSpoiled, Where
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet, read_sheets
from baogong.readers.rosters.tables import (
    Columns,
    Head,
    Table,
    find_tables,
    headless,
    side_by_side,
)
from baogong.readers.rosters.titles import section_scope, sheet_scope, title_scope

_CARE_LIST = re.compile(r"特殊|重点|关爱|帮扶|照护|老弱|弱势|关怀|困难|需求")
_OLD_SHEET = re.compile(r"作废|旧版|模板|样表|示例|填写说明|备份")
_OF_A_PERSON = re.compile(r"性别|年龄|身份证|出生|民族")
_LONGEST_TITLE = 30
_SORTS = re.compile(r"类别|类型|人群|情况|标签|原因|状况|健康")

Mapped = Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]]


@dataclass(slots=True)
class _Gathered:
    lines: list[Line] = field(default_factory=list)
    care: list[Line] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    ignored: list[Where] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read_roster(
    content: bytes, *, doors: DoorTable | None = None, mapping: Mapped | None = None
) -> RosterRead:
    """Read a workbook or a CSV.

    ``doors``: the estate's doors; a row about any other is refused. Without it the doors are made
    of what is read. ``mapping``: a person's correction, (sheet, first row of a block) -> field ->
    columns; it replaces what the headings say. Raises RosterSpoiled, and nothing else.
    """
    gathered = _Gathered()
    sheets = read_sheets(content)
    finder = DoorFinder(doors)
    for sheet in sheets:
        if sheet.hidden or _OLD_SHEET.search(sheet.name):
            gathered.ignored += [Where(sheet.name, row) for row in sheet.rows]
        else:
            _read_sheet(sheet, finder, mapping or {}, gathered)
    if not gathered.blocks:
        gathered.blocks += [block for sheet in sheets if (block := _without_headings(sheet))]
    if not gathered.blocks:
        raise RosterSpoiled("no_table")
    if not gathered.lines:
        gathered.lines, gathered.care = gathered.care, []
    if doors is None:
        _settle_entrances(gathered)
    households, conflicts = reconcile(gathered.lines, gathered.care)
    return RosterRead(
        households=households,
        conflicts=conflicts,
        refusals=tuple(gathered.refusals),
        blocks=tuple(gathered.blocks),
        ignored=tuple(gathered.ignored),
        kind=_kind(gathered.blocks),
    )


def _read_sheet(sheet: Sheet, finder: DoorFinder, mapping: Mapped, into: _Gathered) -> None:
    scope = sheet_scope(sheet.name, finder.doors)
    if _read_plans(sheet, finder, scope, into):
        return
    tables = find_tables(sheet)
    if not tables.found and (head := headless(sheet)):
        tables.found = [Table(sheet=sheet, head=head, above=(), rows=list(sheet.row_numbers))]
        tables.loose = []
    tables.found += _corrected(sheet, tables.found, mapping)
    into.ignored += [Where(sheet.name, row) for row in tables.heads]
    for row in tables.loose:
        refusal = _loose(sheet, row)
        into.refusals += [refusal] if refusal else []
        into.ignored += [] if refusal else [Where(sheet.name, row)]
    for table in tables.found:
        scope = _read_table(table, finder, mapping, scope, into)


def _read_plans(
    sheet: Sheet, finder: DoorFinder, scope: Mapping[str, str], into: _Gathered
) -> bool:
    """Read the plans of a sheet, one below the other; whether there are any."""
    plans = [plan for row in sheet.row_numbers if (plan := plan_at(sheet, row))]
    for row in sheet.row_numbers if plans else ():
        plan = next((plan for plan in plans if plan.head == row), None)
        texts = [*dict.fromkeys(sheet.rows.get(row, {}).values())]
        if plan:
            for result in read_plan(sheet, plan, finder, scope):
                if isinstance(result, Line):
                    into.lines.append(result)
                else:
                    into.refusals.append(result)
            columns = {"room": tuple(plan.rooms)}
            into.blocks.append(
                Block(sheet.name, row + 1, max(plan.floors), columns, plan.rooms, scope)
            )
        elif not any(row in plan.floors for plan in plans) and len(texts) == 1:
            scope = {**scope, **title_scope(texts[0], finder.doors)}
        into.ignored.append(Where(sheet.name, row))
    return bool(plans)


def _corrected(sheet: Sheet, found: Sequence[Table], mapping: Mapped) -> list[Table]:
    """Tables that only a person's correction makes known: no heading told what they are."""
    known = {table.key for table in found}
    return [
        Table(
            sheet=sheet,
            head=Head(top=first, bottom=first - 1, columns=columns, heads=sheet.rows[first]),
            above=(),
            rows=[row for row in sheet.row_numbers if row >= first],
        )
        for (name, first), columns in mapping.items()
        if name == sheet.name and first in sheet.rows and (name, first) not in known
    ]


def _without_headings(sheet: Sheet) -> Block | None:
    """The rows of a sheet that have several cells, for a person to say what they are."""
    wide = [row for row in sheet.row_numbers if len(sheet.rows.get(row, {})) > 1]
    if sheet.hidden or len(wide) < 2:
        return None
    return Block(sheet.name, wide[0], wide[-1], {}, sheet.rows[wide[0]])


def _loose(sheet: Sheet, row: int) -> Refusal | None:
    """A row outside every table that has a number to call and a room: not to be lost."""
    texts = list(sheet.rows.get(row, {}).values())[:MOST_COLUMNS]
    called = any(MOBILE.search(text) for text in texts)
    rooms = any(take_apart(t).named.get("room") or len(take_apart(t).bare) > 1 for t in texts)
    if len(texts) > 2 and called and rooms:
        return Refusal(Where(sheet.name, row), why="no_heading", raw=" ".join(texts))
    return None


def _read_table(
    table: Table,
    finder: DoorFinder,
    mapping: Mapped,
    scope: Mapping[str, str],
    into: _Gathered,
) -> Mapping[str, str]:
    """Read a table's rows; the scope that its titles set goes on below it."""
    sheet, heads = table.sheet, table.head.heads
    columns = mapping.get(table.key, table.head.columns)
    for _, text in table.above:
        told = title_scope(text, finder.doors)
        if "building" in told:
            scope = {k: v for k, v in scope.items() if k not in {"building", "entrance"}}
        scope = {**scope, **told}
    need, is_care = _care(table)
    parts = []
    for own in side_by_side(columns):
        part = TablePart(
            sheet, own, finder=finder, scope=_beside(table, own, scope, finder), heads=heads
        )
        part.need = need
        part.is_list_of_persons = _lists_persons(table, own)
        part.entrances_are_sparse = _is_sparse(table, own)
        parts.append(part)
    first, last = table.key[1], max(table.rows, default=table.head.bottom)
    into.blocks.append(Block(sheet.name, first, last, columns, heads, scope))
    for row in table.rows:
        _read_row(row, parts, finder, into, care=is_care)
    return scope


def _read_row(
    row: int, parts: Sequence[TablePart], finder: DoorFinder, into: _Gathered, *, care: bool
) -> None:
    sheet = parts[0].sheet
    texts = set(sheet.rows.get(row, {}).values())
    if care and len(texts) == 1 and read_flags(*texts):
        for part in parts:
            part.need = next(iter(texts))
        into.ignored.append(Where(sheet.name, row))
        return
    sections = _sections(sheet, row, parts, finder)
    if sections is not None:
        for part, section in zip(parts, sections, strict=True):
            if section:
                part.enter(section)
        into.ignored.append(Where(sheet.name, row))
        return
    results = [part.read(row) for part in parts]
    if not any(results):
        into.ignored.append(Where(sheet.name, row))
    for result in results:
        if isinstance(result, Line):
            (into.care if care else into.lines).append(result)
        elif result is not None:
            into.refusals.append(result)


def _sections(
    sheet: Sheet, row: int, parts: Sequence[TablePart], finder: DoorFinder
) -> list[Mapping[str, str]] | None:
    """What a section row says for each part, or None for any other row."""
    texts = sheet.rows.get(row, {})
    if not 1 <= len(set(texts.values())) <= max(len(parts), 2):
        return None
    found = {column: section_scope(text, finder.doors) for column, text in texts.items()}
    if not all(found.values()):
        if len(set(texts.values())) == 1 and len(next(iter(texts.values()))) > 4:
            whole = title_scope(next(iter(texts.values())), finder.doors)
            rooms = [c for p in parts for n in ("room", "address") for c in p.columns.get(n, ())]
            if whole and not set(texts) & set(rooms):
                return [whole for _ in parts]
        return None
    if len(parts) == 1 or len(found) == 1:
        together: dict[str, str] = {}
        for section in found.values():
            together |= section
        return [together for _ in parts]
    return [next((s for c, s in sorted(found.items()) if c in _span(part)), {}) for part in parts]


def _span(part: TablePart) -> range:
    numbers = [c for columns in part.columns.values() for c in columns]
    return range(min(numbers), max(numbers) + 1)


def _beside(
    table: Table, own: Columns, scope: Mapping[str, str], finder: DoorFinder
) -> Mapping[str, str]:
    """The scope of one of several tables side by side: what stands above its own columns."""
    numbers = [c for columns in own.values() for c in columns]
    result = dict(scope)
    for row, _ in table.above:
        texts = table.sheet.rows.get(row, {})
        if len(texts) > 1:
            for column, text in texts.items():
                if min(numbers) <= column <= max(numbers):
                    result |= section_scope(text, finder.doors)
    return result


def _care(table: Table) -> tuple[str, bool]:
    """What a list of special persons says of everybody in it, and whether it is such a list."""
    above = (without_aside(text) for _, text in table.above if not is_remark(text))
    titles = [table.sheet.name, *(text for text in above if len(text) <= _LONGEST_TITLE)]
    needs = {title: read_flags(title) for title in titles}
    flags = {flag for found in needs.values() for flag in found}
    is_care = bool(flags) or any(_CARE_LIST.search(title) for title in titles)
    sorts = any(_SORTS.search(head) for head in table.head.heads.values())
    if len(flags) != 1 or (sorts and "flag" not in table.head.columns and _sorted_by(table)):
        return "", is_care
    return next(title for title, found in needs.items() if found), is_care


def _sorted_by(table: Table) -> bool:
    """Whether the rows themselves say a need, each its own."""
    said = 0
    for row in table.rows[:60]:
        texts = table.sheet.rows.get(row, {}).values()
        said += any(read_flags(text) for text in texts)
    return said * 2 > min(len(table.rows), 60)


def _lists_persons(table: Table, columns: Columns) -> bool:
    """Whether rows are persons: relations or sexes are given and doors have several rows."""
    heads = table.head.heads.values()
    by_person = any(_OF_A_PERSON.search(head) for head in heads) and not {
        "people",
        "adults",
    } & set(columns)
    if "relation" not in columns and not (by_person and "name" in columns):
        return False
    rooms = columns.get("room") or columns.get("address") or ()
    own = [table.sheet.rows.get(row, {}).get(c, "") for row in table.rows for c in rooms[:1]]
    blank = sum(not text for text in own)
    again = sum(a == b for a, b in pairwise(own) if a)
    return (blank + again) * 5 > len(own)


def _is_sparse(table: Table, columns: Columns) -> bool:
    """Whether an entrance is written only where it begins."""
    numbers = columns.get("entrance", ())
    cells = [
        next((t for c in numbers if (t := table.sheet.rows.get(row, {}).get(c))), "")
        for row in table.rows
    ]
    filled = [cell for cell in cells if cell]
    if "building" not in columns and len(filled) < len(cells):
        return all(one != other for one, other in pairwise(filled))
    return len(filled) * 2 < len(cells)


def _settle_entrances(gathered: _Gathered) -> None:
    """Without a table of doors: an entrance left out is the building's only one, else 1."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (*gathered.lines, *gathered.care):
        if line.door.entrance:
            seen[line.door.building][line.door.entrance] += 1
    for kept in (gathered.lines, gathered.care):
        settled = []
        for line in kept:
            known = seen.get(line.door.building, Counter())
            if line.door.entrance:
                settled.append(line)
            elif len(known) > 1:
                gathered.refusals.append(Refusal(line.where, why="ambiguous_door"))
            else:
                settled.append(with_entrance(line, next(iter(known), "1")))
        kept[:] = settled


def _kind(blocks: Sequence[Block]) -> str:
    heads = sorted({"|".join(block.heads.values()) for block in blocks})
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()[:16]
