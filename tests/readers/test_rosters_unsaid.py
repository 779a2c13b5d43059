"""R1, R13: what a row leaves out is supplied by what is certain, or the row is refused."""

import pytest

from tests.readers.roster_files import (
    LANES,
    book,
    conflicts,
    empty_book,
    households,
    read,
    refusals,
    saved,
    separated,
    sheet,
)

HEAD = ["楼栋", "单元", "房号", "人数"]
BY_LANE = ["弄", "号", "室", "人数"]


def test_a_blank_entrance_is_not_filled_where_each_row_writes_its_own():
    rows = [
        ["N1", "1单元", "101", 1],
        ["N1", "1单元", "102", 2],
        ["N1", "", "301", 3],
        ["N1", "2单元", "101", 4],
        ["N1", "2单元", "102", 5],
        ["N3", "", "103", 6],
    ]
    others = [["N2", "", room, 1] for room in (101, 102, 103, 104, 201, 202, 203, 204)]
    found = read(separated([HEAD, *rows, *others]))
    assert refusals(found) == {4: "ambiguous_door"}
    assert "N1-1-301" not in households(found)
    assert households(found)["N3-2-103"] == "6"


def test_a_blank_entrance_is_that_above_where_only_beginnings_are_written():
    entrances = ["1单元", "", "", "", "2单元", "", "", ""]
    rooms = ["101", "102", "201", "202"] * 2
    rows = [["N1", e, room, 1] for e, room in zip(entrances, rooms, strict=True)]
    others = [["N2", "1单元", room, 1] for room in (101, 102, 103, 104, 201, 202, 203, 204)]
    found = read(separated([HEAD, *others, *rows]))
    assert refusals(found) == {}
    assert [d for d in households(found) if d.startswith("N1-2")] == [
        "N1-2-101",
        "N1-2-102",
        "N1-2-201",
        "N1-2-202",
    ]


def test_a_blank_lane_is_not_filled_where_each_row_writes_its_own():
    rows = [["77弄", "12号", room, 1] for room in (101, 102, 103)]
    rows += [["", "12号", "201", 2], ["", "15号", "201", 3], ["205弄", "12号", "101", 4]]
    rows += [["205弄", "12号", "102", 1]]
    found = read(separated([BY_LANE, *rows]), LANES)
    assert refusals(found) == {5: "ambiguous_door"}
    assert households(found)["205-15-201"] == "3"


def test_a_blank_building_is_not_filled_where_each_row_writes_its_own():
    rows = [["N2", "1", room, 1] for room in (101, 103, 104)]
    found = read(separated([HEAD, *rows, ["", "1", "102", 2], ["N2", "1", "201", 3]]))
    assert list(households(found)) == ["N2-1-101", "N2-1-103", "N2-1-104", "N2-1-201"]
    assert refusals(found) == {5: "ambiguous_door"}


def test_two_clerks_habits_in_one_column_are_both_understood():
    by_row = [["N2", "1", room, 1] for room in (101, 102, 103, 104)]
    begun = [["N1", "1", 101, 1], *(["", "1", room, 1] for room in (102, 201, 202, 301, 302))]
    found = read(separated([HEAD, *by_row, *begun]))
    assert len(households(found)) == 10
    assert refusals(found) == {}


def test_a_list_of_special_persons_has_the_lane_of_the_main_sheet_s_title():
    found = read(
        book(
            总表=["某某新村77弄居民台账", ["号", "室", "人数"], [12, 101, 3], [12, 102, 1]],
            特殊人群=[["号", "室", "姓名", "类别"], [12, 101, "甲", "独居老人"]],
        ),
        LANES,
    )
    assert households(found) == {"77-12-101": "? elderly_alone", "77-12-102": "1"}
    assert conflicts(found) == [("alone_with_others", [("总表", 3), ("特殊人群", 2)])]
    assert refusals(found) == {}


def test_no_lane_is_supplied_where_the_workbook_knows_two():
    found = read(
        book(
            甲=["77弄居民台账", ["号", "室", "人数"], [12, 101, 3]],
            乙=["205弄居民台账", ["号", "室", "人数"], [12, 101, 3]],
            特殊人群=[["号", "室", "姓名", "类别"], [12, 101, "甲", "独居老人"]],
        ),
        LANES,
    )
    assert households(found) == {"77-12-101": "3", "205-12-101": "3"}
    assert refusals(found) == {2: "ambiguous_door"}


def test_a_file_s_name_supplies_the_lane_or_building_that_nothing_in_it_names():
    rows = separated([["号", "室", "人数"], [12, 101, 3], [15, 101, 2]])
    assert refusals(read(rows, LANES)) == {2: "ambiguous_door"}
    found = read(rows, LANES, name="77弄居委台账.csv")
    assert households(found) == {"77-12-101": "3", "205-15-101": "2"}
    rooms = separated([["室", "人数"], [101, 3]])
    assert households(read(rooms, name="N2栋 2022.4.csv")) == {"N2-1-101": "3"}


@pytest.mark.parametrize("name", ["v2_两弄混排.csv", "N9栋.csv", "A1.csv", "名单(3).csv", "", "."])
def test_a_file_s_name_that_fits_no_door_says_nothing(name):
    lanes = separated([["号", "室", "人数"], [13, 101, 3], [12, 101, 3]])
    found = read(lanes, LANES, name=name)
    assert households(found) == {"77-13-101": "3"}
    assert refusals(found) == {3: "ambiguous_door"}


def test_without_a_table_of_doors_a_file_s_name_must_have_a_unit():
    rooms = separated([["单元", "室", "人数"], ["1", 101, 3]])
    assert households(read(rooms, None, name="K4栋.csv")) == {"K4-1-101": "3"}
    assert refusals(read(rooms, None, name="K4.csv")) == {2: "no_building"}


def test_a_file_s_name_never_outdoes_what_stands_in_it():
    rows = separated([HEAD, ["N1", "1", "101", 1], ["", "1", "102", 2]])
    assert households(read(rows, name="N2栋.csv")) == {"N1-1-101": "1", "N1-1-102": "2"}
    lanes = separated([["地址", "人数"], ["205弄12号101", 1], ["12号102", 2]])
    found = read(lanes, LANES, name="77弄.csv")
    assert households(found) == {"205-12-101": "1"}
    assert refusals(found) == {3: "ambiguous_door"}


def test_without_a_table_of_doors_the_lane_is_shared_too():
    special = [["号", "室", "类别"], [12, 101, "独居老人"]]
    found = read(book(**{"77弄": [["号", "室", "人数"], [12, 101, 1]], "特殊人群": special}), None)
    assert households(found) == {"77-12-101": "1 elderly_alone"}


def test_a_merged_building_s_blanks_below_go_on():
    workbook = empty_book()
    rows = [["13号", "301", 1], ["", "302", 2], ["", "303", 2], ["", "401", 1], ["14号", "301", 3]]
    page = sheet(workbook, "77弄", [["号", "室", "人数"], *rows, ["", "302", 1]])
    page.merge_cells("A2:A4")
    assert list(households(read(saved(workbook), LANES))) == [
        *("77-13-301", "77-13-302", "77-13-303", "77-13-401", "77-14-301", "77-14-302"),
    ]
