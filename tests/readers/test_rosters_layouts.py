"""R1, R13: sheets as they are laid out by those who print them, read without help."""

from datetime import date

import pytest

from baogong.readers.addresses import DoorTable
from tests.readers.roster_files import (
    LANES,
    book,
    conflicts,
    door,
    empty_book,
    households,
    ignored,
    read,
    refusals,
    saved,
    separated,
    sheet,
)

P = [f"1390000{n:04}" for n in range(1000, 1040)]


def test_a_sheet_for_each_building_whose_name_says_which():
    head = ["单元", "室号", "户主", "常住人数", "联系电话"]
    found = read(
        book(
            N1栋=["N1栋住户登记表", [], head, ["1", "101", "甲", 2, P[0]]],
            N2=[head, ["", "1204室", "乙", "三口", P[1]]],
            S区2号楼=[head, ["一单元", 302, "丙", 1, int(P[2])]],
        )
    )
    assert households(found) == {
        "N1-1-101": f"2 {P[0]}",
        "N2-1-1204": f"3 {P[1]}",
        "S2-1-302": f"1 {P[2]}",
    }
    assert (found.conflicts, found.refusals) == ((), ())


def test_buildings_below_each_other_with_a_title_each():
    head = ["房号", "姓名", "人数", "电话"]
    found = read(
        book(
            总表=[
                "和风苑住户一览(N1、N2)",
                "N1栋1单元",
                head,
                ["101", "甲", 2, P[0]],
                ["小计", "", 2],
                [],
                "N1栋2单元(共12户)",
                head,
                ["101", "乙", 4, P[1]],
                "【N2栋】",
                ["101", "丙", 1, P[2]],
                [102, "丁", "2", P[3]],
                ["合计", None, 9],
            ]
        )
    )
    assert households(found) == {
        "N1-1-101": f"2 {P[0]}",
        "N1-2-101": f"4 {P[1]}",
        "N2-1-101": f"1 {P[2]}",
        "N2-1-102": f"2 {P[3]}",
    }
    assert refusals(found) == {}
    assert ignored(found) == [1, 2, 3, 5, 7, 8, 10, 13]


def test_entrances_beside_each_other():
    workbook = empty_book()
    page = sheet(
        workbook,
        "1号楼",
        [
            ["1号楼信息", *[None] * 8],
            ["一单元", None, None, None, None, "二单元"],
            ["室", "姓名", "人口", "手机", None, "室", "姓名", "人口", "手机"],
            ["101", "甲", 1, P[0], None, "101", "乙", 2, P[1]],
            ["102", "丙", "空置", None, None, "102", "丁", 3, f"{P[2]} {P[3]}"],
            ["201", "戊", "2人", P[4]],
        ],
    )
    page.merge_cells("A2:D2")
    page.merge_cells("F2:I2")
    page.merge_cells("A1:I1")
    assert households(read(saved(workbook))) == {
        "N1-1-101": f"1 {P[0]}",
        "N1-2-101": f"2 {P[1]}",
        "N1-1-102": "0 empty",
        "N1-2-102": f"3 {P[2]} {P[3]}",
        "N1-1-201": f"2 {P[4]}",
    }


def test_buildings_beside_each_other_with_a_column_for_each():
    head = ["楼栋", "房号", "人数", "电话"]
    rows = [
        [*head, *head],
        ["N2", "101", 2, P[0], "S2", "101", 1, P[1]],
        ["", "102", 3, P[2], "", "102", "—", ""],
    ]
    assert households(read(separated(rows))) == {
        "N2-1-101": f"2 {P[0]}",
        "S2-1-101": f"1 {P[1]}",
        "N2-1-102": f"3 {P[2]}",
        "S2-1-102": "?",
    }


def test_headings_over_two_rows_with_merged_groups():
    workbook = empty_book()
    page = sheet(
        workbook,
        "Sheet1",
        [
            ["2022年春季人员摸底"],
            ["序号", "房屋信息", None, None, "居住人数", None, "联系方式", None, "特殊情况"],
            [None, "幢", "单元", "房间", "大人", "小孩", "本人", "家属", None],
            [1, "N1", 1, 101, 2, 1, P[0], P[1], "孕晚期"],
            [2, "N1", 2, 101, 1, 0, P[2], None, "独居老人"],
            [3, "N1", 2, 102, None, None, P[3], None, None],
        ],
    )
    for area in ("A1:I1", "A2:A3", "B2:D2", "E2:F2", "G2:H2", "I2:I3"):
        page.merge_cells(area)
    found = read(saved(workbook))
    assert households(found) == {
        "N1-1-101": f"3 {P[0]} {P[1]} pregnant",
        "N1-2-101": f"1 {P[2]} elderly_alone",
        "N1-2-102": f"? {P[3]}",
    }
    assert ignored(found) == [1, 2, 3]


