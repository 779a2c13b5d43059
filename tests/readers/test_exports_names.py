"""R48: goods that an export adorns, told by what they cost; lists in cells, ticks, kilos."""

import pytest

from tests.readers.export_files import in_short, read

HEAD = ["订单号", "商品", "规格", "数量", "单价", "地址"]


def one(good, spec="", count=1, price=""):
    return in_short(read([HEAD, ["1", good, spec, count, price, "M1-1-301"]]))["1"]


@pytest.mark.parametrize(
    ("good", "spec", "price", "read_as"),
    [
        ("农家新鲜鸡蛋", "30枚/板", "32.00", "1 EGG"),
        ("【基地直供】农家鸡蛋", "", "32", "1 EGG"),
        ("东北大米 5kg", "", "42", "1 RICE"),
        ("农家新鲜鸡蛋", "30枚/板", "36.00", "? unknown_good"),
        ("农家新鲜鸡蛋", "30枚/板", "", "? unknown_good"),
        ("鸡蛋挂面", "", "32", "? unknown_good"),
        ("鸡蛋(土)", "", "32", "? unknown_good"),
        ("33元土鸡蛋", "", "32", "? unknown_good"),
        ("农家鸡蛋 鲜牛奶", "", "32", "? ambiguous_good"),
        ("农家鸡蛋 鲜牛奶", "", "48", "? ambiguous_good"),
        ("农家鸡蛋 新鲜鸡蛋", "", "32", "1 EGG"),
        ("纯牛奶整箱装", "250ml*16盒/箱", "48", "1 MILK"),
        ("猪肉包·五花小排蛋", "五花肉2斤+小排1斤", "118", "1 MEAT"),
        ("猪肉包·鸡蛋", "五花肉2斤+小排1斤", "150", "? ambiguous_good"),
        ("整箱鲜鸡蛋", "360枚/箱", "360", "1 EGGS"),
        ("整箱鲜鸡蛋", "360枚/箱", "310", "? unknown_good"),
        ("番茄(现摘,按斤)", "", "", "? unknown_good"),
        ("番茄(按斤)", "", "", "1 TOM"),
    ],
)
def test_an_adorned_name_is_a_good_only_at_its_price(good, spec, price, read_as):
    expected = read_as if read_as[0] == "?" else f"M1-1-301 {read_as}"
    assert one(good, spec, price=price) == expected


def test_goods_that_a_cell_labels_are_a_list():
    cell = "鲜鸡蛋 型号:30枚 数量:2 单价:32.00 大米 型号:5kg 数量:1 单价:42.00"
    rows = [["订单号", "商品信息", "总件数", "地址"], ["1", cell, 3, "M1-1-301"]]
    assert in_short(read(rows)) == {"1": "M1-1-301 2 EGG 1 RICE"}


def test_the_sum_of_an_order_confirms_names_without_prices():
    head = ["订单号", "商品信息", "商品总件数", "商品原价", "地址", "订单状态"]
    cell = "农家鸡蛋 30枚/板 x2\n东北大米 5kg x1"
    for total, expected in (("106.00", "M1-1-301 2 EGG 1 RICE"), ("120.00", "? unknown_good")):
        rows = [head, ["1", cell, "3件", f"¥{total}", "M1-1-301", "待拣货"]]
        assert in_short(read(rows))["1"].startswith(expected)


def test_a_tick_is_one_and_other_goods_are_counted_too():
    head = ["序号", "鸡蛋\n32元/板", "大米\n42元/袋", "其它(写清数量)", "门牌号", "付款"]
    rows = [
        head,
        [1, "√", None, "卷纸2提", "M1-1-301", "微信已付"],
        [2, 2, None, None, "M1-1-302", "已退款"],
        [3, None, 1, "卷纸来点", "M2-1-301", "微信已付"],
    ]
    found = in_short(read(rows))
    assert found["1"] == "M1-1-301 2 PAPER 1 EGG"
    assert found["2"] == "- refunded"
    assert found["3"].startswith("?")


def test_a_form_that_somebody_sent_twice_is_asked_about():
    head = ["编号", "需要的物资和数量", "几栋", "几单元", "房号", "电话"]
    rows = [
        head,
        [1, "鸡蛋一板，大米1袋", "M1栋", "1单元", "301", "13900000007"],
        [2, "鸡蛋1板 大米一袋", "M1栋", "1单元", "301", "13900000007"],
        [3, "鸡蛋1板", "M1栋", "1单元", "302", "13900000008"],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 1 EGG 1 RICE",
        "2": "? asked_twice",
        "3": "M1-1-302 1 EGG",
    }


def test_kilos_of_a_column_are_weighed_in_jin():
    head = ["单据编号", "商品全名", "规格", "单位", "数量", "单价", "地址", "单据状态"]
    rows = [
        head,
        ["X1", "番茄", "散装", "公斤", "2.50", "10.00", "M1-1-301", "已审核"],
        ["X2", "番茄", "散装", "公斤", "1.25", "10.00", "M1-1-302", "已审核"],
        ["X3", "番茄", "散装", "公斤", "1.00", "10.00", "M2-1-301", "未审核"],
    ]
    found = in_short(read(rows))
    assert found["X1"] == "M1-1-301 5 TOM"
    assert found["X2"] == "M1-1-302 2.5 TOM"
    assert found["X3"] == "? unclear"


def test_a_neighbouring_estate_in_a_column_of_its_own_is_another_one():
    head = ["订单号", "商品", "数量", "收货地址", "门牌号"]
    ours = [[str(n), "鸡蛋", 1, "青河区江南苑", f"M1-1-30{n}"] for n in (1, 2, 3)]
    rows = [head, *ours, ["4", "鸡蛋", 1, "青河区云山路金桥花园", "M1-1-301"]]
    assert in_short(read(rows))["4"] == "? other_estate"


def test_a_number_behind_the_one_good_of_a_cell_is_the_column_s():
    head = ["取货号", "商品明细", "件数", "实付款", "收货地址"]
    rows = [
        head,
        ["A1", "农家鲜鸡蛋30枚/板 ×2", 2, 64, "M1-1-301"],
        ["A2", "农家鲜鸡蛋30枚/板 ×2", 3, 64, "M1-1-302"],
    ]
    found = in_short(read(rows))
    assert found["A1"] == "M1-1-301 2 EGG"
    assert found["A2"].startswith("?")
