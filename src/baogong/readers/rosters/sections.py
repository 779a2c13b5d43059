"""Rows and titles that say where the rows below, or the columns below them, belong."""

from collections.abc import Mapping, Sequence

from baogong.readers.addresses import DoorTable
from baogong.readers.rosters.heads import Columns
from baogong.readers.rosters.parts import TablePart
from baogong.readers.rosters.sheets import Sheet
from baogong.readers.rosters.tables import Table
from baogong.readers.rosters.titles import names_a_list, section_scope, title_scope

_SHORTEST_TITLE = 5


def sections_in(
    sheet: Sheet, row: int, parts: Sequence[TablePart], doors: DoorTable | None
) -> list[Mapping[str, str]] | None:
    """What a section row says for each part, or None for any other row."""
    texts = sheet.rows.get(row, {})
    if not 1 <= len({*texts.values()}) <= max(len(parts), 2):
        return None
    found = {column: section_scope(text, doors) for column, text in texts.items()}
    if not all(found.values()):
        title = _title_in(texts, parts, doors)
        return [title for _ in parts] if title else None
    if len(parts) == 1 or len(found) == 1:
        together = {part: value for section in found.values() for part, value in section.items()}
        return [together for _ in parts]
    return [next((s for c, s in sorted(found.items()) if c in part.span), {}) for part in parts]


def _title_in(
    texts: Mapping[int, str], parts: Sequence[TablePart], doors: DoorTable | None
) -> Mapping[str, str]:
    """What a title between the rows says; in a room's column it must look like one."""
    rooms = {c for part in parts for n in ("room", "address") for c in part.columns.get(n, ())}
    text, *others = {*texts.values()}
    if others or len(text) < _SHORTEST_TITLE:
        return {}
    if rooms & texts.keys() and not names_a_list(text):
        return {}
    return title_scope(text, doors)


def scope_above(
    table: Table, scope: Mapping[str, str], doors: DoorTable | None
) -> Mapping[str, str]:
    """``scope`` and what the titles over a table add; another building ends the one before."""
    for _, text in table.above:
        told = title_scope(text, doors)
        if "building" in told:
            scope = {k: v for k, v in scope.items() if k not in {"building", "entrance"}}
        scope = {**scope, **told}
    return scope


def scope_beside(
    table: Table, columns: Columns, scope: Mapping[str, str], doors: DoorTable | None
) -> Mapping[str, str]:
    """The scope of one of several tables side by side: what stands above its own columns."""
    numbers = [c for columns in columns.values() for c in columns]
    result = dict(scope)
    for row, _ in table.above:
        texts = table.sheet.rows.get(row, {})
        for column, text in texts.items() if len(texts) > 1 else ():
            if min(numbers) <= column <= max(numbers):
                result |= section_scope(text, doors)
    return result
