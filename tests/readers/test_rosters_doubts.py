"""R1, R13: what contradicts itself is told, what is no household is refused, nothing is lost."""

import zipfile
from io import BytesIO

import pytest

from baogong.readers.rosters import Conflict, Where
from tests.readers.roster_files import (
    book,
    columns,
    conflicts,
    empty_book,
    households,
    ignored,
    in_short,
    read,
    refusals,
    saved,
    separated,
    sheet,
)

HEAD = ["楼栋", "单元", "房号", "姓名", "人数", "电话", "备注"]
P = [f"1390000{n:04}" for n in range(2000, 2040)]


def listed(*rows, head=HEAD):
    return read(separated([head, *rows]))


def test_a_door_said_twice_in_the_same_words():
    row = ["N1", "1", "101", "甲", "2", P[0], ""]
    found = listed(row, row)
    assert households(found) == {"N1-1-101": f"2 {P[0]}"}
    assert conflicts(found) == [("duplicate_same", [2, 3])]


def test_a_door_said_twice_with_other_people_is_left_open():
    found = listed(
        ["N1", "1", "101", "甲", "2", P[0], "孕妇"], ["N1", "1", "101", "甲", "3", P[1], ""]
    )
    assert households(found) == {"N1-1-101": f"? {P[0]} {P[1]} pregnant"}
    [conflict] = found.conflicts
    assert (conflict.kind, conflict.doors) == ("duplicate_differs", ("N1-1-101",))
    assert [(where.row, in_short(said)) for where, said in conflict.choices] == [
        (2, f"2 {P[0]} pregnant"),
        (3, f"3 {P[1]}"),
    ]


def test_a_door_said_twice_where_only_the_numbers_differ_keeps_its_people():
    found = listed(["N1", "1", "101", "甲", "2", P[0], ""], ["N1", "1", "101", "甲", "", P[1], ""])
    assert households(found) == {"N1-1-101": f"2 {P[0]} {P[1]}"}
    assert conflicts(found) == [("duplicate_differs", [2, 3])]


def test_owner_and_tenant_are_one_household_of_the_tenant_s_people():
    found = listed(
        ["N1", "1", "101", "甲", "4", P[0], "房东,住别处"],
        ["N1", "1", "102", "丙", "1", P[2], ""],
        ["N1", "1", "101", "乙", "2", P[1], "承租,奶娃"],
    )
    assert households(found)["N1-1-101"] == f"2 {P[0]} {P[1]} infant"
    assert conflicts(found) == [("owner_tenant", [2, 4])]


def test_a_number_at_three_doors_is_told_and_kept():
    found = listed(*(["N2", "", room, "", "1", P[0], ""] for room in ("101", "102", "103")))
    assert set(households(found).values()) == {f"1 {P[0]}"}
    [conflict] = found.conflicts
    assert conflict == Conflict(
        kind="shared_phone",
        rows=(Where("csv", 2), Where("csv", 3), Where("csv", 4)),
        doors=("N2-1-101", "N2-1-102", "N2-1-103"),
        value=P[0],
    )


def test_a_number_that_is_none_is_told_and_not_kept():
    found = listed(
        ["N2", "", "101", "甲", "1", f"139000012/{P[0]}", ""],
        ["N2", "", "102", "乙", "1", "0717-6550001", ""],
        ["N2", "", "103", "丙", "1", "1.39E+10", ""],
    )
    assert households(found) == {"N2-1-101": f"1 {P[0]}", "N2-1-102": "1", "N2-1-103": "1"}
    assert conflicts(found) == [("bad_phone", [2]), ("bad_phone", [3]), ("bad_phone", [4])]
    assert [conflict.value for conflict in found.conflicts] == [
        "139000012",
        "07176550001",
        "1.39E+10",
    ]


@pytest.mark.parametrize("text", ["139xxxx0001", "1234"])
def test_a_telephone_s_cell_with_digits_but_no_number_is_told(text):
    found = listed(["N2", "", "101", "甲", "1", text, ""], ["N2", "", "102", "乙", "1", "无", ""])
    assert households(found) == {"N2-1-101": "1", "N2-1-102": "1"}
    assert conflicts(found) == [("bad_phone", [2])]


@pytest.mark.parametrize("need", ["孤老", "独居老人", "高龄老人", "空巢老人"])
def test_a_need_in_both_lists_is_no_contradiction(need):
    main = [HEAD, ["N2", "1", "101", "甲", 1, P[0], "独居老人"]]
    special = [["楼栋", "房号", "姓名", "类别"], ["N2", "101", "甲", need]]
    found = read(book(总表=main, 特殊人群=special))
    assert conflicts(found) == []
    assert "elderly_alone" in households(found)["N2-1-101"]


