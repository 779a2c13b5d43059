"""Where the tables of a sheet are: their headings, their rows, what stands above them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.headings import DOORS, OTHER, PLACES, classify
from baogong.readers.rosters.phones import MOBILE
from baogong.readers.rosters.rows import Where
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet

_DEEPEST_HEAD = 3
_LONG_TEXT = 30
_DATA = re.compile(r"\d{3}|^[\d.,/ -]+$")
_TITLE = re.compile(r":\s*\S|\d{4}")
_HOUSEHOLDS_COUNTED = re.compile(r"户数|套数|率$")
Columns = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a table: its rows and what it says of each column."""

    top: int
    bottom: int
    columns: Columns
    heads: Mapping[int, str]

    def same_as(self, other: "Head") -> bool:
        return self.columns == other.columns and self.heads == other.heads


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


def head_at(sheet: Sheet, row: int) -> Head | None:
    """The heading that begins in this row, over one to three rows."""
    texts = sheet.rows.get(row, {})
    if not 2 <= len(texts) <= MOST_COLUMNS or not any(classify(text) for text in texts.values()):
        return None
    if any(_TITLE.search(text) for text in texts.values()):
        return None
    bottom = _bottom(sheet, row)
    fields: dict[int, str] = {}
    heads: dict[int, str] = {}
    columns = sorted({c for r in range(row, bottom + 1) for c in _spread(sheet, r)})
    for column in columns:
        words = list(
            dict.fromkeys(text for r in range(row, bottom + 1) if (text := sheet.text(r, column)))
        )
        heads[column] = " ".join(words)
        named = classify(words[-1], group=words[-2] if len(words) > 1 else "")
        fields[column] = named or ""
    if not DOORS & {*fields.values()}:
        doors = [c for c, name in fields.items() if name == "entrance" and "门号" in heads[c]]
        fields |= dict.fromkeys(doors, "room")
    if not _is_head(list(fields.values()), heads):
        return None
    fields |= _unnamed(sheet, bottom, fields)
    by_field: dict[str, list[int]] = {}
    for column, name in sorted(fields.items()):
        by_field.setdefault(name or "note", []).append(column)
    return Head(
        top=row,
        bottom=bottom,
        columns={name: tuple(c) for name, c in by_field.items() if name != OTHER},
        heads=heads,
    )


def _unnamed(sheet: Sheet, bottom: int, fields: Mapping[int, str]) -> dict[int, str]:
    """Columns without a heading that go on with the one to their left: telephones, notes."""
    below = [sheet.rows.get(row, {}) for row in sheet.row_numbers if bottom < row <= bottom + 60]
    found: dict[int, str] = {}
    for column in range(min(fields) + 1, max(fields) + 4):
        left = fields.get(column - 1) or found.get(column - 1)
        texts = [row[column] for row in below if column in row]
        if column in fields or left not in {"phone", "note"} or not texts:
            continue
        called = sum(bool(MOBILE.search(text)) for text in texts) * 2 > len(texts)
        if (left == "phone") == called:
            found[column] = left
    return found


def _is_head(fields: Sequence[str], heads: Mapping[int, str]) -> bool:
    known = [name for name in fields if name]
    useful = {name for name in known if name != OTHER}
    if len(useful) < 2 or len(known) * 2 < len(fields):
        return False
    if any(_DATA.search(text) and len(text) < 20 for text in heads.values() if not classify(text)):
        return False
    if useful & DOORS:
        return True
    counted = any(_HOUSEHOLDS_COUNTED.search(text) for text in heads.values())
    return "building" in useful and bool(useful & {"name", "phone"}) and not counted


def _bottom(sheet: Sheet, row: int) -> int:
    """The last row of a heading: as far as merges reach, and sub-headings below it."""
    bottom = row
    for merge in sheet.merges:
        if merge.top == row and row < merge.bottom < row + _DEEPEST_HEAD:
            bottom = max(bottom, merge.bottom)
    while bottom + 1 < row + _DEEPEST_HEAD and _is_subheading(sheet, bottom + 1, above=bottom):
        bottom += 1
    return bottom


def _is_subheading(sheet: Sheet, row: int, *, above: int) -> bool:
    texts = sheet.rows.get(row, {})
    if not texts or any(_DATA.search(text) or len(text) > _LONG_TEXT for text in texts.values()):
        return False
    known = [classify(text) for text in texts.values()]
    repeated = sum(sheet.rows.get(above, {}).get(c) == text for c, text in texts.items())
    under = sum(
        1 for column in texts if sheet.text(above, column) != sheet.rows.get(above, {}).get(column)
    )
    named = sum(field is not None for field in known)
    return not repeated and named * 2 > len(texts) and (len(texts) > 1 or under > 0)


def _spread(sheet: Sheet, row: int) -> set[int]:
    merged = {column for (r, column) in sheet.down if r == row and sheet.text(r, column)}
    return {*sheet.rows.get(row, {})} | {c for c in merged if c <= _rightmost(sheet, row)}


def _rightmost(sheet: Sheet, row: int) -> int:
    """The last column that has content in or below a heading."""
    return max((max(sheet.rows[r]) for r in sheet.rows if row <= r < row + 40), default=0)


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


def headless(sheet: Sheet) -> Head | None:
    """Columns told from their contents, where a sheet has no heading: mobiles and doors."""
    rows = sheet.row_numbers[:200]
    votes: dict[int, dict[str, int]] = {}
    for row in rows:
        for column, text in sheet.rows.get(row, {}).items():
            kind = _kind_of(text)
            votes.setdefault(column, {}).setdefault(kind, 0)
            votes[column][kind] += 1
    chosen: dict[str, list[int]] = {}
    for column, counts in sorted(votes.items()):
        kind = max(counts, key=counts.__getitem__)
        if kind and counts[kind] * 2 >= len(rows):
            chosen.setdefault(kind, []).append(column)
    if "phone" not in chosen or "address" not in chosen:
        return None
    columns = {name: tuple(numbers) for name, numbers in chosen.items()}
    return Head(top=0, bottom=0, columns=columns, heads={})


_FULL_ADDRESS = re.compile(r"[A-Z]?\d{1,3}[-号栋幢楼弄/].*\d{3,4}室?")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_COUNT = re.compile(r"\d{1,2}人?")


def _kind_of(text: str) -> str:
    if MOBILE.search(text):
        return "phone"
    if _FULL_ADDRESS.fullmatch(text):
        return "address"
    if _COUNT.fullmatch(text):
        return "people"
    if _NAME.fullmatch(text):
        return "name"
    return ""


def where(sheet: Sheet, row: int) -> Where:
    return Where(sheet=sheet.name, row=row)
