"""R1, R13: habits of those who keep lists, each on a few rows."""

import pytest

from tests.readers.roster_files import (
    LANES,
    book,
    conflicts,
    households,
    read,
    refusals,
    separated,
)

P = [f"1390000{n:04}" for n in range(3000, 3020)]


def test_a_number_written_downwards_in_its_cell():
    rows = [["号", "室", "人数"], ["1\n3\n号", "301", 2], ["十\n四\n号", "301", 3]]
    found = read(book(**{"77弄": rows}), LANES)
    assert households(found) == {"77-13-301": "2", "77-14-301": "3"}


def test_headings_that_ask():
    rows = [
        ["1.您的楼栋号？（必填）", "2.房间号是？", "3.家里现在住几个人？（必填）", "4.您的手机"],
        ["N2", "101", "3", P[0]],
    ]
    assert households(read(separated(rows))) == {"N2-1-101": f"3 {P[0]}"}


def test_headings_that_nobody_has_thought_of():
    rows = [
        ["哪栋哪户", "住了几口", "怎么找到", "身上毛病", "别的"],
        ["N2-101", "三口", P[0], "糖尿病", ""],
        ["N2-102", "2", P[1], "", "孕妇"],
    ]
    assert households(read(separated(rows))) == {
        "N2-1-101": f"3 {P[0]} chronic",
        "N2-1-102": f"2 {P[1]} pregnant",
    }


def test_a_remark_s_heading_may_name_needs():
    rows = [["房号", "人数", "备注（独居老人、\n孕妇等）"], ["N2-101", 3, "养狗"]]
    assert households(read(book(表=["说明：人数包括老人、小孩", *rows]))) == {"N2-1-101": "3"}


def test_parts_of_the_people_are_not_added_to_them():
    rows = [["房号", "总人数", "其中老人", "其中儿童"], ["N2-101", 4, 1, 1], ["N2-102", 2, 0, 0]]
    assert households(read(book(表=rows))) == {"N2-1-101": "4 elderly", "N2-1-102": "2"}


def test_who_is_registered_does_not_live_there():
    rows = [
        ["房号", "户籍人数", "实有人数", "备注"],
        ["N2-101", 3, "", "空置"],
        ["N2-102", 0, 2, ""],
    ]
    assert households(read(book(表=rows))) == {"N2-1-101": "0 empty", "N2-1-102": "2"}


@pytest.mark.parametrize("same", ["同上", "〃", "″", '"', "同上栋"])
def test_ditto_marks_stand_for_the_cell_above(same):
    rows = [["楼栋", "房号", "人数"], ["N2", "101", "1"], [same, "102", "2"]]
    assert households(read(separated(rows))) == {"N2-1-101": "1", "N2-1-102": "2"}


def test_a_refused_door_s_family_is_not_counted_to_the_one_above():
    rows = [
        ["房号", "姓名", "与户主关系", "电话"],
        ["N2-101", "甲", "户主", P[0]],
        ["N2-1901", "乙", "户主", P[1]],
        ["", "丙", "妻", P[2]],
        ["N2-102", "丁", "户主", ""],
        ["", "戊", "女", ""],
        ["", "合计：2人", "", ""],
    ]
    found = read(separated(rows))
    assert households(found) == {"N2-1-101": f"1 {P[0]}", "N2-1-102": "2"}
    assert refusals(found) == {3: "no_such_door", 4: "no_room"}


def test_a_family_without_relations_is_counted_too():
    rows = [
        ["房号", "姓名", "性别", "年龄"],
        ["N2-101", "甲", "男", 40],
        ["N2-101", "乙", "女", 39],
        ["N2-102", "丙", "男", 71],
    ]
    found = read(book(表=rows))
    assert households(found) == {"N2-1-101": "2", "N2-1-102": "1"}
    assert conflicts(found) == []


