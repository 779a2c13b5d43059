"""R48: the words of exports: headings, dates, money, and what is left of a remark."""

from datetime import datetime

import pytest

from baogong.readers.exports.amounts import read_fen, read_moment
from baogong.readers.exports.goods import Good, GoodsTable, parted
from baogong.readers.exports.headings import field_of
from baogong.readers.exports.lists import goods_in
from baogong.readers.exports.remarks import Refunded, refunds_in, without_wishes
from baogong.readers.goods import read_goods
from tests.readers.export_files import read
from tests.readers.roster_files import empty_book, saved, sheet

HEADINGS = {
    "order_no": "订单号 订单编号 主订单号 单号 订单 OrderID",
    "group_no": "跟团号 团号 接龙号 接龙序号 参团号",
    "serial": "序号 编号 No. 流水号",
    "goods": "商品 商品名称 品名 接龙内容 商品信息 商品名称/规格 购买内容 套餐 货品名称 名称",
    "spec": "规格 商品规格 商品型号 款式 SKU名称 规格型号",
    "quantity": "数量 购买数量 商品数量 件数 下单份数 数量(份) Qty",
    "total_quantity": "总数量 商品总数 总件数",
    "price": "单价 商品单价 价格(元) 售价",
    "subtotal": "小计 商品总价 商品金额 商品实际成交金额",
    "amount": "订单金额 总价 合计 金额 应付总额 应收金额",
    "paid": "实付金额 支付金额 实收款",
    "refund": "退款金额 退款 已退金额",
    "refunded_quantity": "退款数量 已退件数",
    "status": "订单状态 支付状态 售后状态 是否退款 发货状态",
    "receiver": "收货人 收件人姓名 姓名 联系人 收货人/提货人",
    "buyer": "下单人 昵称 微信昵称 团员 买家 跟团人",
    "phone": "联系电话 手机号 收货人手机 收货人电话 手机号码(必填)",
    "address": "收货信息 详细地址 收货地址 收件地址 门牌号 您的楼栋号和房号 几栋几单元几室",
    "building": "楼号 楼栋 栋号 请填写楼号(必填)",
    "entrance": "单元 单元号",
    "room": "房号 室号 房间号",
    "lane": "弄号 弄",
    "estate": "小区 小区名称",
    "buyer_remark": "备注 团员备注 买家留言 订单备注",
    "seller_remark": "团长备注 卖家备注 商家备注 退款原因",
    "placed_at": "支付时间 下单时间 订单创建时间 下单日期",
    "other": "支付方式 商品编码 发货时间 团购标题 快递单号 快递公司 自提点 外部订单号 "
    "子订单号 省 市 交易流水号 团长",
}


@pytest.mark.parametrize(
    ("field", "heading"),
    [(field, heading) for field, words in HEADINGS.items() for heading in words.split()],
)
def test_a_heading_is_known_by_its_words(field, heading):
    assert field_of(heading) == field


@pytest.mark.parametrize("text", ["", "13900000101", "2022-04-12", "已支付", "蔬菜", "长" * 31])
def test_values_are_no_headings(text):
    assert field_of(text) is None


@pytest.mark.parametrize(("text", "moment"), [
    ("2022-04-12 09:03:11", "2022-04-12T09:03:11"),
    ("2022/4/12 9:03", "2022-04-12T09:03:00"),
    ("2022年4月12日", "2022-04-12T00:00:00"),
    ("2022-04-12T09:03:11.250", "2022-04-12T09:03:11"),
    ("4-12", None), ("2022-13-40", None), ("昨天", None), ("", None),
])  # fmt: skip
def test_a_moment_is_read_as_tools_write_it(text, moment):
    read = read_moment(text)
    assert (read and read.isoformat()) == moment


def test_a_date_cell_keeps_its_time_whatever_it_shows():
    placed = datetime.fromisoformat("2022-04-12T09:03:11")
    workbook = empty_book()
    rows = sheet(
        workbook,
        "订单",
        [["订单号", "商品", "数量", "地址", "下单时间"], [1, "鸡蛋", 1, "M5-602", placed]],
    )
    rows["E2"].number_format = "m/d"
    [order] = read(saved(workbook)).orders
    assert order.placed_at == placed


