"""R48: how lists of orders are laid out: parts of an estate, tables side by side, several goods
of a row, questions for headings, and rows that take back."""

import pytest

from tests.readers.export_files import in_short, passed_over, read
from tests.readers.roster_files import empty_book, saved, sheet


def test_a_sheet_s_name_and_a_row_of_its_own_say_of_which_building_rooms_are():
    head = ["登记号", "单元", "房号", "物资名称", "数量"]
    file = empty_book()
    sheet(file, "M1栋", [head, ["W1", "1", "301", "鸡蛋", "1"], ["W2", "2", "302", "大米", "2"]])
    sheet(file, "望江楼", [head, ["W3", "", "401", "鸡蛋", "1"]])
    sheet(file, "M2栋", [head, ["W4", "3", "301", "鸡蛋", "1"]])
    found = in_short(read(saved(file)))
    assert (found["W1"], found["W2"]) == ("M1-1-301 1 EGG", "M1-2-302 2 RICE")
    assert found["W3"] == "M3-1-401 1 EGG"
    assert found["W4"].startswith("?")  # M2 has no entrance 3, whatever other building has

    rows = [["序号", "门牌", "要买的东西"], ["M1栋1单元", "", ""], ["1", "301", "鸡蛋1板"]]
    rows += [["M2栋2单元", "", ""], ["2", "302", "大米1袋"], ["3", "M1-1-303", "鸡蛋1板"]]
    found = in_short(read(rows))
    assert (found["1"], found["2"]) == ("M1-1-301 1 EGG", "M2-2-302 1 RICE")
    assert found["3"].startswith("?")  # of another part than the rows around it


def test_what_a_title_serves_narrows_the_list():
    rows = [
        ["M3、M5栋 4月团购统计，只限M3栋M5栋", "", ""],
        ["序号", "门牌", "鸡蛋"],
        ["1", "M3-301", "1"],
        ["2", "M5-201", "1"],
        ["3", "M1-1-301", "1"],
    ]
    assert in_short(read(rows)) == {
        "1": "M3-1-301 1 EGG",
        "2": "M5-1-201 1 EGG",
        "3": "? outside_door",
    }


def test_lists_side_by_side_are_read_one_after_the_other():
    head = ["序号", "房号", "商品", "数量"]
    rows = [
        [*head, "", *head],
        ["1", "M1-1-301", "鸡蛋", "1", "", "3", "M2-1-301", "大米", "2"],
        ["", "", "大米", "1", "", "4", "M2-1-302", "鸡蛋", "1"],
        ["2", "M1-1-302", "鸡蛋", "3", "", "", "", "", ""],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 1 EGG 1 RICE",
        "2": "M1-1-302 3 EGG",
        "3": "M2-1-301 2 RICE",
        "4": "M2-1-302 1 EGG",
    }


def test_every_good_of_a_row_with_numbered_columns_is_read():
    rows = [
        ["订单号", "地址", "商品1", "数量1", "商品2", "数量2", "商品3", "数量3", "总金额"],
        ["A1", "M1-1-301", "鸡蛋 30枚/板", 1, "大米 5kg/袋", 2, "", "", 116],
        ["A2", "M1-1-302", "番茄", 3, "", "", "", "", 15],
        ["A3", "M1-1-303", "鸡蛋", 1, "猫粮", 1, "", "", 60],
    ]
    found = in_short(read(rows))
    assert (found["A1"], found["A2"]) == ("M1-1-301 1 EGG 2 RICE", "M1-1-302 3 TOM")
    assert found["A3"].startswith("? unknown_good")


def test_the_questions_of_a_form_are_headings_of_goods():
    asked = "6、请填写需要的数量，不要的不填—"
    head = ["序号", "1、您家所在的楼栋", "2、单元（只有一个单元的可不填）", "3、房号"]
    head += [f"{asked}鸡蛋32元/板（30枚）", f"{asked}番茄5元/斤（填斤数）", "7、其他要说明的"]
    rows = [
        head,
        ["1", "M1栋", "2", "301", "1", "(空)", "(空)"],
        ["2", "M3栋", "(空)", "402", "(空)", "2.5", "送菜时请打电话"],
        ["3", "M1栋", "(空)", "M1-1-302", "2", "(空)", "少放一板"],
    ]
    found = in_short(read(rows))
    assert (found["1"], found["2"]) == ("M1-2-301 1 EGG", "M3-1-402 2.5 TOM")
    assert found["3"] == "? remark"