def test_living_alone_with_others_is_told_where_the_list_brings_it_up():
    special = [["楼栋", "房号", "姓名", "类别"], ["N2", "101", "甲", "独居老人"]]
    for note, told in (("", ["alone_with_others"]), ("独居老人", [])):
        found = read(book(总表=[HEAD, ["N2", "1", "101", "甲", 3, "", note]], 特殊人群=special))
        assert [conflict.kind for conflict in found.conflicts] == told


def test_a_woman_who_has_given_birth_leaves_the_list_of_the_pregnant():
    special = [["楼栋", "房号", "类别", "备注"], ["N2", "101", "孕妇", "已生产,婴儿1个月"]]
    assert households(read(book(特殊人群=special))) == {"N2-1-101": "? infant"}


def test_an_empty_home_with_people_is_left_open():
    found = listed(["N2", "", "101", "甲", "3", "", "空置"], ["N2", "", "102", "", "-", "", "空"])
    assert households(found) == {"N2-1-101": "?", "N2-1-102": "0 empty"}
    assert conflicts(found) == [("vacant_with_people", [2])]


def test_an_unclear_number_of_people_is_told():
    found = listed(["N2", "", "101", "甲", "3-4", "", ""])
    assert households(found) == {"N2-1-101": "?"}
    assert conflicts(found) == [("unclear_people", [2])]


def test_adults_and_children_that_do_not_make_the_sum_are_told():
    rows = [["房号", "总人数", "大人", "小孩"], ["N2-101", 4, 2, 1], ["N2-102", 3, 2, 1]]
    found = read(book(表=rows))
    assert households(found) == {"N2-1-101": "?", "N2-1-102": "3"}
    assert conflicts(found) == [("people_differ", [2])]


def test_rows_that_are_no_household_are_refused_with_a_reason():
    found = listed(
        ["N2", "", "底商3", "便民超市", "", P[0], ""],
        ["N2", "", "", "甲", "2", P[1], "房号待补"],
        ["N2", "", "1301", "乙", "2", P[2], ""],
        ["N9", "1", "101", "丙", "2", P[3], ""],
        ["N2", "", "自行车库", "", "", "", ""],
        ["", "", "阁楼", "丁", "1", P[4], ""],
        ["N2", "", "101", "戊", "1", P[5], ""],
    )
    assert households(found) == {"N2-1-101": f"1 {P[5]}"}
    assert refusals(found) == {
        2: "not_a_home",
        3: "no_room",
        4: "no_such_door",
        5: "no_such_door",
        6: "not_a_home",
        7: "unreadable",
    }
    assert found.refusals[0].raw == f"N2 底商3 便民超市 {P[0]}"


def test_totals_notes_and_blank_lines_are_left_out_in_silence():
    found = listed(
        ["N2", "", "101", "甲", "1", "", ""],
        ["", "", "", "", "", "", ""],
        ["本页小计", "", "", "", "1", "", ""],
        ["", "", "", "", "1", "", ""],
        ["N2合计", "", "1户", "", "1", "", ""],
        ["备注:本表仅供内部使用", "", "", "", "", "", ""],
        ["审核人:", "", "", "", "", f"电话{P[0]}", ""],
    )
    assert households(found) == {"N2-1-101": "1"}
    assert (found.conflicts, found.refusals) == ((), ())
    assert ignored(found) == [1, 4, 5, 6, 7, 8]


def test_hidden_columns_and_sheets_are_not_read_and_hidden_rows_are():
    workbook = empty_book()
    page = sheet(
        workbook,
        "N2",
        [["房号", "旧电话", "人数", "电话"], [101, P[0], 2, P[1]], [102, P[2], 3, P[3]]],
    )
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[3].hidden = True
    old = sheet(workbook, "N2旧", [["房号", "人数", "电话"], [101, 9, P[4]]])
    old.sheet_state = "hidden"
    found = read(saved(workbook))
    assert households(found) == {"N2-1-101": f"2 {P[1]}", "N2-1-102": f"3 {P[3]}"}
    assert found.conflicts == ()
    assert {where for where in found.ignored if where.sheet == "N2旧"} == {
        Where("N2旧", 1),
        Where("N2旧", 2),
    }


def test_a_list_of_special_persons_adds_needs():
    found = read(
        book(
            住户=[
                ["楼栋", "房号", "姓名", "人数", "电话"],
                ["N2", 101, "甲", 1, P[0]],
                ["N2", 102, "乙", 2, P[1]],
                ["N2", 103, "丙", 3, P[2]],
            ],
            独居老人=[
                ["序号", "楼号", "室号", "姓名", "年龄", "备注"],
                [1, "N2", 101, "甲", 81, ""],
                [2, "N2", 102, "乙", 79, "女儿已接走"],
            ],
            重点人员=[
                ["地址", "姓名", "类别", "情况"],
                ["N2-103", "丙", "慢性病", "胰岛素"],
                ["N2-103", "丁", "孕产妇", "预产期5月"],
            ],
        )
    )
    assert households(found) == {
        "N2-1-101": f"1 {P[0]} elderly_alone",
        "N2-1-102": f"2 {P[1]}",
        "N2-1-103": f"3 {P[2]} chronic pregnant",
    }
    assert (found.conflicts, found.refusals) == ((), ())


