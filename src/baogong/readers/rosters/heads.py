"""The headings of a table: over one to three rows, or told from what stands in the columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baogong.readers.addresses import is_whole_address
from baogong.readers.addresses.spelling import spelled_out
from baogong.readers.rosters.headings import DOORS, OTHER, classify
from baogong.readers.rosters.phones import MOBILE
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet

_DEEPEST = 3
_SAMPLE = 60
_VALUE = re.compile(
    r"[-—–/\\~.。·?]+|无|否|是|√|×|空置|未入住|已入住|毛坯|[\d一二两三四五六七八九十]{1,3}[口人]"
)
_ROOM = re.compile(r"\d{3,4}室?")
_LONG_TEXT = 30
_DATA = re.compile(r"\d{3}|^[\d.,/ -]+$")
_TITLE = re.compile(r":\s*\S|\d{4}")
_HOUSEHOLDS_COUNTED = re.compile(r"户数|套数|率$")
_FULL_ADDRESS = re.compile(r"[A-Z]?\d{1,3}[-号栋幢楼弄/].*\d{3,4}室?")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_COUNT = re.compile(r"\d{1,2}人?")

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


def head_at(sheet: Sheet, row: int) -> Head | None:
    """The heading that begins in this row, over one to three rows."""
    texts = sheet.rows.get(row, {})
    if not 2 <= len(texts) <= MOST_COLUMNS or any(map(_TITLE.search, texts.values())):
        return None
    if not any(map(classify, texts.values())) or any(map(_is_a_value, texts.values())):
        return None
    bottom = _bottom(sheet, row)
    words = {
        column: _words(sheet, row, bottom, column)
        for column in sorted({c for r in range(row, bottom + 1) for c in _spread(sheet, r)})
    }
    heads = {column: " ".join(texts) for column, texts in words.items()}
    fields = _fields(words)
    if not DOORS & {*fields.values()}:
        fields |= _by_content(sheet, bottom, fields)
    if not _is_head(list(fields.values()), heads):
        return None
    by_field: dict[str, list[int]] = {}
    for column, name in sorted((fields | _unnamed(sheet, bottom, fields)).items()):
        by_field.setdefault(name or "note", []).append(column)
    columns = {name: tuple(c) for name, c in by_field.items() if name != OTHER}
    return Head(top=row, bottom=bottom, columns=columns, heads=heads)


def _is_a_value(text: str) -> bool:
    """Whether a text stands under headings only: a dash, a room, however it is spelled."""
    return bool(_VALUE.fullmatch(text)) or bool(_ROOM.fullmatch(spelled_out(text)))


def _words(sheet: Sheet, top: int, bottom: int, column: int) -> list[str]:
    """A column's headings from the top down, merged ones included, each once."""
    texts = (sheet.text(row, column) for row in range(top, bottom + 1))
    return list(dict.fromkeys(text for text in texts if text))


def _fields(words: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Column -> its field, empty for a heading that is not understood.

    门号 is the room where no other column is, else the entrance.
    """
    fields = {
        column: classify(texts[-1], group=texts[-2] if len(texts) > 1 else "") or ""
        for column, texts in words.items()
    }
    if not DOORS & {*fields.values()}:
        doors = [c for c, name in fields.items() if name == "entrance" and "门号" in words[c][-1]]
        fields |= dict.fromkeys(doors, "room")
    return fields


def _by_content(sheet: Sheet, bottom: int, fields: Mapping[int, str]) -> dict[int, str]:
    """Under headings that nobody has thought of: columns in which telephones and doors stand."""
    if len({*fields.values()} - {"", "note", "flag", "status", OTHER}) < 1:
        return {}
    found: dict[int, str] = {}
    unknown = [column for column, name in sorted(fields.items()) if name in {"", "note"}]
    for name, fits in (
        ("phone", MOBILE.search),
        ("address", is_whole_address),
        ("room", _ROOM.fullmatch),
    ):
        for column in (c for c in unknown if c not in found and name not in found.values()):
            texts = _below(sheet, bottom, column)
            if texts and sum(map(bool, map(fits, texts))) * 10 >= len(texts) * 7:
                found[column] = name
        if name == "address" and name in found.values():
            break
    return found


def _below(sheet: Sheet, bottom: int, column: int) -> list[str]:
    rows = [row for row in sheet.row_numbers if bottom < row <= bottom + _SAMPLE]
    return [text for row in rows if (text := sheet.rows.get(row, {}).get(column))]


def _unnamed(sheet: Sheet, bottom: int, fields: Mapping[int, str]) -> dict[int, str]:
    """Columns without a heading that go on with the one to their left: telephones, notes."""
    found: dict[int, str] = {}
    for column in range(min(fields) + 1, max(fields) + 4):
        left = fields.get(column - 1) or found.get(column - 1)
        texts = _below(sheet, bottom, column)
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
        if merge.top == row and row < merge.bottom < row + _DEEPEST:
            bottom = max(bottom, merge.bottom)
    while bottom + 1 < row + _DEEPEST and _is_subheading(sheet, bottom + 1, above=bottom):
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
        if counts[kind] * 2 < len(rows) or not kind or (kind == "name" and kind in chosen):
            kind = "note"
        chosen.setdefault(kind, []).append(column)
    if "phone" not in chosen or "address" not in chosen:
        return None
    columns = {name: tuple(numbers) for name, numbers in chosen.items()}
    return Head(top=0, bottom=0, columns=columns, heads={})


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
