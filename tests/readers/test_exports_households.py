"""R48: several blocks, and several orders, of one household, and what they say of each other."""

import pytest

from tests.readers.export_files import in_short, read

HEAD = ["跟团号", "订单状态", "下单时间", "商品", "数量", "电话", "地址", "团员备注"]


def listed(*changes):
    """Orders of one household, each with what it changes of an order of an egg."""
    usual = ["1", "已支付", "2022-04-12 09:03:11", "鸡蛋", 1, "13900000101", "M1-1-301", ""]
    rows = [
        [change.get(heading, text) for heading, text in zip(HEAD, usual, strict=True)]
        for change in changes
    ]
    return list(in_short(read([HEAD, *rows])).values())


OTHER = {"跟团号": "2", "商品": "大米", "地址": "M1-1-302"}


@pytest.mark.parametrize(("later", "whole"), [
    ({}, True), ({"团员备注": "同一单，加的卷纸"}, True), ({"团员备注": "加的大米"}, False),
    ({"商品": "鸡蛋", "数量": 2}, False), ({"地址": "M1-1-303"}, False),
    ({"订单状态": "已取消"}, False), ({"下单时间": "2022-04-20 10:00:00"}, False),
])  # fmt: skip
def test_a_number_that_stands_twice_is_one_order_of_one_household_and_time(later, whole):
    found = listed({}, OTHER, {"商品": "卷纸", **later})
    assert (found == ["M1-1-301 1 EGG 1 PAPER", "M1-1-302 1 RICE"]) is whole
    assert whole or found[0].startswith("?")


@pytest.mark.parametrize(("remark", "is_ready"), [
    ("再来一板鸡蛋", True), ("再买1板鸡蛋", True), ("前面两板不够，再加一板鸡蛋", True),
    ("再来两板鸡蛋", False), ("再来一提卷纸", False), ("来一板鸡蛋", False),
])  # fmt: skip
def test_who_orders_again_may_say_so(remark, is_ready):
    found = listed({}, {"跟团号": "2", "团员备注": remark})
    assert found == ["M1-1-301 1 EGG", "M1-1-301 1 EGG" if is_ready else "? remark"]


@pytest.mark.parametrize(("state", "remark", "read_as"), [
    ("已取消", "前面取消了，重新接", ["- cancelled", "M1-1-301 1 EGG"]),
    ("已取消", "前面取消了，鸡蛋不要", ["- cancelled", "? remark"]),
    ("已支付", "前面取消了，重新接", ["? remark", "? remark"]),
])  # fmt: skip
def test_an_order_in_the_place_of_one_that_was_called_off_stands(state, remark, read_as):
    assert listed({"订单状态": state}, {"跟团号": "2", "团员备注": remark}) == read_as


def test_an_order_that_takes_the_place_of_none_is_asked_about():
    assert listed({"团员备注": "前面取消了，重新接"}) == ["? remark"]