def test_a_list_of_special_persons_that_contradicts_the_roster_is_told():
    found = read(
        book(
            住户=[["房号", "人数", "备注"], ["N2-101", 0, "空置"], ["N2-102", 3, ""]],
            特殊人群=[
                ["房号", "姓名", "人员类别"],
                ["N2-101", "甲", "残疾"],
                ["N2-102", "乙", "独居老人"],
                ["N2-1999", "丙", "低保"],
            ],
        )
    )
    assert households(found) == {"N2-1-101": "? disabled", "N2-1-102": "? elderly_alone"}
    assert conflicts(found) == [
        ("alone_with_others", [("住户", 3), ("特殊人群", 3)]),
        ("vacant_but_listed", [("住户", 2), ("特殊人群", 2)]),
    ]
    assert refusals(found) == {4: "no_such_door"}


def test_ticks_and_counts_of_needs():
    rows = [
        ["房号", "人数", "是否独居老人", "孕妇", "慢性病", "60岁以上", "残疾等级"],
        ["N2-101", 1, "是", "", "高血压", 1, ""],
        ["N2-102", 2, "否", "√", "无", 0, "二级"],
        ["N2-103", 3, "×", "/", "", "", "无"],
    ]
    assert households(read(book(表=rows))) == {
        "N2-1-101": "1 chronic elderly elderly_alone",
        "N2-1-102": "2 disabled pregnant",
        "N2-1-103": "3",
    }


def test_formulas_count_by_the_value_that_was_saved():
    """A formula that no program has computed has no value; an error cell has none either."""
    workbook = empty_book()
    sheet(workbook, "N2", [["房号", "人数"], ["=100+1", 1], ["#REF!", 2], [103, "=1+1"], [104, 4]])
    found = read(saved(workbook))
    assert households(found) == {"N2-1-103": "?", "N2-1-104": "4"}
    assert refusals(found) == {2: "formula_without_value", 3: "error_cell"}
    assert conflicts(found) == [("formula_without_value", [4])]
    computed = _replaced(saved(workbook), b"<f>100+1</f><v></v>", b"<f>100+1</f><v>101</v>")
    assert households(read(computed))["N2-1-101"] == "1"


def _replaced(content, old, new):
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(b"<v />", b"<v></v>")
            target.writestr(name, part.replace(old, new))
    return result.getvalue()


def test_a_person_s_correction_of_the_columns_replaces_what_the_headings_say():
    content = separated([["房号", "人数", "电话"], ["N2-101", P[0], "2"], ["N2-102", P[1], "3"]])
    assert set(households(read(content)).values()) == {"?"}
    corrected = {("csv", 2): {"room": (1,), "phone": (2,), "people": (3,)}}
    found = read(content, mapping=corrected)
    assert households(found) == {"N2-1-101": f"2 {P[0]}", "N2-1-102": f"3 {P[1]}"}
    assert columns(found) == corrected["csv", 2]


def test_files_of_one_kind_share_their_kind():
    one, other = (
        separated([HEAD, ["N2", "", room, "甲", "1", "", ""]]) for room in ("101", "102")
    )
    assert read(one).kind == read(other).kind
    assert read(one).kind != read(book(表=[["房号", "人数"], ["N2-101", 1]])).kind


def test_without_a_table_the_doors_are_made_of_what_is_read():
    rows = [
        HEAD,
        ["6栋", "1", "101", "甲", "2", P[0], ""],
        ["7幢", "", "202室", "乙", "1", "", ""],
    ]
    found = read(separated(rows), None)
    assert households(found) == {"6-1-101": f"2 {P[0]}", "7-1-202": "1"}
    first, second = (one.door for one in found.households)
    assert (first.building, first.entrance, first.room) == ("6", "1", "101")
    assert (second.building, second.entrance, second.floor) == ("7", "1", 2)


def test_without_a_table_a_lane_s_door_is_named_by_its_lane():
    rows = [["弄", "号", "室", "人数"], ["58弄", "12号", "301", "2"], ["58", "12", "302", "1"]]
    found = read(separated(rows), None)
    assert households(found) == {"58-12-301": "2", "58-12-302": "1"}
    assert found.households[0].door.entrance == "12"