def test_the_same_two_rows_of_headings_in_a_csv_that_has_no_merges():
    rows = [
        ["楼号", "单元号", "房号", "居住人数", "", "联系方式", "", "备注"],
        ["", "", "", "大人", "小孩", "手机1", "手机2", ""],
        ["N1", "1", "101", "2", "1", P[0], P[1], "孕晚期"],
    ]
    assert households(read(separated(rows))) == {"N1-1-101": f"3 {P[0]} {P[1]} pregnant"}


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("gb18030", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", "|"), ("gbk", ",")],
)
def test_a_csv_with_the_whole_address_in_a_cell(encoding, delimiter):
    rows = [
        ["住址", "称呼", "在住人数", "联系方式", "备注"],
        ["N1栋2单元301室", "甲", "2大1小", f"{P[0]}\n{P[1]}", "宝宝7个月"],
        ["N2-1204", "乙", "１", P[2], "腿脚不便，\n低保"],
    ]
    found = read(separated(rows, encoding=encoding, delimiter=delimiter))
    assert households(found) == {
        "N1-2-301": f"3 {P[0]} {P[1]} infant",
        "N2-1-1204": f"1 {P[2]} disabled lowincome",
    }


def test_a_floor_of_its_own_and_the_end_of_the_room():
    rows = [
        ["楼幢", "楼层", "室", "户主姓名", "人口数"],
        ["N2", "12层", "04", "甲", 2],
        ["N2", "12层", "3", "乙", 1],
        ["N2", "11", "1102", "丙", 5],
    ]
    found = read(book(名册=rows))
    assert households(found) == {"N2-1-1204": "2", "N2-1-1203": "1", "N2-1-1102": "5"}


def test_a_plan_of_floors_and_rooms():
    found = read(
        book(
            N2栋=[
                "N2栋住户分布图",
                ["楼层", "01室", "02室", "03室", "04室"],
                ["3层", f"甲 3人 {P[0]}", "空置", "", f"乙\n独居老人 {P[1]}"],
                ["2层", f"丙2人{P[2]}", "毛坯", "丁", "戊 4口"],
            ]
        )
    )
    assert households(found) == {
        "N2-1-301": f"3 {P[0]}",
        "N2-1-302": "0 empty",
        "N2-1-304": f"? {P[1]} elderly_alone",
        "N2-1-201": f"2 {P[2]}",
        "N2-1-202": "0 empty",
        "N2-1-203": "?",
        "N2-1-204": "4",
    }


def test_one_row_for_each_person():
    rows = [
        ["门牌", "姓名", "与户主关系", "年龄", "手机号码", "备注"],
        ["N1-1-101", "甲", "户主", 70, P[0], ""],
        ["", "乙", "妻", 68, P[1], "糖尿病"],
        ["", "丙", "母", 93, "", "已故"],
        ["N1-1-102", "丁", "户主", 30, P[2], ""],
        ["N1-1-102", "戊", "女", 1, "", "婴儿"],
        ["N1-1-201", "己", "本人", 40, P[3], ""],
    ]
    found = read(book(居民=rows))
    assert households(found) == {
        "N1-1-101": f"2 {P[0]} {P[1]} chronic",
        "N1-1-102": f"2 {P[2]} infant",
        "N1-1-201": f"1 {P[3]}",
    }
    assert found.conflicts == ()


def test_merged_buildings_and_entrances_go_down_to_their_last_row():
    workbook = empty_book()
    page = sheet(
        workbook,
        "Sheet1",
        [
            ["栋", "单元", "房号", "人数", "电话"],
            ["N1栋", "1单元", 101, 1, P[0]],
            [None, None, 102, 2, P[1]],
            [None, "2单元", 101, 3, P[2]],
            [None, None, 102, 4, P[3]],
            ["N2栋", None, 101, 5, P[4]],
        ],
    )
    for area in ("A2:A5", "B2:B3", "B4:B5"):
        page.merge_cells(area)
    assert households(read(saved(workbook))) == {
        "N1-1-101": f"1 {P[0]}",
        "N1-1-102": f"2 {P[1]}",
        "N1-2-101": f"3 {P[2]}",
        "N1-2-102": f"4 {P[3]}",
        "N2-1-101": f"5 {P[4]}",
    }


def test_buildings_written_only_where_they_begin():
    rows = [
        ["楼栋", "单元", "房号", "人数"],
        ["N1", "1", "101", "1"],
        ["", "", "102", "2"],
        ["", "", "201", "3"],
        ["", "2", "101", "4"],
        ["", "", "102", "5"],
        ["", "", "201", "6"],
        ["N2", "", "101", "7"],
    ]
    assert list(households(read(separated(rows))).items()) == [
        ("N1-1-101", "1"),
        ("N1-1-102", "2"),
        ("N1-1-201", "3"),
        ("N1-2-101", "4"),
        ("N1-2-102", "5"),
        ("N1-2-201", "6"),
        ("N2-1-101", "7"),
    ]


