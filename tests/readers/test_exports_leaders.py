"""R48: sheets that group leaders keep by hand, and what tools tell of refunds beside them."""

import pytest

from baogong.readers.addresses import DoorTable
from baogong.readers.exports import Good, GoodsTable
from tests.readers.export_files import in_short, passed_over, read
from tests.readers.roster_files import door, rooms

HEAD = ["序号", "栋", "单元", "房号", "称呼", "订的", "应收", "付款", "备注"]
TOMATOES = ["序号", "商品", "数量", "房号"]


def kept(goods, *, sum_="", paid="已付", remark=""):
    """The one order of a sheet whose column of goods has a heading that nobody knows."""
    others = [[str(n), "M1", "1", "301", "某", f"鸡蛋{n}板", 32 * n, "", ""] for n in (1, 2)]
    row = ["3", "M1栋", "1单元", "302", "某", goods, sum_, paid, remark]
    return in_short(read([HEAD, *others, row]))["3"]


@pytest.mark.parametrize(
    ("goods", "says"),
    [
        ("蔬菜包2，鸡蛋1板", "2 VEG 1 EGG"),
        ("菜包1 大米2", "1 VEG 2 RICE"),
        ("番茄1斤半、牛奶一箱", "1.5 TOM 1 MILK"),
        ("西红柿半斤，鸡蛋30个", "0.5 TOM 1 EGG"),
        ("2提卷纸 1桶菜籽油", "2 PAPER 1 OIL"),
    ],
)
def test_goods_in_free_words_are_read_under_any_heading(goods, says):
    assert kept(goods) == f"M1-1-302 {says}"


@pytest.mark.parametrize(
    "goods", ["蔬菜包1，肉2斤", "蔬菜包39 鸡蛋1板", "蔬菜包和鸡蛋", "鸡蛋半板", "大米1.5袋"]
)
def test_goods_in_free_words_that_leave_something_open_are_asked_about(goods):
    assert kept(goods).startswith("?")


def test_who_has_not_paid_a_leader_yet_still_orders():
    assert kept("蔬菜包1", paid="未付") == "M1-1-302 1 VEG"


def test_a_sum_that_the_prices_of_the_list_do_not_make_is_asked_about():
    assert kept("蔬菜包1，番茄2斤", sum_=49) == "M1-1-302 1 VEG 2 TOM"
    assert kept("蔬菜包1，番茄2斤", sum_=79) == "? sum_differs"


def test_an_address_is_known_by_what_its_column_holds():
    head = ["取货号", "商品名称", "件数", "送往何处"]
    rows = [head, ["0601", "鸡蛋", 1, "M1-1-301"], ["0602", "鸡蛋", 2, "M2栋2单元402"]]
    assert in_short(read(rows)) == {"0601": "M1-1-301 1 EGG", "0602": "M2-2-402 2 EGG"}


@pytest.mark.parametrize(
    ("quantity", "says"),
    [("1.5", "1.5 TOM"), ("0.5斤", "0.5 TOM"), ("2斤半", "2.5 TOM"), ("1.25", "1.25 TOM")],
)
def test_goods_by_weight_are_ordered_in_parts(quantity, says):
    rows = [TOMATOES, ["1", "番茄", quantity, "M1-1-301"], ["2", "鸡蛋", "0.5", "M1-1-302"]]
    assert in_short(read(rows)) == {"1": f"M1-1-301 {says}", "2": "? not_whole"}


def test_a_building_by_its_name_goes_with_the_room_of_another_column():
    doors = DoorTable(
        [
            *(door("", "M3", "1", room, f"望江楼{room}") for room in rooms(6, 2)),
            *(door("", "M4", "1", room, f"M4东{room}") for room in rooms(6, 2)),
            *(door("", "M4", "2", room, f"M4西{room}") for room in rooms(6, 2)),
        ]
    )
    head = ["接龙号", "楼栋", "单元房号", "商品", "数量"]
    rows = [head, ["1", "望江楼", "301", "鸡蛋", 1], ["2", "M4号楼", "东单元402", "鸡蛋", 1]]
    assert in_short(read(rows, doors=doors)) == {"1": "M3-1-301 1 EGG", "2": "M4-1-402 1 EGG"}