@pytest.mark.parametrize(
    ("text", "fen"),
    [("98", 9800), ("¥98.5", 9850), ("1,280.00", 128000), ("35元", 3500), ("免费", None)],
)
def test_money_is_read_in_fen(text, fen):
    assert read_fen(text) == fen


@pytest.mark.parametrize(("cell", "entries"), [
    ("蔬菜包*2;鸡蛋(30枚/板)x1", [("蔬菜包", "2"), ("鸡蛋(30枚/板)", "1")]),
    ("1.蔬菜包 ×2 2.鸡蛋 ×1", [("蔬菜包", "2"), ("鸡蛋", "1")]),
    ("蔬菜包 2份、鸡蛋 x1板", [("蔬菜包", "2份"), ("鸡蛋", "1")]),
    ("1. 蔬菜包 x2份 ￥78.00\n2. 鸡蛋 x1板 ￥32", [("蔬菜包", "2"), ("鸡蛋", "1")]),
    ("蔬菜包 x1 / 鸡蛋 x2", [("蔬菜包", "1"), ("鸡蛋", "2")]),
    ("蔬菜包*1+鸡蛋*2", [("蔬菜包", "1"), ("鸡蛋", "2")]),
    ("盐汽水(600ml*24瓶)*2", [("盐汽水(600ml*24瓶)", "2")]),
    ("纯牛奶250ml*16", []), ("蔬菜包", []), ("蔬菜包*2;鸡蛋若干", []), ("", []),
])  # fmt: skip
def test_goods_of_one_cell_are_told_apart(cell, entries):
    assert goods_in(cell) == entries


@pytest.mark.parametrize(("name", "spec", "both"), [
    ("鲜鸡蛋(30枚/板)", "30枚/板", ("鲜鸡蛋", "30枚/板")),
    ("鲜鸡蛋(30枚/板)", "", ("鲜鸡蛋", "30枚/板")),
    ("鲜鸡蛋(土)", "30枚/板", ("鲜鸡蛋(土)", "30枚/板")),
    ("鲜鸡蛋", "30枚/板", ("鲜鸡蛋", "30枚/板")),
])  # fmt: skip
def test_a_specification_in_brackets_is_parted_from_the_name(name, spec, both):
    assert parted(name, spec) == both


@pytest.mark.parametrize(("remark", "refunds"), [
    ("已退鸡蛋1板", [Refunded("鸡蛋", 1)]),
    ("鸡蛋退一板,大米缺货退2袋", [Refunded("鸡蛋", 1), Refunded("大米", 2)]),
    ("缺货，已退款", []), ("退32元", None), ("已退鸡蛋1板,改地址", None),
])  # fmt: skip
def test_a_remark_says_what_was_refunded(remark, refunds):
    assert refunds_in(remark) == refunds


def test_wishes_leave_nothing_of_a_remark():
    assert without_wishes("麻烦放门口，到了打个电话，谢谢！") == ""
    assert without_wishes("放门口，鸡蛋换成鸭蛋") == "鸡蛋换成鸭蛋"


def test_a_list_of_goods_is_read_from_a_csv():
    read = read_goods(
        "sku,name,aliases,unit,price_fen,sold_by,pack_note\n"
        "EGG,鸡蛋,鲜鸡蛋|草鸡蛋,板,3200,count,30枚/板\n"
        "TOM,番茄,,斤,,weight,\n"
        ",空,,,,,\n".encode()
    )
    table = GoodsTable(map(Good.of, read.rows))
    assert table.find("草鸡蛋") == [
        Good("EGG", "鸡蛋", "板", "30枚/板", ("鲜鸡蛋", "草鸡蛋"), 3200)
    ]
    assert table.find("番茄") == [Good("TOM", "番茄", "斤", by_weight=True)]
    assert table.find("空") == []
