"""Workbooks and CSVs that tests write, and what was read from them in few words."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.rosters import RosterRead, read_roster

Rows = Iterable[Sequence[Any]]


def door(lane: str, building: str, entrance: str, room: str, *aliases: str) -> Door:
    code = f"{lane}-{building}-{room}" if lane else f"{building}-{entrance}-{room}"
    return Door(code, building, entrance, room, lane=lane, aliases=aliases)


def rooms(floors: int, each: int) -> list[str]:
    return [f"{floor}{n:02}" for floor in range(1, floors + 1) for n in range(1, each + 1)]


# N1 has the same rooms in two entrances, N2 one entrance, N3 rooms that run through two.
ESTATE = DoorTable(
    [
        *(door("", "N1", entrance, room) for entrance in "12" for room in rooms(6, 2)),
        *(door("", "N2", "1", room) for room in rooms(12, 4)),
        *(door("", "N3", "1" if room[-1] in "12" else "2", room) for room in rooms(3, 4)),
        *(door("", "S2", "1", room, f"听雨楼{room}") for room in rooms(3, 2)),
    ]
)
LANES = DoorTable(
    door(lane, hao, hao, room)
    for lane, numbers in (("77", "12 13 14"), ("205", "12 15"))
    for hao in numbers.split()
    for room in rooms(4, 3)
)


def sheet(book: Workbook, name: str, rows: Rows) -> Worksheet:
    """A sheet of rows; a row of one text stands in the first column."""
    result: Worksheet = book.create_sheet(name)
    for row in rows:
        result.append([row] if isinstance(row, str) else list(row))
    return result


def book(**sheets: Rows) -> bytes:
    """A workbook of sheets by name."""
    result = empty_book()
    for name, rows in sheets.items():
        sheet(result, name, rows)
    return saved(result)


def empty_book() -> Workbook:
    result = Workbook()
    result.remove(result.active)
    return result


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def separated(rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def read(content: bytes, doors: DoorTable | None = ESTATE, **more: Any) -> RosterRead:
    return read_roster(content, doors=doors, **more)


def households(found: RosterRead) -> dict[str, str]:
    """Door -> ``3 13900000001 elderly``; ``?`` where the number of people is unknown."""
    return {one.door.code: in_short(one.said) for one in found.households}


def in_short(said: Any) -> str:
    people = "?" if said.people is None else str(said.people)
    empty = [] if said.occupied else ["empty"]
    return " ".join([people, *empty, *said.phones, *said.flags])


def conflicts(found: RosterRead) -> list[tuple[str, list[Any]]]:
    """(kind, rows); rows of other sheets than the first as ``(sheet, row)``."""
    return sorted((c.kind, _rows(c.rows)) for c in found.conflicts)


def _rows(rows: Sequence[Any]) -> list[Any]:
    sheets = {where.sheet for where in rows}
    return [w.row if len(sheets) == 1 else (w.sheet, w.row) for w in rows]


def refusals(found: RosterRead) -> dict[int, str]:
    return {refusal.where.row: refusal.why for refusal in found.refusals}


def ignored(found: RosterRead) -> list[int]:
    return sorted(where.row for where in found.ignored)


def columns(found: RosterRead) -> Mapping[str, tuple[int, ...]]:
    [block] = found.blocks
    return block.columns


GOOD = book(N2=[["房号", "姓名", "人数", "电话"], [101, "甲", 2, "13900000001"]])
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, part: bytes, content: bytes = GOOD) -> bytes:
    """A workbook with another file in the place of one of its own."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for other in source.namelist():
            target.writestr(other, part if other == name else source.read(other))
    return result.getvalue()


def zip_bomb() -> bytes:
    """A small file whose sheet is of 100 MB."""
    return with_part(SHEET, b"<worksheet>" + b" " * 100_000_000)


def million_rows() -> bytes:
    cells = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 1_000_001))
    return with_part(SHEET, b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")
