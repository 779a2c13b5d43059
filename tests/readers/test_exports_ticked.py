"""R44, R48: goods that were ticked in a form, and further columns that ask for goods."""

import pytest

from tests.readers.export_files import in_short, read


def only(cells):
    [text] = in_short(read([list(cells), list(cells.values())])).values()
    return text


@pytest.mark.parametrize(("chosen", "read_as"), [
    ("蔬菜包 8个品种约10斤（39元/份）〖1〗┋鸡蛋30枚/板（32元）〖2〗", "1 VEG 2 EGG"),
    ("鸡蛋30枚/板（32元）〖 2份 〗", "2 EGG"),
    ("蔬菜包（39元/份）", "1 VEG"),
    ("蔬菜包（39元/份）┋鸡蛋（32元/板）", "1 VEG 1 EGG"),
    ("蔬菜包（39元）；东北大米5kg（¥42）", "1 VEG 1 RICE"),
    ("蔬菜包", "1 VEG"),
    ("蔬菜包┋其他〖番茄2斤，卷纸一提〗", "1 VEG 2 TOM 1 PAPER"),
    ("菜籽油5L（79元/桶）〖1〗┋纯牛奶250ml*16盒（48元/箱）〖3〗", "1 OIL 3 MILK"),
])  # fmt: skip
def test_what_is_ticked_is_wanted_once_unless_a_number_stands_beside_it(chosen, read_as):
    cells = {"序号": 1, "住址": "M1-1-301", "需要的物资（可多选，括号内填数量）": chosen}
    assert only(cells) == f"M1-1-301 {read_as}"


@pytest.mark.parametrize(("chosen", "why"), [
    ("番茄（5元/斤）", "no_quantity"),  # by weight
    ("蔬菜包（39元/份）〖多来点〗", "no_quantity"),
    ("蔬菜包（39元/份）〖40〗", "many"),
    ("蔬菜包┋其他", "unknown_good"),
    ("蔬菜包┋酸奶（20元/箱）〖1〗", "unknown_good"),
    ("蔬菜包┋其他〖酸奶两箱〗", "unknown_good"),
    ("蔬菜包 八种（99元/份）〖1〗", "unknown_good"),  # it costs 39
    ("(空)", "no_goods"),
    ("(跳过)", "no_goods"),
])  # fmt: skip
def test_what_is_ticked_and_not_clear_is_asked_about(chosen, why):
    assert only({"序号": 1, "住址": "M1-1-301", "需要的物资": chosen}) == f"? {why}"


@pytest.mark.parametrize("heading", [
    "7、其他需要（请写清品名和数量）", "您还需要什么", "有无其他需要的物资", "补充物资",
    "另外想要的", "还想买的东西",
])  # fmt: skip
def test_a_form_may_ask_for_what_it_does_not_list(heading):
    rows = [
        ["序号", "住址", "需要的物资", heading, "其他要求"],
        [1, "M1-1-301", "蔬菜包（39元/份）〖2〗", "番茄3斤，卷纸一提", "放门口"],
        [2, "M1-1-302", "(空)", "番茄1斤半、大米1袋", "(空)"],
        [3, "M1-1-303", "蔬菜包（39元/份）〖1〗", "(空)", ""],
        [4, "M1-1-401", "蔬菜包（39元/份）〖1〗", "酸奶6杯", ""],
        [5, "M1-1-402", "蔬菜包（39元/份）〖1〗", "番茄", ""],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 3 TOM 1 PAPER 2 VEG",
        "2": "M1-1-302 1.5 TOM 1 RICE",
        "3": "M1-1-303 1 VEG",
        "4": "? unknown_good",
        "5": "? no_quantity",
    }


def test_no_column_of_goods_is_passed_over():
    rows = [
        ["序号", "住址", "选择套餐", "单品物资"],
        [1, "M1-1-301", "蔬菜包（39元/份）", "鸡蛋（32元/板），卷纸（26元/提）"],
        [2, "M1-1-302", "", "番茄2斤"],
        [3, "M1-1-303", "蔬菜包（39元/份）", "酸奶1箱"],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 1 EGG 1 PAPER 1 VEG",
        "2": "M1-1-302 2 TOM",
        "3": "? unknown_good",
    }
    unheard = [["序号", "住址", "订购内容", "随便写"], [1, "M1-1-301", "蔬菜包2份", "卷纸1提"]]
    assert in_short(read(unheard)) == {"1": "? remark"}


def test_goods_that_are_told_twice_count_once():
    rows = [
        ["订单号", "收货地址", "商品信息", "商品名称", "商品类型"],
        ["1", "M1-1-301", "蔬菜包*2;鸡蛋(30枚/板)x1", "蔬菜包;鸡蛋", "实物商品"],
        ["2", "M1-1-302", "卷纸*1", "卷纸", "实物商品"],
    ]
    assert in_short(read(rows)) == {"1": "M1-1-301 2 VEG 1 EGG", "2": "M1-1-302 1 PAPER"}
