"""R1, R53: a table of doors; each bad row is named with its field, the good rows stand."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baogong.readers.doors import LONGEST, MOST_ROWS, REQUIRED, DoorLine, Doubt, read_doors

HEADER = "door,building,entrance,floor,room,people,aliases"
GOOD = "E6-1-602,E6,1,6,602,3,"


def read(*rows, header=HEADER, encoding="utf-8"):
    return read_doors("\n".join([header, *rows]).encode(encoding))


def doubt_of(row):
    """The one doubt about a row that stands between two good ones; both are kept."""
    found = read(GOOD, row, "E6-1-601,E6,1,6,601,,")
    assert [line.door for line in found.lines] == ["E6-1-602", "E6-1-601"]
    [doubt] = found.doubts
    assert doubt.row == 3
    return doubt.field, doubt.why


def test_a_clean_row_becomes_a_door():
    found = read("E6-1-602,E6,1,6,602,3,6号楼602|六栋602")
    assert found.doubts == ()
    [line] = found.lines
    assert line == DoorLine("E6-1-602", "E6", "1", 6, "602", 3, ("6号楼602", "六栋602"))


def test_floor_people_and_aliases_may_be_missing():
    [line] = read("A,B,1,,602", header="door,building,entrance,floor,room").lines
    assert (line.floor, line.people, line.aliases) == (None, None, ())


def test_a_lane_stands_above_its_numbers():
    """R1: the same number may stand in two lanes."""
    found = read(
        "58-1-101,58,1,1,1,101",
        "60-1-101,60,1,1,1,101",
        "1-1-101,58,,1,1,101",
        header="door,lane,building,entrance,floor,room",
    )
    assert [line.address for line in found.lines] == [
        ("58", "1", "1", "101"),
        ("60", "1", "1", "101"),
    ]
    assert found.doubts == (Doubt(4, "building", "empty"),)


def test_a_house_in_a_village_stands_alone_or_in_a_group():
    """R62: 8 villages without buildings or entrances."""
    found = read("1号,,,,1,4,", "张家宅3号,张家宅,,,3,2,")
    assert [line.address for line in found.lines] == [("", "", "", "1"), ("", "张家宅", "", "3")]
    assert found.doubts == ()


def test_a_house_among_towers_of_its_lane_needs_no_room():
    """R62: its entrance is its number, as those of the towers are."""
    header = "door,lane,building,entrance,floor,room,aliases"
    [house] = read("700-35,700,35,35,,,联排35号", header=header).lines
    assert house.address == ("700", "35", "35", "35")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_are_read(encoding):
    [line] = read("东辰6栋602,东辰6栋,一单元,6,602,3,", encoding=encoding).lines
    assert line.door == "东辰6栋602"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\x00\x00",
        "door,building".encode("utf-16"),
        b"\xff\xfe\xff",
        b'"door',
        b"\x80\x81",
    ],
)
def test_what_is_no_table_is_a_doubt(content):
    found = read_doors(content)
    assert found.lines == ()
    assert {(d.row, d.why) for d in found.doubts} <= {(1, "not_a_table"), (1, "column_missing")}
    assert found.doubts


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"door"])
def test_an_empty_file_lacks_its_columns(content):
    doubts = read_doors(content).doubts
    assert [d.why for d in doubts] == ["column_missing"] * len(doubts)
    assert {d.field for d in doubts} >= {"building", "entrance", "floor", "room"}


def test_each_missing_column_is_named():
    assert read_doors(b"door,room,entrance\n1,2,3").doubts == (
        Doubt(1, "building", "column_missing"),
        Doubt(1, "floor", "column_missing"),
    )


def test_a_building_without_rooms_is_a_home():
    found = read_doors(b"door,lane,building,entrance,floor,room\n8,,8,,,\n3-8,3,8,,,\n")
    assert found.doubts == ()
    assert [line.address for line in found.lines] == [("", "8", "", "8"), ("", "3", "", "8")]


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (",E6,1,6,603,3,", ("door", "empty")),
        ("E6-1-603,,1,6,603,3,", ("building", "empty")),
        ("E6-1-603,E6,1,6", ("room", "empty")),
        ("E6-1-603,,,6,,3,", ("room", "empty")),
        ("E6-1-602,E6,1,6,603,3,", ("door", "twice")),
        ("E6-1-603,E6,1,6,602,3,", ("room", "same_address")),
        ("E6-1-603,E6,1,sixth,603,3,", ("floor", "not_a_number")),
        ("E6-1-603,E6,1,-10,603,3,", ("floor", "not_a_number")),
        ("E6-1-603,E6,1,1_0,603,3,", ("floor", "not_a_number")),
        ("E6-1-603,E6,1,6.0,603,3,", ("floor", "not_a_number")),
        ("E6-1-603,E6,1,6,603,-1,", ("people", "not_a_number")),
        ("E6-1-603,E6,1,6,603,200,", ("people", "not_a_number")),
        (f"E6-1-603,E6,1,6,603,{'9' * 5000},", ("people", "not_a_number")),
        (f"{'E' * 41},E6,1,6,603,3,", ("door", "bad_name")),
        ("E6-1-603,E6/7,1,6,603,3,", ("building", "bad_name")),
        ("E6-1-603,E6／7,1,6,603,3,", ("building", "bad_name")),
        ("E6-1-603,E6,1,6,6\x7f3,3,", ("room", "bad_name")),
        (f"E6-1-603,E6,1,6,603,3,ok|{'长' * 41}", ("aliases", "bad_name")),
    ],
)
def test_a_bad_row_is_named_with_its_field(row, doubt):
    assert doubt_of(row) == doubt


def test_blank_rows_are_passed_over_and_counted():
    found = read("", GOOD, "", "  ,,\t,", ",,,,,,", "E6-1-601,E6,1,x,601,,")
    assert len(found.lines) == 1
    assert found.doubts == (Doubt(7, "floor", "not_a_number", "x"),)


def test_a_cell_with_a_line_break_is_one_row_and_one_line():
    found = read('"E6-1\n602",E6,1,6,602,3,', "E6-1-601,E6,1,x,601,,")
    assert found.lines[0].door == "E6-1 602"
    assert found.doubts[0].row == 3


def test_columns_may_stand_in_any_order_among_others():
    found = read("x,602,6,1,E6,A,y,z", header="note,room,floor,entrance,building,door,more")
    assert found.lines == (DoorLine("A", "E6", "1", 6, "602"),)


def test_spaces_and_full_width_forms_are_folded():
    found = read("Ｅ６－１－６０２,　E6 ,１, ６,602,３,", header=HEADER.replace(",room", ", room"))
    assert found.lines == (DoorLine("E6-1-602", "E6", "1", 6, "602", 3),)


def test_a_single_quote_mark_ends_the_table_and_keeps_what_stood_before():
    found = read(GOOD, '"E6-1-601,E6,1,6,601,,', "E6-1-501,E6,1,5,501,,")
    assert len(found.lines) == 1
    assert found.doubts == (Doubt(3, "", "cut_short"),)


def test_a_table_that_is_too_long_is_cut_and_told():
    rows = (f"{n},B,1,1,{n}" for n in range(2, MOST_ROWS + 2))
    found = read(*rows, header=",".join(REQUIRED))
    assert len(found.lines) == MOST_ROWS - 1
    assert found.doubts == (Doubt(MOST_ROWS + 1, "", "too_many_rows"),)


@given(st.binary(max_size=400))
def test_bytes_never_raise(content):
    found = read_doors(content)
    assert found.lines or found.doubts or b"\n" in content or b"\r" in content


@given(st.binary(max_size=200))
@example(b"!,!")
def test_bytes_behind_a_good_header_never_raise(content):
    for line in read_doors(f"{HEADER}\n".encode() + content).lines:
        assert line.door.encode()
        assert all(len(part) <= LONGEST for part in (line.door, *line.address))
        assert line.door
        assert line.room
        assert line.building or not line.entrance  # a house may stand alone


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(cells, cells, cells, cells, cells), max_size=8))
def test_good_rows_stand_with_their_numbers_whatever_surrounds_them(rows):
    """Good rows at every second place, anything between; a spreadsheet writes the file."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(REQUIRED)
    for n, row in enumerate(rows):
        table.writerow([f"good-{n}", f"the {n}th", "1", n, "101"])
        table.writerow(row)
    found = read_doors(text.getvalue().encode())

    doors = [line.door for line in found.lines]
    assert [door for door in doors if door.startswith("good-")] == [
        f"good-{n}" for n in range(len(rows))
    ]
    junk = {3 + 2 * n for n in range(len(rows))}
    assert {doubt.row for doubt in found.doubts} <= junk
    blank = sum(not any("".join(row).split()) for row in rows)
    assert len(found.lines) + len(found.doubts) == 2 * len(rows) - blank
