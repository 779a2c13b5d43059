"""Where the tables of a sheet are: their rows, what stands above them and beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.headings import DOORS, OTHER, PLACES
from baogong.readers.rosters.heads import Columns, Head, head_at
from baogong.readers.rosters.sheets import Sheet


@dataclass(slots=True)
class Table:
    """A heading and the rows under it. ``above``: the titles that stand over it."""

    sheet: Sheet
    head: Head
    above: Sequence[tuple[int, str]]
    rows: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, int]:
        return self.sheet.name, (self.rows[0] if self.rows else self.head.bottom + 1)


@dataclass(slots=True)
class Tables:
    found: list[Table] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


def find_tables(sheet: Sheet) -> Tables:
    """Cut a sheet into tables. ``loose`` rows belong to none; ``heads`` are headings' rows."""
    result = Tables()
    above: list[tuple[int, str]] = []
    done = 0
    for row in sheet.row_numbers:
        if row <= done:
            continue
        head = head_at(sheet, row)
        if head is not None:
            done = head.bottom
            result.heads.extend(r for r in range(row, done + 1) if r in sheet.rows)
            last = result.found[-1] if result.found else None
            if last and last.head.same_as(head) and not any(read_flags(t) for _, t in above):
                last.rows.extend(number for number, _ in above)
            else:
                result.found.append(Table(sheet=sheet, head=head, above=tuple(above)))
                result.loose.extend(number for number, _ in above)
            above = []
        elif result.found and not _is_title_of_next(sheet, row):
            result.found[-1].rows.append(row)
        else:
            text = " ".join(dict.fromkeys(sheet.rows.get(row, {}).values()))
            above.append((row, text))
    result.loose.extend(number for number, _ in above)
    return result


def _is_title_of_next(sheet: Sheet, row: int) -> bool:
    """A single text with a heading right below it, or with another such text between."""
    for below in [r for r in sheet.row_numbers if r > row][:3] if _single(sheet, row) else ():
        if head_at(sheet, below) is not None:
            return True
        if not _single(sheet, below):
            return False
    return False


def _single(sheet: Sheet, row: int) -> bool:
    return len(set(sheet.rows.get(row, {}).values())) == 1


def side_by_side(columns: Columns) -> list[Columns]:
    """One table, or the tables that stand beside each other under one heading row.

    Each has a room (or an address) of its own and something about it. Place columns that only the
    first has, such as a building before all of them, serve the others too.
    """
    field_of = {c: name for name, numbers in columns.items() for c in numbers}
    key = next((name for name in ("room", "address") if len(columns.get(name, ())) > 1), None)
    if key is None:
        return [columns]
    starts = _starts(columns[key], field_of)
    if len(starts) == 1:
        return [columns]
    ordered = sorted(field_of)
    parts: list[Columns] = []
    for first, after in zip(starts, [*starts[1:], ordered[-1] + 1], strict=True):
        low = first if parts else ordered[0]
        own: dict[str, list[int]] = {}
        for column in ordered:
            if low <= column < after:
                own.setdefault(field_of[column], []).append(column)
        shared = {
            name: numbers
            for name, numbers in (parts[0] if parts else {}).items()
            if name in PLACES - DOORS and name not in own
        }
        parts.append({**shared, **{name: tuple(numbers) for name, numbers in own.items()}})
    return parts


def _starts(keys: Sequence[int], field_of: Mapping[int, str]) -> list[int]:
    """The first column of each table: its room's, or the place columns right before that."""
    starts: list[int] = []
    for key in keys:
        first = key
        while field_of.get(first - 1) in PLACES:
            first -= 1
        if starts and all(field_of.get(c, OTHER) in PLACES for c in range(starts[-1], first)):
            continue
        starts.append(first)
    return starts