def test_the_same_form_again_is_asked_about_though_the_first_one_waits():
    head = ["序号", "姓名", "门牌号", "鸡蛋", "其他说明"]
    rows = [
        head,
        ["1", "某", "M1-1-301", "1", "另外想换成鸭蛋可以吗"],
        ["2", "某", "M1-1-301", "1", ""],
    ]
    assert in_short(read(rows)) == {"1": "? remark", "2": "? asked_twice"}


REFUND = ["跟团号", "商品", "运费", "订单金额", "退款金额", "订单状态", "地址", "团长备注"]


@pytest.mark.parametrize(
    ("freight", "back", "remark", "says"),
    [
        (10, 10, "上门运费10元不收了，已退", "2 EGG 1 VEG"),
        (0, 32, "鸡蛋少一板，已退32", "1 EGG 1 VEG"),
        (0, 64, "鸡蛋没货已退", "1 VEG"),
        (0, 30, "鸡蛋少一板，已退30", None),
        (0, 10, "上门运费10元不收了，已退", None),
    ],
)
def test_what_was_paid_back_is_told_by_freight_money_and_remark(freight, back, remark, says):
    goods = "鸡蛋 x2;蔬菜包 x1"
    rows = [REFUND, ["1", goods, freight, 103 + freight, back, "部分退款", "M1-1-301", remark]]
    found = in_short(read(rows))["1"]
    assert found == f"M1-1-301 {says}" if says else found.startswith("? partly_refunded")


def test_a_row_that_was_paid_back_settles_the_remark_about_it():
    head = ["订单号", "商品", "数量", "退款状态", "订单状态", "地址", "商家备注"]
    first = ["1", "蔬菜包", 1, "", "待发货", "M1-1-301", "鸡蛋没货"]
    assert in_short(read([head, first, ["", "鸡蛋", 1, "退款成功", "", "", ""]])) == {
        "1": "M1-1-301 1 VEG"
    }
    assert in_short(read([head, first, ["", "鸡蛋", 1, "", "", "", ""]]))["1"].startswith("?")


def test_a_sort_with_its_kind_is_known_by_size_and_price():
    goods = GoodsTable([Good("GRAPE", "阳光玫瑰", "串", "约1.5斤/串", (), 3500)])
    head = ["订单号", "商品", "规格", "单价", "数量", "地址"]
    rows = [
        head,
        ["1", "阳光玫瑰青提", "1串 约1.5斤", "35.00", 1, "M1-1-301"],
        ["2", "阳光玫瑰青提", "1串 约1.5斤", "25.00", 1, "M1-1-302"],
        ["3", "阳光玫瑰青提", "", "35.00", 1, "M2-1-301"],
    ]
    assert in_short(read(rows, goods=goods)) == {
        "1": "M1-1-301 1 GRAPE",
        "2": "? unknown_good",
        "3": "? unknown_good",
    }


@pytest.mark.parametrize("remark", ["鸡蛋别磕破了", "鸡蛋要日期新一点的", "自己到点取", "补登"])
def test_wishes_change_nothing(remark):
    assert kept("鸡蛋1板", remark=remark) == "M1-1-302 1 EGG"


def test_our_estate_is_known_by_its_name_where_few_say_it():
    head = ["序号", "门牌号", "鸡蛋"]
    rows = [head, *([str(n), f"M1-1-30{n}", "1"] for n in (1, 2, 3))]
    rows += [[str(n), f"M2栋1单元40{n - 3}", "1"] for n in (4, 5, 6)]
    rows.append(["7", "江南苑小区M1栋1单元501", "1"])
    assert in_short(read(rows))["7"] == "? other_estate"
    assert in_short(read(rows, estate="江南苑"))["7"] == "M1-1-501 1 EGG"
    assert in_short(read(rows, estate="金桥花园"))["7"] == "? other_estate"


def test_a_building_s_sum_below_its_last_order_is_nobody_s():
    head = ["楼号", "序号", "室号", "称呼", "鸡蛋", "蔬菜包", "大米", "应收"]
    rows = [
        head,
        ["M3", 1, "301", "某", 1, "", "", 32],
        ["M3", 2, "402", "某", "", 2, "", 78],
        ["小计", "", "", "", 1, 2, "", 110],
        ["M5", 3, "101", "某", "", "", 1, 42],
        ["小计", "", "", "", "", "", 1, 42],
    ]
    found = read(rows)
    assert in_short(found) == {
        "1": "M3-1-301 1 EGG",
        "2": "M3-1-402 2 VEG",
        "3": "M5-1-101 1 RICE",
    }
    assert passed_over(found) == {1: "heading", 4: "sum", 6: "sum"}