def test_an_entrance_left_out_is_found_only_where_one_fits():
    rows = [
        ["楼栋", "单元", "房号", "姓名", "人数"],
        ["N1", "1", "101", "甲", 1],
        ["N3", "", "103", "乙", 2],
        ["N1", "", "102", "丙", 3],
        ["N1", "2", "201", "丁", 4],
    ]
    found = read(book(表=rows))
    assert households(found) == {"N1-1-101": "1", "N3-2-103": "2", "N1-2-201": "4"}
    assert refusals(found) == {4: "ambiguous_door"}


def test_lanes_and_numbers():
    head = ["室", "姓名", "人数", "电话"]
    found = read(
        book(
            **{
                "77弄12号": [head, ["301", "甲", 1, P[0]], ["3O2室", "乙", "两口", P[1]]],
                "205弄": [["号", *head], ["12号", 301, "丙", 3, P[2]], ["", 302, "丁", 4, P[3]]],
                "其他": [
                    ["地址", "人数", "电话"],
                    ["77弄13号201", 2, P[4]],
                    ["205-15-403", 1, P[5]],
                ],
            }
        ),
        LANES,
    )
    assert households(found) == {
        "77-12-301": f"1 {P[0]}",
        "77-12-302": f"2 {P[1]}",
        "205-12-301": f"3 {P[2]}",
        "205-12-302": f"4 {P[3]}",
        "77-13-201": f"2 {P[4]}",
        "205-15-403": f"1 {P[5]}",
    }


def test_dates_that_excel_made_of_doors():
    """Typed as ``6-2003`` and ``3-1``, and shown by Excel as a month and a day."""
    high = DoorTable([door("", "6", "1", "2003"), door("", "3", "1", "1")])
    workbook = empty_book()
    page = sheet(
        workbook,
        "表",
        [["楼栋-房号", "人数"], [date(2003, 6, 1), 2], [date(2022, 3, 1), 4]],
    )
    page["A2"].number_format, page["A3"].number_format = "mmm-yy", 'm"月"d"日"'
    assert households(read(saved(workbook), high)) == {"6-1-2003": "2", "3-1-1": "4"}


def test_what_stands_on_covers_and_in_statistics_is_no_household():
    found = read(
        book(
            封面=["和风苑", "住户花名册", "物业服务中心 电话13900009999", "2022年4月"],
            统计=[
                ["楼栋", "总户数", "入住户数", "人数"],
                ["N1", 24, 20, 51],
                ["N2", 48, 40, 99],
                ["合计", 72, 60, 150],
            ],
            N2=[["房号", "人数"], ["101", 1]],
        )
    )
    assert households(found) == {"N2-1-101": "1"}
    assert (found.conflicts, found.refusals) == ((), ())


def test_headings_repeated_on_every_printed_page():
    head = ["楼号", "房号", "姓名", "人数"]
    rows = [
        "和风苑住户表 第1页",
        head,
        ["N2", "101", "甲", 1],
        ["", "", "", ""],
        "和风苑住户表 第2页",
        head,
        ["", "102", "乙", 2],
        ["填表人:王某", "", "日期:4月1日", ""],
        ["注:空置以水表为准"],
    ]
    found = read(book(表=rows))
    assert households(found) == {"N2-1-101": "1", "N2-1-102": "2"}
    assert (found.conflicts, found.refusals) == ((), ())


def test_a_table_without_headings():
    rows = [
        [f"N2-{room}", "某某", "3人", phone]
        for room, phone in zip(["101", "102", "103"], P, strict=False)
    ]
    assert households(read(separated(rows))) == {
        "N2-1-101": f"3 {P[0]}",
        "N2-1-102": f"3 {P[1]}",
        "N2-1-103": f"3 {P[2]}",
    }


def test_a_household_over_two_rows_with_a_merged_room():
    workbook = empty_book()
    page = sheet(
        workbook,
        "N2",
        [
            ["房号", "人数", "姓名", "电话"],
            [101, 3, "甲", P[0]],
            [None, None, "乙", P[1]],
            [102, 1, "丙", P[2]],
        ],
    )
    page.merge_cells("A2:A3")
    page.merge_cells("B2:B3")
    found = read(saved(workbook))
    assert households(found) == {"N2-1-101": f"3 {P[0]} {P[1]}", "N2-1-102": f"1 {P[2]}"}
    assert conflicts(found) == []