def test_each_cell_s_denial_is_its_own():
    rows = [
        ["房号", "人数", "重点人群", "是否出租", "备注"],
        ["N2-101", 1, "聋哑人", "否", "无"],
        ["N2-102", 1, "独居老人", "", "女儿已接走"],
        ["N2-103", 1, "独居老人", "", "儿子已搬来同住"],
    ]
    assert households(read(book(表=rows))) == {
        "N2-1-101": "1 disabled",
        "N2-1-102": "1",
        "N2-1-103": "1",
    }


def test_a_need_on_a_list_that_the_roster_denies_is_told():
    found = read(
        book(
            住户=[["房号", "人数", "备注"], ["N2-101", 2, "老人已接走"]],
            特殊人群=[["房号", "类别"], ["N2-101", "独居老人"]],
        )
    )
    assert conflicts(found) == [("need_denied", [("住户", 2), ("特殊人群", 2)])]


def test_a_list_of_empty_homes_says_so_in_its_title():
    rows = ["空置房屋清单", ["房号", "业主", "水表号"], ["N2-101", "甲", "a1"]]
    assert households(read(book(表=rows))) == {"N2-1-101": "0 empty"}


def test_lists_of_needs_below_each_other():
    found = read(
        book(
            住户=[["房号", "人数"], ["N2-101", 1], ["N2-102", 2], ["N2-103", 2]],
            重点=[
                "重点人群",
                "一、独居老人",
                ["房号", "姓名"],
                ["N2-101", "甲"],
                "二、孕妇",
                ["房号", "姓名"],
                ["N2-102", "乙"],
                "三、行动不便",
                ["N2-103", "丙"],
            ],
        )
    )
    assert households(found) == {
        "N2-1-101": "1 elderly_alone",
        "N2-1-102": "2 pregnant",
        "N2-1-103": "2 disabled",
    }


@pytest.mark.parametrize(
    "title",
    [
        "N1栋2单元住户表",
        "住户名册（N1栋2单元）",
        "楼栋：N1  单元：2  楼长：某某",
        "N1栋二单元",
        "N区1号楼2单元 2022年4月5日",
    ],
)
def test_a_title_says_where_its_rows_belong(title):
    assert households(read(book(表=[title, ["室号", "人数"], ["101", 2]]))) == {"N1-2-101": "2"}


@pytest.mark.parametrize("name", ["N1-2", "N1二单元", "N1(2)", "N1栋2单元"])
def test_a_sheet_s_name_says_where_its_rows_belong(name):
    found = read(book(**{name: [["室号", "人数"], ["101", 2]]}))
    assert households(found) == {"N1-2-101": "2"}


def test_a_title_of_several_buildings_says_nothing():
    found = read(book(表=["N1、N2栋住户表", ["室号", "人数"], ["101", 2]]))
    assert set(refusals(found).values()) <= {"ambiguous_door"}
    assert households(found) == {}


def test_outer_columns_go_on_below_where_they_begin():
    rows = [["门栋", "室", "人数"], ["13号", "301", 1], ["", "302", 2], ["14号", "301", 3]]
    assert households(read(book(**{"77弄": rows}), LANES)) == {
        "77-13-301": "1",
        "77-13-302": "2",
        "77-14-301": "3",
    }


def test_codes_with_zeros_beside_short_names():
    rows = [
        ["房间编码", "房间名称", "人数"],
        ["N02-01-0101", "101", 2],
        ['="N02-01-0102"', "102", 3],
    ]
    assert households(read(separated(rows))) == {"N2-1-101": "2", "N2-1-102": "3"}


def test_telephones_over_several_columns_under_one_heading():
    rows = [["房号", "联系电话", "", ""], ["N2-101", P[0], P[1], ""], ["N2-102", P[2], "", P[3]]]
    assert households(read(separated(rows))) == {
        "N2-1-101": f"? {P[0]} {P[1]}",
        "N2-1-102": f"? {P[2]} {P[3]}",
    }


