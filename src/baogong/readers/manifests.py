"""A platform's list of parcels, as CSV or XLSX with columns in any order, becomes typed rows.

Of a phone number the last four digits are kept; names are not read at all.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from baogong.readers.addresses import written
from baogong.readers.doors import Doubt
from baogong.readers.rosters import RosterSpoiled
from baogong.readers.rosters.sheets import Sheet, read_sheets

MOST_ROWS = 20_000
ROWS_BEFORE_HEADINGS = 15
LONGEST_TRACKING = 40
LONGEST_ADDRESS = 120
TAIL = 4
MOST_PIECES = 50

# The first pattern that fits a heading says what the column is.
_FIELDS = (
    ("tracking", re.compile(r"运单|快递单|物流单|面单|单号|tracking|waybill", re.IGNORECASE)),
    ("phone", re.compile(r"电话|手机|联系方式|尾号|phone|mobile", re.IGNORECASE)),
    ("pieces", re.compile(r"件数|数量|包裹数|pieces|qty", re.IGNORECASE)),
    ("building", re.compile(r"楼栋|楼号|栋|building", re.IGNORECASE)),
    ("entrance", re.compile(r"单元|门洞|entrance|unit", re.IGNORECASE)),
    ("room", re.compile(r"房号|房间|室|门牌|room", re.IGNORECASE)),
    ("address", re.compile(r"地址|address", re.IGNORECASE)),
)
_PIECES = re.compile(r"([0-9]{1,4})(?:\.0+)?\s*[件个包箱]?")
_NOT_CODE = re.compile(r"[^0-9A-Za-z-]")


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """``pieces`` parcels under one number. ``address``: as it was written.

    ``phone_tail``: four digits or empty.
    """

    row: int
    tracking: str
    address: str
    phone_tail: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class ManifestRead:
    """Parcels that can be announced, and rows that cannot, with why.

    Doubts: ``empty``, ``bad_tracking``, ``bad_pieces``, ``too_many_rows``, ``no_headings``,
    or why the file cannot be opened.
    """

    lines: tuple[ManifestLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_manifest(content: bytes) -> ManifestRead:
    """Read a file's bytes. Never raises: what cannot be read is a doubt on row 1."""
    try:
        sheets = [sheet for sheet in read_sheets(content) if not sheet.hidden]
    except RosterSpoiled as spoiled:
        return ManifestRead(doubts=(Doubt(1, "", spoiled.why),))
    lines: list[ManifestLine] = []
    doubts: list[Doubt] = []
    headed = False
    for sheet in sheets:
        if (head := _find_headings(sheet)) is not None:
            headed = True
            _read_sheet(sheet, head, lines, doubts)
    if not headed:
        doubts.append(Doubt(1, "", "no_headings"))
    return ManifestRead(tuple(lines), tuple(doubts))


def read_tracking(text: str) -> str:
    """``" sf１２３-4 "`` -> ``"SF123-4"``. Raises ValueError for what is no such number."""
    number = unicodedata.normalize("NFKC", text).strip().replace(" ", "").upper()
    if not 4 <= len(number) <= LONGEST_TRACKING or _NOT_CODE.search(number):
        raise ValueError(text)
    return number


def phone_tail(text: str) -> str:
    """The last four digits; empty where there are fewer. ``"138****1234"`` -> ``"1234"``."""
    digits = re.findall(r"[0-9]", unicodedata.normalize("NFKC", text))
    return "".join(digits[-TAIL:]) if len(digits) >= TAIL else ""


def _read_sheet(sheet: Sheet, head: int, lines: list[ManifestLine], doubts: list[Doubt]) -> None:
    fields = {column: _field_of(text) for column, text in sheet.rows[head].items()}
    for number in sheet.row_numbers:
        if number <= head:
            continue
        if len(lines) + len(doubts) >= MOST_ROWS:
            doubts.append(Doubt(number, "", "too_many_rows"))
            return
        said = _said(sheet, number, fields)
        if said:
            line = _line(number, said)
            if isinstance(line, Doubt):
                doubts.append(line)
            else:
                lines.append(line)


def _find_headings(sheet: Sheet) -> int | None:
    """The first row that heads a tracking number and something of a place."""
    for number in sheet.row_numbers[:ROWS_BEFORE_HEADINGS]:
        fields = {_field_of(cell) for cell in sheet.rows.get(number, {}).values()}
        if "tracking" in fields and fields & {"address", "room"}:
            return number
    return None


def _field_of(heading: str) -> str | None:
    return next((field for field, pattern in _FIELDS if pattern.search(heading)), None)


def _said(sheet: Sheet, number: int, fields: Mapping[int, str | None]) -> dict[str, str]:
    return {
        field: text
        for column, field in fields.items()
        if field and (text := sheet.text(number, column))
    }


def _line(number: int, said: Mapping[str, str]) -> ManifestLine | Doubt:
    if not said.get("tracking"):
        return Doubt(number, "tracking", "empty")
    try:
        tracking = read_tracking(said["tracking"])
    except ValueError:
        return Doubt(number, "tracking", "bad_tracking", said["tracking"][:LONGEST_TRACKING])
    try:
        pieces = _read_pieces(said.get("pieces", "1"))
    except ValueError:
        return Doubt(number, "pieces", "bad_pieces", said["pieces"][:LONGEST_TRACKING])
    tail = phone_tail(said.get("phone", ""))
    address = said.get("address") or written(said)
    return ManifestLine(number, tracking, address[:LONGEST_ADDRESS], tail, pieces)


def _read_pieces(text: str) -> int:
    """``"3"``, ``"3.0"``, ``"３件"`` -> 3. Raises ValueError outside of 1..MOST_PIECES."""
    found = _PIECES.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or not 1 <= int(found[1]) <= MOST_PIECES:
        raise ValueError(text)
    return int(found[1])
