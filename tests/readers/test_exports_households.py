"""R48: several blocks, and several orders, of one household, and what they say of each other."""

import pytest

from tests.readers.export_files import LANES, in_short, read

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


@pytest.mark.parametrize(("remark", "door"), [
    ("这单是帮楼下201王爹爹买的，请直接送201，不送301", "M1-1-201"),
    ("给对门302阿婆的，请送302，不要送301", "M1-1-302"),
    ("这单送302我妈家，不送301，谢谢", "M1-1-302"),
    ("请送M3-1-1204，不送M1-1-301", "M3-1-1204"),
    ("请送302", ""),  # and not here?
    ("请送302，不送303", ""),  # 303 is not its own door
    ("请送309，不送301", ""),  # there is no such door
    ("帮303买的，请送302，不送301", ""),
    ("鸡蛋送302，不送301", ""),
    ("请送302，不送301，再加一板", ""),
    ("请送301，不送301", ""),
    ("送302或303，不送301", ""),
])  # fmt: skip
def test_a_remark_sends_all_of_an_order_to_another_door(remark, door):
    assert listed({"团员备注": remark}) == [f"{door} 1 EGG" if door else "? remark"]


@pytest.mark.parametrize(("remark", "read_as"), [
    ("帮15号302阿婆买的，请直接送15号302，不送6号", "310-15-302 1 EGG"),
    ("请直接送310弄15号302，不送6号", "310-15-302 1 EGG"),
    ("请直接送88弄6号302，不送310弄", "88-6-302 1 EGG"),
    ("请直接送21号302，不送6号", "? remark"),  # 21 is in another lane
    ("请直接送15号302，不送15号", "? remark"),
])  # fmt: skip
def test_a_building_without_its_lane_is_in_that_of_the_address(remark, read_as):
    rows = [HEAD, ["1", "", "", "鸡蛋", 1, "", "310弄6号301", remark]]
    assert in_short(read(rows, doors=LANES)) == {"1": read_as}
