"""A list of shops, as CSV or XLSX with columns in any order, becomes typed rows (R30).

Name and kind are needed; an empty cell says nothing. Kinds and estates stay as they were written:
what they mean is for the reader of the list to know.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from baogong.readers.doors import Doubt
from baogong.readers.rosters import RosterSpoiled
from baogong.readers.rosters.sheets import Sheet, read_sheets
from baogong.values.clock import read_clock

MOST_ROWS = 500
MOST_ORDERS = 100_000
ROWS_BEFORE_HEADINGS = 15
LONGEST = {"name": 80, "licence": 40}
SHOWN = 40
ALWAYS = frozenset({"24h", "24小时", "全天", "全天营业", "always"})

# The first pattern that fits a heading says what the column is.
_FIELDS = (
    ("licence", re.compile(r"执照|许可|信用代码|licen[cs]e", re.IGNORECASE)),
    ("hours", re.compile(r"时间|时段|hours", re.IGNORECASE)),
    ("daily_orders", re.compile(r"单量|单数|能力|capacity|orders", re.IGNORECASE)),
    ("estates", re.compile(r"小区|(?:服务|配送|供应|保供)范围|estates|area", re.IGNORECASE)),
    ("kind", re.compile(r"类型|类别|业态|kind|type", re.IGNORECASE)),
    ("name", re.compile(r"名称|店名|商家|商店|name|shop", re.IGNORECASE)),
)
_BETWEEN_HOURS = re.compile(r"\s*(?:-|~|–|—|至|到)\s*")
_BETWEEN_ESTATES = re.compile(r"[|、,;；，/]")
_NUMBER = re.compile(r"(\d{1,9})(?:\.0)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ShopLine:
    """One shop; empty or None where nothing was written. Hours are both there or neither."""

    row: int
    name: str
    kind: str
    licence: str = ""
    hours: tuple[time, time] | None = None
    daily_orders: int | None = None
    estates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShopsRead:
    """Shops that can be taken in, and rows that cannot, with field and why.

    Doubts: ``empty``, ``too_long``, ``bad_hours``, ``bad_number``, ``twice``, ``too_many_rows``,
    ``no_headings``, or why the file cannot be opened.
    """

    lines: tuple[ShopLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_shops(content: bytes) -> ShopsRead:
    """Read a file's bytes. Never raises: what cannot be read is a doubt on row 1."""
    try:
        sheets = [sheet for sheet in read_sheets(content) if not sheet.hidden]
    except RosterSpoiled as spoiled:
        return ShopsRead(doubts=(Doubt(1, "", spoiled.why),))
    lines: dict[str, ShopLine] = {}
    doubts: list[Doubt] = []
    headed = [(sheet, head) for sheet in sheets if (head := _find_headings(sheet)) is not None]
    for sheet, head in headed:
        _read_sheet(sheet, head, lines, doubts)
    if not headed:
        doubts.append(Doubt(1, "", "no_headings"))
    return ShopsRead(tuple(lines.values()), tuple(doubts))


def _read_sheet(sheet: Sheet, head: int, lines: dict[str, ShopLine], doubts: list[Doubt]) -> None:
    fields = {column: _field_of(text) for column, text in sheet.rows[head].items()}
    for number in sheet.row_numbers:
        said = _said(sheet, number, fields) if number > head else {}
        if not said:
            continue
        if len(lines) + len(doubts) >= MOST_ROWS:
            doubts.append(Doubt(number, "", "too_many_rows"))
            return
        line = _line(number, said)
        if isinstance(line, ShopLine) and line.name in lines:
            line = Doubt(number, "name", "twice", line.name)
        if isinstance(line, Doubt):
            doubts.append(line)
        else:
            lines[line.name] = line


def _find_headings(sheet: Sheet) -> int | None:
    """The first row that heads a name and a kind."""
    for number in sheet.row_numbers[:ROWS_BEFORE_HEADINGS]:
        if {"name", "kind"} <= {_field_of(cell) for cell in sheet.rows.get(number, {}).values()}:
            return number
    return None


def _field_of(heading: str) -> str | None:
    return next((field for field, pattern in _FIELDS if pattern.search(heading)), None)


def _said(sheet: Sheet, number: int, fields: Mapping[int, str | None]) -> dict[str, str]:
    """What the row says, full-width forms folded; the first column of a field counts."""
    said: dict[str, str] = {}
    for column, field in fields.items():
        text = " ".join(unicodedata.normalize("NFKC", sheet.text(number, column)).split())
        if field and text:
            said.setdefault(field, text)
    return said


def _line(number: int, said: Mapping[str, str]) -> ShopLine | Doubt:
    for field in ("name", "kind"):
        if field not in said:
            return Doubt(number, field, "empty")
    for field, most in LONGEST.items():
        if len(said.get(field, "")) > most:
            return Doubt(number, field, "too_long", said[field][:SHOWN])
    orders = _NUMBER.fullmatch(said.get("daily_orders", "1"))
    if orders is None or not 1 <= int(orders[1]) <= MOST_ORDERS:
        return Doubt(number, "daily_orders", "bad_number", said["daily_orders"][:SHOWN])
    try:
        hours = _hours(said["hours"]) if "hours" in said else None
    except ValueError:
        return Doubt(number, "hours", "bad_hours", said["hours"][:SHOWN])
    estates = (part.strip() for part in _BETWEEN_ESTATES.split(said.get("estates", "")))
    return ShopLine(
        row=number,
        name=said["name"],
        kind=said["kind"],
        licence=said.get("licence", ""),
        hours=hours,
        daily_orders=int(orders[1]) if "daily_orders" in said else None,
        estates=tuple(dict.fromkeys(estate for estate in estates if estate)),
    )


def _hours(text: str) -> tuple[time, time]:
    """``"7:00-21:30"``; one that never closes has the same hour twice. Raises ValueError."""
    if text.casefold().replace(" ", "") in ALWAYS:
        return time(), time()
    opens, closes = (_time(read_clock(part)) for part in _BETWEEN_HOURS.split(text))
    return opens, closes


def _time(since_midnight: timedelta) -> time:
    """24:00 is the midnight at which the day ends."""
    minutes = int(since_midnight.total_seconds()) // 60
    return time(minutes // 60 % 24, minutes % 60)