def test_of_two_unnamed_columns_that_list_goods_the_second_is_asked_about():
    head = ["序号", "房号", "订的", "另外", "称呼"]
    rows = [
        head,
        ["1", "M3-1-301", "鸡蛋1板", "", "某"],
        ["2", "M3-1-302", "蔬菜包2", "大米1袋", "某"],
        ["3", "M3-1-303", "鸡蛋2板", "", "某"],
    ]
    assert in_short(read(rows)) == {
        "1": "M3-1-301 1 EGG",
        "2": "? remark",
        "3": "M3-1-303 2 EGG",
    }


@pytest.mark.parametrize(
    ("remark", "phone", "read_as"),
    [
        ("再加一板鸡蛋", "13900000101", "M1-1-302 1 EGG"),
        ("再加两板鸡蛋", "13900000101", "? remark"),
        ("再加一板鸡蛋", "13900000109", "? remark"),
        ("再加一份蔬菜包", "13900000101", "? remark"),
        ("刚才忘填了,追加的", "13900000109", "M1-1-302 1 EGG"),
    ],
)
def test_who_orders_again_may_say_that_this_is_more(remark, phone, read_as):
    rows = [
        ["序号", "电话", "门牌号", "蔬菜包", "鸡蛋", "备注"],
        ["1", "13900000101", "M1-1-302", "1", "", ""],
        ["2", phone, "M1-1-302", "", "1", remark],
    ]
    assert in_short(read(rows))["2"] == read_as


@pytest.mark.parametrize(
    ("remark", "read_as"),
    [
        ("重复提交，作废", "- cancelled"),
        ("本人要求取消 4.9", "- cancelled"),
        ("鸡蛋取消", "? remark"),
    ],
)
def test_the_keeper_of_a_form_calls_an_answer_off(remark, read_as):
    rows = [["序号", "门牌号", "鸡蛋", "管理员备注"], ["1", "M1-1-302", "1", remark]]
    rows += [[str(n), f"M1-1-40{n}", "1", ""] for n in (2, 3)]
    assert in_short(read(rows))["1"] == read_as


@pytest.mark.parametrize(("cell", "read_as"), [
    ("三两", "M1-1-302 0.3 TOM"), ("2两", "M1-1-302 0.2 TOM"), ("十两", "M1-1-302 1 TOM"),
    ("两斤", "M1-1-302 2 TOM"), ("两", "M1-1-302 2 TOM"), ("一两斤", "? no_quantity"),
    ("两三斤", "? no_quantity"), ("两三", "? no_quantity"), ("十二斤", "M1-1-302 12 TOM"),
])  # fmt: skip
def test_tenths_of_a_jin(cell, read_as):
    rows = [["序号", "门牌号", "鸡蛋", "番茄"], ["1", "M1-1-302", "", cell]]
    assert in_short(read(rows))["1"] == read_as


def test_tenths_of_what_is_sold_in_packs_are_asked_about():
    rows = [["序号", "门牌号", "鸡蛋"], ["1", "M1-1-302", "三两"]]
    assert in_short(read(rows))["1"].startswith("?")


def test_an_estate_s_part_is_of_the_estate():
    rows = [["序号", "门牌号", "鸡蛋"], ["1", "江南苑南区M1栋1单元301", "1"]]
    rows += [[str(n), f"M1-1-40{n}", "1"] for n in (2, 3)]
    rows += [[str(n), f"江南苑M2栋1单元30{n - 3}", "1"] for n in (4, 5)]
    rows.append(["6", "金桥花园M1栋1单元501", "1"])
    found = in_short(read(rows))
    assert [found[n] for n in "146"] == ["M1-1-301 1 EGG", "M2-1-301 1 EGG", "? other_estate"]


def test_rows_that_all_went_back_are_no_order():
    rows = [
        ["订单号", "订单状态", "商品", "数量", "退款状态", "收货地址"],
        ["1", "交易关闭", "鸡蛋", 1, "退款成功", "M1-1-302"],
        ["", "", "大米", 1, "退款成功", ""],
    ]
    assert in_short(read(rows))["1"] == "- cancelled"
