"""R48: orders of which a part was paid back, as buyers and keepers tell it beside the money."""

import pytest

from tests.readers.export_files import in_short, read

HEAD = [
    "跟团号",
    "商品",
    "数量",
    "单价",
    "订单金额",
    "退款金额",
    "订单状态",
    "地址",
    "团员备注",
    "团长备注",
]


def one(back, buyer, seller, state="部分退款"):
    rows = [
        HEAD,
        ["1", "鸡蛋", 2, 32, 103, back, state, "M1-1-301", buyer, seller],
        ["", "蔬菜包", 1, 39, "", "", "", "", "", ""],
    ]
    return in_short(read(rows))["1"].removeprefix("M1-1-301 ")


@pytest.mark.parametrize(("back", "buyer", "seller", "left"), [
    (32, "鸡蛋破了一板", "已退鸡蛋1板（破了）", "1 EGG 1 VEG"),
    (32, "鸡蛋破了一板", "", "1 EGG 1 VEG"),
    (39, "取消蔬菜包", "蔬菜包已退", "2 EGG"),
    (39, "", "蔬菜包断货已退，其余照送", "2 EGG"),
    (64, "", "鸡蛋退款了", "1 VEG"),
    (32, "鸡蛋破了两板", "已退鸡蛋1板", "?"),
    (32, "", "鸡蛋已退", "?"),  # one of two, or both?
    (39, "取消鸡蛋", "蔬菜包已退", "?"),
    (39, "", "蔬菜包断货已退，其余照送302", "?"),
    (39, "", "蔬菜包断货已退，换卷纸照送", "?"),
    (39, "取消订单", "", "?"),
])  # fmt: skip
def test_what_is_left_is_told_by_money_and_by_whoever_says_what_went_back(
    back, buyer, seller, left
):
    assert one(back, buyer, seller).startswith(left)


@pytest.mark.parametrize(("back", "seller", "is_whole"), [
    (2, "鸡蛋降价，退差价2元，货照发", True),
    (5, "送晚了补偿5元，货照发", True),
    (10, "蔬菜有几样缺货，补偿10元，套餐照送", True),
    (10, "蔬菜有几样缺货，补偿10元", False),
    (39, "送晚了补偿39元，货照发", False),  # as much as a good costs
    (10, "补偿10元，鸡蛋少一板", False),
    (10, "", False),
])  # fmt: skip
def test_money_for_what_went_wrong_or_got_cheaper_leaves_all_goods(back, seller, is_whole):
    assert (one(back, "", seller) == "2 EGG 1 VEG") is is_whole


@pytest.mark.parametrize(("state", "remark", "is_ready"), [
    ("买家已撤销退款", "刚才点错退款了，已撤销，照送", True),
    ("已支付", "点错退款了，已撤销", True),
    ("退款中", "刚才点错退款了，已撤销，照送", False),
    ("已支付", "点错退款了", False),
    ("已支付", "订单已撤销", False),
    ("已支付", "退款已撤销，送302", False),
])  # fmt: skip
def test_a_refund_that_its_buyer_has_called_off_is_none(state, remark, is_ready):
    assert (one("", remark, "", state=state) == "2 EGG 1 VEG") is is_ready
