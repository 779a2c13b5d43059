"""R44, R48: forms and volunteers' tables that number no orders, and what they ask for."""

import pytest

from baogong.readers.addresses import DoorTable
from tests.readers.export_files import book, in_short, passed_over, read
from tests.readers.roster_files import door

WHEN = "2022年4月9日 10:03"


def test_rows_are_numbered_by_where_they_stand():
    rows = [
        ["春江里报名表"],
        ["提交者（自动）", "提交时间（自动）", "1.姓名（必填）", "2.楼号", "3.单元", "4.房号",
         "5.蔬菜包（39元/份）", "6.鲜鸡蛋（30枚/板，32元）", "7.西红柿（5元/斤）"],
        ["云", WHEN, "甲一", "M1", "1", "301", "1", "60个", "0"],
        ["雨", WHEN, "乙二", "M3", "无", "1204", "无", "两板", "3"],
        ["", "", "", "", "", "", "", "", ""],
        ["风", WHEN, "丙三", "M2", "2单元", "502室", "2份", "", "2-3斤"],
    ]  # fmt: skip
    found = read(rows)
    assert in_short(found) == {
        "3": "M1-1-301 1 VEG 2 EGG",
        "4": "M3-1-1204 2 EGG 3 TOM",
        "6": "? no_quantity",
    }
    assert in_short(read(rows)) == in_short(found)
    assert passed_over(found) == {1: "title", 2: "heading"}


def test_who_sends_a_form_twice_is_asked_about():
    head = ["提交时间", "姓名", "房号", "蔬菜包", "鸡蛋"]
    rows = [[WHEN, "甲一", "M1-1-301", 1, ""], [WHEN, "甲一", "M1-1-301", 1, ""]]
    more = [[WHEN, "甲一", "M1-1-301", "", 1]]
    assert in_short(read([head, *rows, *more])) == {
        "2": "M1-1-301 1 VEG",
        "3": "? asked_twice",
        "4": "M1-1-301 1 EGG",
    }


def test_counts_without_a_household_go_to_nobody():
    head = ["姓名", "房号", "蔬菜包", "鸡蛋"]
    found = read([head, ["甲一", "M1-1-301", 1, ""], ["", "", 2, 1], ["合计", "", 3, 1]])
    assert in_short(found) == {"2": "M1-1-301 1 VEG", "3": "? no_room"}
    assert passed_over(found) == {1: "heading", 4: "sum"}


def test_goods_below_a_household_are_its_own():
    head = ["住址", "商品", "数量"]
    rows = [["M1-1-301", "蔬菜包", 1], ["", "鸡蛋", 2], ["M1-2-301", "鸡蛋", 1]]
    assert in_short(read([head, *rows])) == {"2": "M1-1-301 1 VEG 2 EGG", "4": "M1-2-301 1 EGG"}


def test_two_columns_are_enough():
    rows = [["住址", "订购内容"], ["M1-1-301", "蔬菜包2份"], ["M5-602", "鸡蛋一板"]]
    assert in_short(read(rows)) == {"2": "M1-1-301 2 VEG", "3": "M5-1-602 1 EGG"}


def test_rows_of_several_sheets_are_told_apart():
    head = ["姓名", "房号", "蔬菜包"]
    found = read(book(早班=[head, ["甲一", "M1-1-301", 1]], 晚班=[head, ["乙二", "M5-602", 2]]))
    assert in_short(found) == {"早班 2": "M1-1-301 1 VEG", "晚班 2": "M5-1-602 2 VEG"}


@pytest.mark.parametrize("head", [["序号", "房号"], ["姓名", "房号"]])
def test_sums_by_building_are_no_orders(head):
    sums = [["楼栋", "商品", "数量"], *(["M1", "蔬菜包", n] for n in range(1, 9))]
    orders = [[*head, "商品", "数量"], [1, "M1-1-301", "蔬菜包", 2]]
    assert list(in_short(read(book(汇总=sums, 明细=orders))).values()) == ["M1-1-301 2 VEG"]


COURTS = DoorTable(
    [
        door("", f"{court}{number}", "1", room, f"{called.format(number)}{room}")
        for court, called, numbers, named in (
            ("M", "梅里{}号楼", "12", ("201", "202")),
            ("L", "兰里{}号楼", "123", ("202", "203")),
            ("T", "{}号塔楼", "1", ("201", "1204")),
        )
        for number in numbers
        for room in named
    ]
)


@pytest.mark.parametrize(("part", "number", "room", "read_as"), [
    ("梅里", "1", "201", "M1-1-201 1 VEG"),
    ("梅里", "1号楼", "203", "? no_such_door"),  # L1 has a room 203
    ("梅里", "3", "202", "? no_such_door"),  # there is an L3
    ("塔楼", "1号", "1204", "T1-1-1204 1 VEG"),
    ("塔楼", "2", "203", "? no_such_door"),  # L2 has a room 203
    ("联排", "2", "203", "? unreadable"),
    ("春江里", "3", "203", "L3-1-203 1 VEG"),
    ("", "3", "203", "L3-1-203 1 VEG"),
])  # fmt: skip
@pytest.mark.parametrize("heading", ["您住在哪个区域（必填）", "区域"])
def test_a_part_of_the_estate_in_a_column_of_its_own_holds(heading, part, number, room, read_as):
    head = ["姓名", heading, "楼号", "房号", "蔬菜包"]
    others = [["甲一", name, "1", "202", 1] for name in ("梅里", "兰里")]
    found = read([head, *others, ["乙二", part, number, room, 1]], doors=COURTS, estate="春江里")
    assert in_short(found)["4"] == read_as


@pytest.mark.parametrize("heading", ["您住在", "您的弄堂"])
def test_a_lane_may_stand_below_any_heading(heading):
    head = ["答题序号", heading, "几号", "室号", "想买的物资"]
    doors = DoorTable(door(lane, "6", "6", "302") for lane in ("88", "310"))
    rows = [["1", "88弄", 6, 302, "蔬菜包"], ["2", "310弄", "6号", 302, "蔬菜包"]]
    assert in_short(read([head, *rows], doors=doors)) == {
        "1": "88-6-302 1 VEG",
        "2": "310-6-302 1 VEG",
    }