def test_goods_that_people_write_beside_columns_of_counts_are_theirs_too():
    head = ["序号", "门牌", "鸡蛋", "大米", "其他单品（请写清品名和数量）"]
    rows = [head, ["1", "M1-1-301", "1", "", "卷纸2提"], ["2", "M1-1-302", "", "1", ""]]
    rows.append(["3", "M1-1-303", "1", "", "猫粮2包"])
    found = in_short(read(rows))
    assert found["1"] == "M1-1-301 2 PAPER 1 EGG"
    assert found["2"] == "M1-1-302 1 RICE"
    assert found["3"].startswith("?")


def test_goods_without_a_number_are_one_each_only_where_no_column_counts():
    rows = [["序号", "门牌", "订购内容"], ["1", "M1-1-301", "蔬菜包、鸡蛋"]]
    rows += [["2", "M1-1-302", "鸡蛋、番茄"], ["3", "M1-1-303", "两三斤番茄，1板鸡蛋"]]
    found = in_short(read(rows))
    assert found["1"] == "M1-1-301 1 VEG 1 EGG"
    assert found["2"].startswith("?")  # how much is weighed is never guessed
    assert found["3"].startswith("?")
    counted = [["序号", "门牌", "商品", "数量"], ["1", "M1-1-301", "鸡蛋", ""]]
    assert in_short(read(counted))["1"] == "? no_quantity"


def test_returns_of_a_till_take_off_what_was_sold():
    head = ["单号", "会员", "地址", "品名", "数量", "售价"]
    sold = ["X1", "周", "M1-1-301"], ["X2", "吴", "M1-1-302"], ["X3", "郑", "M1-1-303"]
    rows = [head, [*sold[0], "鸡蛋", 3, 32], [*sold[0], "大米", 1, 42], [*sold[1], "鸡蛋", 1, 32]]
    rows += [[*sold[2], "大米", 1, 42], [*sold[0], "鸡蛋", -1, 32], [*sold[1], "鸡蛋", -1, 32]]
    rows.append([*sold[2], "鸡蛋", -1, 32])
    found = in_short(read(rows))
    assert found["X1"] == "M1-1-301 2 EGG 1 RICE"
    assert found["X2"].startswith("-")
    assert found["X3"].startswith("?")  # what was never sold


@pytest.mark.parametrize(
    ("remark", "read_as"),
    [("", "? asked_twice"), ("再加一份", "? remark"), ("刚才漏填了", "M1-1-301 1 VEG")],
)
def test_the_same_good_again_in_a_list_kept_by_hand_is_asked_about(remark, read_as):
    rows = [["序号", "门牌", "蔬菜包", "鸡蛋", "备注"], ["1", "M1-1-301", "2", "1", ""]]
    rows += [["2", "M1-1-301", "1", "", remark], ["3", "M1-1-302", "", "1", ""]]
    assert in_short(read(rows))["2"] == read_as


def test_a_refund_that_rows_and_money_agree_on_needs_no_words():
    head = [
        "订单号",
        "地址",
        "商品",
        "数量",
        "单价",
        "退款状态",
        "退款金额",
        "实付金额",
        "商家备注",
    ]
    rows = [head]
    rows.append(["1", "M1-1-301", "鸡蛋", 1, 32, "", "", 80, "奶缺货，已给客户退奶"])
    rows.append(["1", "M1-1-301", "牛奶", 1, 48, "退款成功", 48, 80, "奶缺货，已给客户退奶"])
    rows.append(["2", "M1-1-302", "鸡蛋", 1, 32, "", "", 80, "奶缺货已退，换成酸奶"])
    rows.append(["2", "M1-1-302", "牛奶", 1, 48, "退款成功", 48, 80, "奶缺货已退，换成酸奶"])
    found = in_short(read(rows))
    assert found["1"] == "M1-1-301 1 EGG"
    assert found["2"].startswith("? remark")


