"""R1, R53: files that are no rosters, are damaged or would harm are refused at once."""

import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baogong.readers.rosters import RosterSpoiled, read_roster
from baogong.readers.rosters.sheets import read_sheets
from tests.patience import ends_soon
from tests.readers.roster_files import (
    ESTATE,
    GOOD,
    SHEET,
    book,
    million_rows,
    read,
    separated,
    with_part,
    zip_bomb,
)


def why(content):
    with ends_soon(), pytest.raises(RosterSpoiled) as spoiled:
        read(content)
    return spoiled.value.why


def png():
    size = struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + size
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\xef\xbb\xbf", "not_a_table"),
        (png(), "not_a_table"),
        (b"%PDF-1.7\n\x00\x01\x02", "not_a_table"),
        (b"PK\x03\x04 cut short", "damaged"),
        (GOOD[:-40], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old_excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked",
        ),
        (bytes(range(128, 256)) * 40, "unknown_encoding"),
        (b"x" * 20_000_001, "too_large"),
    ],
)
def test_what_is_no_readable_file_is_named(content, code):
    assert why(content) == code


def test_a_zip_without_a_workbook_is_no_table():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert why(content.getvalue()) == "not_a_table"


def test_broken_xml_is_damage():
    assert why(with_part(SHEET, b"<worksheet><sheetData><row")) == "damaged"


def test_entities_are_never_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert why(with_part(SHEET, bomb)) == "damaged"


def test_a_zip_bomb_is_let_go_before_it_fills_the_memory():
    tracemalloc.start()
    assert why(zip_bomb()) == "too_large"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 250_000_000


def test_a_million_rows_are_too_many():
    assert why(million_rows()) == "too_large"


def test_a_row_of_sixteen_thousand_columns_is_read_over():
    rows = [["房号", "人数"], ["N2-101", 2, *[""] * 16_000, "x"]]
    assert [one.said.people for one in read(separated(rows)).households] == [2]
    assert [one.said.people for one in read(book(表=rows)).households] == [2]


def test_rows_that_are_only_formatted_cost_nothing():
    empty = b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(3, 1_000_000))
    original = zipfile.ZipFile(BytesIO(GOOD)).read(SHEET)
    found = read(with_part(SHEET, original.replace(b"</sheetData>", empty + b"</sheetData>")))
    assert [one.door.code for one in found.households] == ["N2-1-101"]


def with_cells(cells):
    original = zipfile.ZipFile(BytesIO(GOOD)).read(SHEET)
    return with_part(SHEET, original.replace(b"</sheetData>", cells + b"</sheetData>"))


def test_a_sheet_formatted_far_down_is_read_by_its_contents():
    """Each of 90,000 rows has a border drawn around eight empty cells."""
    cells = b"".join(b'<c r="%c%%d" s="1"/>' % column for column in b"ABCDEFGH")
    row = b'<row r="%d">' + cells + b"</row>"
    rows = b"".join(row % ((n,) * 9) for n in range(3, 90_003))
    last = b'<row r="90003"><c r="A90003"><v>102</v></c><c/><c><v>3</v></c></row>'
    with ends_soon():
        with pytest.raises(RosterSpoiled):  # a home below row 20,000 is not to be lost in silence
            read(with_cells(rows + last))
        found = read(with_cells(rows))
    assert [one.door.code for one in found.households] == ["N2-1-101"]


def test_empty_cells_have_a_bound_too():
    with pytest.raises(RosterSpoiled, match="too_large"):
        read(with_cells(b'<row r="3">' + b"<c/>" * 4_000_001 + b"</row>"))


def with_sheet(old, new):
    sheet = zipfile.ZipFile(BytesIO(GOOD)).read(SHEET)
    assert old in sheet
    return with_part(SHEET, sheet.replace(old, new, 1))


ENDLESS = b"9" * 5_000


@pytest.mark.parametrize(
    "content",
    [
        b'<sheetData><row r="%s"><c><v>1</v></c></row>' % ENDLESS,
        b'<sheetData><row r="2"><c s="%s"><v>1</v></c></row>' % ENDLESS,
        b'<cols><col min="1" max="%s" hidden="1"/></cols><sheetData>' % ENDLESS,
        b'<cols><col min="first" max="2" hidden="1"/></cols><sheetData>',
    ],
)
def test_a_number_without_end_or_digits_is_damage(content):
    assert why(with_sheet(b"<sheetData>", content)) == "damaged"


@pytest.mark.parametrize(
    ("before", "many"),
    [
        (b"</sheetData>", b'<mergeCell ref="B2:B20000"/>'),
        (b"<sheetData>", b'<col min="1" max="16384" hidden="1"/>'),
    ],
)
def test_ranges_that_cover_the_same_cells_again_and_again_are_too_many(before, many):
    assert why(with_sheet(before, many * 100_000 + before)) == "too_large"


def test_cells_without_a_reference_follow_the_one_before():
    row = b'<row r="3"><c r="A3"><v>102</v></c><c r="B3" s="1"/><c><v>3</v></c></row>'
    assert [one.said.people for one in read(with_cells(row)).households] == [2, 3]


def test_a_quote_that_is_never_closed_loses_no_row():
    text = '房号,姓名,人数\nN2-101,"甲,2\nN2-102,乙,3\n'
    assert len(read(text.encode()).households) == 2


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    for doors in (None, ESTATE):
        with suppress(RosterSpoiled):
            read_roster(content, doors=doors)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_read_or_refused(position, garbage):
    content = GOOD[:position] + garbage + GOOD[position + len(garbage) :]
    with suppress(RosterSpoiled):
        read_sheets(content)
