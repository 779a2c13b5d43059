"""CSV and its relatives: encodings, separators and broken quotes as they come."""

import csv
import io
import re

from baogong.readers.addresses.spelling import plain
from baogong.readers.rosters.rows import RosterSpoiled
from baogong.readers.rosters.sheets.grid import ERROR, MOST_CELLS, MOST_ROWS, Sheet, tidy_number

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = ",\t;|，"
_SAMPLE = 60
_TOLERATED = 0.001
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONGEST_CELL = 2_000  # no cell of a list of homes is longer


def read_separated(content: bytes) -> Sheet:
    """Raises RosterSpoiled where the bytes are no text table, or a very large one."""
    records = _records(_decoded(content))
    rows: dict[int, dict[int, str]] = {}
    faults: dict[tuple[int, int], str] = {}
    cells = 0
    for number, record in enumerate(records, start=1):
        row = {}
        cells += len(record)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise RosterSpoiled("too_large")
        for column, raw in enumerate(record, start=1):
            text = tidy_number(plain(raw[:_LONGEST_CELL]).removeprefix("'"))
            if ERROR.fullmatch(text):
                faults[number, column] = "error_cell"
            elif text:
                row[column] = text
        if row:
            rows[number] = row
    return Sheet(name="csv", rows=rows, faults=faults)


def _decoded(content: bytes) -> str:
    text = _decode(content)
    if _CONTROL.search(text) or not text.strip():
        raise RosterSpoiled("not_a_table")
    return text


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if content[1::2].count(0) > len(content) // 5:
        return _strictly(content, "utf-16-le")
    if content[::2].count(0) > len(content) // 5:
        return _strictly(content, "utf-16-be")
    if _BINARY.search(content):
        raise RosterSpoiled("not_a_table")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly(content, "gb18030")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _mostly(content, encoding)


def _mostly(content: bytes, encoding: str) -> str:
    """Decode; a few broken characters show as �, many mean another encoding or no text."""
    text = content.decode(encoding, errors="replace")
    if text.count("\ufffd") > max(3, len(text) * _TOLERATED):
        raise RosterSpoiled("unknown_encoding")
    return text


def _records(text: str) -> list[list[str]]:
    lines = text.splitlines()[:_SAMPLE]
    separator = max(_SEPARATORS, key=lambda mark: _regularity(lines, mark))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:  # a quote that is never closed: take quotes as they stand
        return [line.split(separator) for line in text.splitlines()]


def _regularity(lines: list[str], mark: str) -> tuple[int, int]:
    """How many lines share one number of separators, and how many separators those are."""
    counts = [line.count(mark) for line in lines]
    usual = max({*counts} - {0}, key=counts.count, default=0)
    return (counts.count(usual) if usual else 0, usual)
