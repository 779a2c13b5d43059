"""R44, R48: what people write in a form's cells as they would in a chain."""

import pytest

from tests.readers.export_files import in_short, read

WHO = {"序号": "1", "姓名": "柏木", "手机": "13900000107", "地址": "M1-1-301"}
ASKED = "需要的物资（写清数量）"


def only(cells):
    """What is read of a row, above one of another household."""
    other = {**cells, "序号": "2", "地址": "M1-1-302", ASKED: "卷纸1提"}
    rows = [[str(row[heading]) for heading in cells] for row in (cells, other)]
    return in_short(read([list(cells), *rows]))["1"]


@pytest.mark.parametrize(("told", "read_as"), [
    ("来两板鸡蛋，一提卷纸", "M1-1-301 2 EGG 1 PAPER"),
    ("蔬菜包，鸡蛋一板", "M1-1-301 1 VEG 1 EGG"),
    ("鸡蛋60个", "M1-1-301 2 EGG"),
    ("番茄一斤半 卷纸1", "M1-1-301 1.5 TOM 1 PAPER"),
    ("番茄几个 卷纸1", "?"),
    ("蔬菜包和鸡蛋", "?"),
    ("榴莲1个，鸡蛋一板", "?"),
])  # fmt: skip
def test_goods_in_peoples_own_words(told, read_as):
    found = only({**WHO, ASKED: told})
    assert (found[0] if read_as == "?" else found) == read_as


@pytest.mark.parametrize(("remark", "read_as"), [
    ("番茄要熟一点的", "M1-1-301 2 TOM"),
    ("番茄改3斤", "? remark"),
    ("再加一斤", "? remark"),
    ("番茄没有就算了", "? remark"),
])  # fmt: skip
def test_how_what_is_ordered_should_be_is_no_doubt(remark, read_as):
    assert only({**WHO, "商品": "番茄", "数量": "2", "备注": remark}) == read_as


def test_who_wants_no_package_may_want_other_things():
    cells = {**WHO, "选择套餐": "不要套餐", "份数": "", "另外加购单品": "鸡蛋2板"}
    assert only(cells) == "M1-1-301 2 EGG"
    cells = {**WHO, "选择套餐": "蔬菜包", "份数": "1", "另外加购单品": "没有了"}
    assert only(cells) == "M1-1-301 1 VEG"


PAID = {"订单编号": "7", "收货人": "柏木", "收货地址": "M1-1-301"}


@pytest.mark.parametrize(("told", "read_as"), [
    ({"商品信息": "番茄500g*2；菜籽油5L*1", "商品总价": "89.00"}, "M1-1-301 2 TOM 1 OIL"),
    ({"商品信息": "番茄500g*2；菜籽油5L*1", "商品总价": "80.00"}, "? unknown_good"),
    ({"商品信息": "大米【规格：5kg/袋】 ￥42.00 x2"}, "M1-1-301 2 RICE"),
    ({"商品名称": "番茄(散)", "单位": "kg", "数量": "0.75"}, "M1-1-301 1.5 TOM"),
    ({"商品名称": "大米5kg", "数量": "5"}, "M1-1-301 5 RICE"),
    ({"商品名称": "大米5kg", "数量": "2", "拣货状态": "待拣"}, "M1-1-301 2 RICE"),
])  # fmt: skip
def test_how_shops_tools_write_goods(told, read_as):
    cells = {**PAID, **told}
    rows = [list(cells), list(cells.values()), ["8", *list(cells.values())[1:]]]
    assert in_short(read(rows))["7"] == read_as


def test_one_column_may_ask_for_building_and_entrance():
    cells = {"序号": "1", "几栋几单元": "M1栋1单元", "房号": "301", "商品": "蔬菜包", "数量": "1"}
    assert in_short(read([list(cells), list(cells.values())]))["1"] == "M1-1-301 1 VEG"


@pytest.mark.parametrize("told", [
    "帮101带鸡蛋一板", "鸡蛋一板 101也要", "鸡蛋一板 给101", "可乐 鸡蛋一板", "鸡蛋一板 大佬也要",
    "M1-1-302 鸡蛋一板", "大米一袋 绞肉",
])  # fmt: skip
def test_what_names_another_home_or_good_waits(told):
    assert only({**WHO, ASKED: told}).startswith("?")


@pytest.mark.parametrize("state", ["待受理", "未登记", "待安排"])
def test_a_return_that_is_not_settled_waits(state):
    cells = {**WHO, "商品": "蔬菜包", "数量": "1", "售后状态": state}
    assert only(cells).startswith("?")


def test_rows_without_a_household_do_not_join_an_order_across_a_sum():
    rows = [
        ["地址", "商品", "数量"],
        ["M1-1-301", "鸡蛋", "1"],
        ["合计：1", "", ""],
        ["", "卷纸", "3"],
    ]
    found = in_short(read(rows))
    assert sorted(text[0] for text in found.values()) == ["?", "M"]
    assert "M1-1-301 1 EGG" in found.values()