def test_examples_and_numbered_columns_are_no_households():
    rows = [
        ["序号", "楼栋", "房号", "人数"],
        ["1", "2", "3", "4"],
        ["示例", "N2", "104", "9"],
        ["1", "N2", "101", "2"],
    ]
    found = read(separated(rows))
    assert households(found) == {"N2-1-101": "2"}
    assert found.refusals == ()


def test_owners_on_one_sheet_and_tenants_on_another():
    head = ["房号", "人数", "电话"]
    found = read(
        book(
            业主=[head, ["N2-101", 4, P[0]], ["N2-102", 3, P[1]]], 租户=[head, ["N2-101", 2, P[2]]]
        )
    )
    assert households(found) == {"N2-1-101": f"2 {P[0]} {P[2]}", "N2-1-102": f"3 {P[1]}"}
    assert conflicts(found) == [("owner_tenant", [("业主", 2), ("租户", 2)])]


def test_a_column_of_buildings_may_hold_whole_addresses():
    rows = [["小区楼栋", "姓名", "人数"], ["N2-101", "甲", 2], ["N1-2-102", "乙", 3]]
    assert households(read(book(表=rows))) == {"N2-1-101": "2", "N1-2-102": "3"}


def test_a_list_of_all_homes_is_none_of_those_in_need_whatever_its_title_cares_about():
    rows = [["房号", "人数", "备注"], ["N2-101", 3, ""], ["N2-102", "", "空置"]]
    for title in ("老人小孩情况登记表", "关爱独居老人 住户信息"):
        assert households(read(book(表=[title, *rows]))) == {
            "N2-1-101": "3",
            "N2-1-102": "0 empty",
        }


def test_a_need_that_is_over_leaves_its_list():
    rows = [
        "孕产妇名单",
        ["房号", "姓名", "预产期"],
        ["N2-101", "甲", "6月"],
        ["N2-102", "乙", "已生产"],
    ]
    assert households(read(book(表=rows))) == {"N2-1-101": "? pregnant", "N2-1-102": "?"}


def test_an_empty_home_that_is_lived_in_by_now_is_left_open():
    found = read(book(空置房=[["房号", "备注"], ["N2-101", "已出租"], ["N2-102", "钥匙在物业"]]))
    assert households(found) == {"N2-1-101": "?", "N2-1-102": "0 empty"}
    assert conflicts(found) == [("vacant_with_people", [2])]


def test_columns_that_speak_of_others_mark_nobody():
    rows = [
        ["房号", "人数", "特长", "结对帮扶对象", "群昵称"],
        ["N2-101", 3, "照顾老人", "残疾人", "宝宝"],
    ]
    assert households(read(book(表=rows))) == {"N2-1-101": "3"}


def test_a_row_without_a_plain_number_is_no_heading():
    """R1: taken for one, it would be lost, and the rows below it would land at other doors."""
    head = ["室号", "姓名", "性质", "人数", "联系电话", "备注"]
    rows = [
        "77弄（12-14号）住户登记汇总",
        "12号",
        head,
        ["101", "甲", "", 1, P[0], ""],
        "13号",
        head,
    ]
    rows += [["1o1", "乙", "", "—", "—", "未入住"], ["102", "丙", "", 3, P[1], ""]]
    rows += [["一〇三", "丁", "", "四口", "无", "家有婴儿"], ["201", "戊", "", 2, P[2], ""]]
    found = read(book(表=rows), LANES)
    assert households(found) == {
        "77-12-101": f"1 {P[0]}",
        "77-13-101": "0 empty",
        "77-13-102": f"3 {P[1]}",
        "77-13-103": "4 infant",
        "77-13-201": f"2 {P[2]}",
    }
    assert found.refusals == ()


def test_a_list_of_all_homes_may_have_empty_ones_in_its_title():
    rows = [["房号", "人数"], ["N2-101", 3], ["N2-102", ""]]
    for title in ("入住及空置情况登记表", "N2栋空置、入住一览表", "空置统计表"):
        assert households(read(book(表=[title, *rows]))) == {"N2-1-101": "3", "N2-1-102": "?"}
