"""R1, R13: how the parts of a door are written in columns of their own, and what is no door."""

import pytest

from baogong.readers.addresses import DoorTable
from tests.readers.roster_files import (
    ESTATE,
    book,
    conflicts,
    door,
    empty_book,
    households,
    read,
    refusals,
    rooms,
    saved,
    separated,
    sheet,
)

HEAD = ["楼栋", "单元", "房号", "人数"]
P = [f"1390000{n:04}" for n in range(3000, 3002)]
ZONES = DoorTable(
    door(lane, "4", "4", room, f"{zone}4号{room}")
    for lane, zone in (("77", "东区"), ("205", "西区"))
    for room in rooms(2, 2)
)


@pytest.mark.parametrize("building", ["N 2", "N-2", "n2", "N 2栋", "N2 栋"])
def test_a_letter_apart_from_its_number_is_the_building_s(building):
    assert list(households(read(separated([HEAD, [building, 1, 103, 2]])))) == ["N2-1-103"]


@pytest.mark.parametrize("building", ["K 2", "K-2", "K2", "K 2栋"])
def test_a_letter_that_no_building_has_is_not_let_go(building):
    assert refusals(read(separated([HEAD, [building, 1, 103, 2]]))) == {2: "no_such_door"}


@pytest.mark.parametrize("entrance", ["—", "-", "/", "无", "0", "无单元", "l单元", "I", ""])
def test_no_entrance_is_written_in_many_ways(entrance):
    assert list(households(read(separated([HEAD, ["N2", entrance, 103, 2]])))) == ["N2-1-103"]


def test_a_row_that_contradicts_itself_is_refused():
    rows = [["N1", "1", "2-101", 2], ["N1", "2单元", "1单元101", 3], ["N2", "1", "N1-1-101", 4]]
    found = read(separated([HEAD, *rows, ["N1", "1", "1-102", 5]]))
    assert households(found) == {"N1-1-102": "5"}
    assert refusals(found) == dict.fromkeys((2, 3, 4), "ambiguous_door")


def test_a_floor_may_stand_before_its_room():
    assert list(households(read(separated([HEAD, ["N1", "2", "二楼201", 3]])))) == ["N1-2-201"]


def test_a_part_of_the_estate_tells_the_lane():
    rows = [["片区", "号", "室", "人数"], ["东区", "4号", 101, 2], ["西", 4, 101, 3]]
    assert households(read(separated(rows), ZONES)) == {"77-4-101": "2", "205-4-101": "3"}


def test_bare_names_of_buildings_above_tables_beside_each_other():
    rows = [["N2", "", "S2", ""], ["房号", "人数", "房号", "人数"], ["101", 1, "101", 2]]
    assert households(read(separated(rows))) == {"N2-1-101": "1", "S2-1-101": "2"}


def test_owner_and_tenant_under_one_merged_door():
    workbook = empty_book()
    head = ["楼栋", "单元", "房号", "姓名", "人数", "电话", "备注"]
    owner, tenant = ["N1", "1", "101", "甲", 2, P[0], "业主"], ["", "", "", "乙", 3, P[1], "租户"]
    page = sheet(workbook, "表", [head, owner, tenant])
    page.merge_cells("C2:C3")
    found = read(saved(workbook), ESTATE)
    assert households(found) == {"N1-1-101": f"3 {P[0]} {P[1]}"}
    assert conflicts(found) == [("owner_tenant", [2, 3])]


def test_an_empty_home_whose_key_lies_with_the_property_company_is_a_home():
    head = ["房号", "人数", "居住情况"]
    found = read(book(N2=[head, [101, "", "空房，钥匙在物业"], [102, 2, "物业办公"]]))
    assert households(found) == {"N2-1-101": "0 empty"}
    assert refusals(found) == {3: "not_a_home"}


def test_a_name_that_ends_in_a_numeral_is_not_counted_in_a_plan():
    found = read(book(N2=[["楼层", "01", "02"], ["1", "张三2人", "李四 3人"]]))
    assert households(found) == {"N2-1-101": "2", "N2-1-102": "3"}


def test_a_shop_is_told_by_a_remark_beside_its_room():
    found = read(separated([HEAD, ["N2", "1", "101(商铺)", 2], ["N2", "1", "102(车库旁)", 1]]))
    assert households(found) == {"N2-1-102": "1"}
    assert refusals(found) == {2: "not_a_home"}


def test_rows_without_a_heading_are_refused_together():
    rows = [
        ["N2", "1", "101", "甲", P[0]],
        ["N2", "1", "102", "乙", "空置"],
        ["以上共2户", "", ""],
    ]
    found = read(book(一=[HEAD, ["N1", "1", "101", 2]], 二=rows))
    assert households(found) == {"N1-1-101": "2"}
    assert refusals(found) == {1: "no_heading", 2: "no_heading"}