@pytest.mark.parametrize(
    ("seller", "buyer", "back", "read_as"),
    [
        ("已退牛奶1份", "", 48, "M1-1-301 1 EGG"),
        ("", "鸡蛋也退掉", 48, "? remark"),
        ("已退牛奶", "鸡蛋 也不要了，一起退", 48, "? remark"),
        ("已退鸡蛋1份", "", 48, "? partly_refunded"),  # the row of the milk says that it went
        ("鸡蛋少了点，退一下", "", "", "? partly_refunded"),
    ],
)
def test_a_remark_of_what_rows_and_money_leave_is_asked_about(seller, buyer, back, read_as):
    head = [
        "订单号",
        "地址",
        "商品",
        "数量",
        "单价",
        "退款状态",
        "退款金额",
        "商家备注",
        "买家备注",
    ]
    said = [seller, buyer]
    rows = [["1", "M1-1-301", "鸡蛋", 1, 32, "", "", *said]]
    rows += [["1", "M1-1-301", "牛奶", 1, 48, "退款成功", back, *said]]
    assert in_short(read([head, *rows]))["1"].startswith(read_as)


def test_names_of_places_within_addresses_tell_the_door():
    rows = [["序号", "地址", "鸡蛋"], ["1", "M3栋望江楼302", "1"], ["2", "M3望江楼302", "2"]]
    rows += [["3", "M5栋望江楼302", "1"]]
    found = in_short(read(rows))
    assert found["1"] == "M3-1-302 1 EGG"
    assert found["2"].startswith("?")  # asked twice
    assert found["3"].startswith("?")  # 望江楼 is M3


def test_the_last_words_of_a_printed_list_are_no_order():
    rows = [["序号", "地址", "商品", "数量"], ["1", "M1-1-301", "鸡蛋", 1]]
    rows += [["", "", "*** 以下空白 ***", ""], ["", "", "鸡蛋 汇总", 1]]
    found = read(rows)
    assert in_short(found) == {"1": "M1-1-301 1 EGG"}
    assert set(passed_over(found).values()) == {"heading", "not_an_order", "sum"}


@pytest.mark.parametrize(
    ("count", "unit", "good", "read_as"),
    [
        ("20", "斤", "大米", "2 RICE"),
        ("16", "盒", "牛奶", "1 MILK"),
        ("12", "卷", "卷纸", "1 PAPER"),
        ("3", "板", "鸡蛋", "3 EGG"),
        ("5", "盒", "牛奶", "? other_unit"),
        ("2", "箱", "鸡蛋", "? other_unit"),
    ],
)
def test_a_column_of_units_says_what_is_counted(count, unit, good, read_as):
    rows = [["序号", "地址", "品名", "数量", "单位"], ["1", "M1-1-301", good, count, unit]]
    told = in_short(read(rows))["1"]
    assert told == (read_as if read_as[0] == "?" else f"M1-1-301 {read_as}")


@pytest.mark.parametrize(
    "good", ["【2板装】鸡蛋", "【土】鸡蛋", "【蔬菜包】鸡蛋", "【买一送一】鸡蛋"]
)
def test_what_stands_in_a_box_ahead_of_a_name_may_make_it_another_good(good):
    rows = [["订单号", "地址", "商品", "数量", "单价"], ["1", "M1-1-301", good, 1, 70]]
    assert in_short(read(rows))["1"].startswith("?")


def test_rows_between_the_orders_end_the_part_of_the_estate_above_them():
    rows = [["序号", "房号", "要买的东西"], ["M1栋1单元", "", ""], ["1", "301", "鸡蛋1板"]]
    rows += [
        ["望江楼", "", ""],
        ["2", "302", "鸡蛋1板"],
        ["其他", "", ""],
        ["3", "303", "鸡蛋1板"],
    ]
    found = in_short(read(rows))
    assert (found["1"], found["2"]) == ("M1-1-301 1 EGG", "M3-1-302 1 EGG")
    assert found["3"].startswith("?")


@pytest.mark.parametrize(
    "remark", ["拍重了", "误点", "不算", "要土的", "以上一条为准", "已领取", "无效"]
)
def test_remarks_that_take_an_order_back_are_asked_about(remark):
    rows = [["订单号", "地址", "商品", "数量", "备注"], ["1", "M1-1-301", "鸡蛋", 2, remark]]
    assert in_short(read(rows))["1"] == "? remark"


def test_a_cell_s_own_sum_has_to_be_that_of_its_goods():
    rows = [["序号", "地址", "商品"], ["1", "M1-1-301", "鸡蛋1板;大米1袋;共3件"]]
    rows += [["2", "M1-1-302", "鸡蛋1板;大米2袋;共3件"]]
    found = in_short(read(rows))
    assert found["1"].startswith("?")
    assert found["2"] == "M1-1-302 1 EGG 2 RICE"
