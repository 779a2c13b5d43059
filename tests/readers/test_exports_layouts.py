"""R48: exports of many tools and hands are read the same, whatever their columns are called."""

import pytest

from tests.readers.export_files import LANES, book, in_short, passed_over, read
from tests.readers.roster_files import empty_book, saved, separated, sheet

KTT = ["订单状态", "跟团号", "支付时间", "商品", "规格", "数量", "单价", "订单金额", "退款金额",
       "收货人", "联系电话", "详细地址", "团员备注", "团长备注", "自提点", "下单人"]  # fmt: skip


def ktt(no, good, spec, count, price, total, **more):
    row = {"订单状态": "已支付", "跟团号": no, "支付时间": "2022-04-12 09:03:11", "商品": good,
           "规格": spec, "数量": count, "单价": price, "订单金额": total, "退款金额": 0,
           "收货人": "郝禾", "联系电话": "13900000101", "详细地址": "江景家园M1栋1单元301",
           "自提点": "南门", "下单人": "小禾", **more}  # fmt: skip
    return [row.get(heading, "") for heading in KTT]


def test_a_kuaituantuan_list_with_rows_that_belong_to_the_order_above():
    blank = dict.fromkeys(set(KTT) - {"跟团号", "商品", "规格", "数量", "单价"}, "")
    rows = [
        KTT,
        ktt(1, "蔬菜包(约10斤)", "约10斤", 2, 39, 110),
        ktt(1, "鲜鸡蛋(30枚/板)", "30枚/板", 1, 32, 0, **blank),
        ktt(2, "猪肉包", "", 1, 118, 118, 详细地址="M2-2-502"),
        ktt("", "大米(5kg/袋)", "5kg/袋", 3, 42, 0, **blank),
        ktt(3, "卷纸", "12卷/提", 1, 26, 26, 订单状态="已取消"),
    ]
    rows[3][KTT.index("订单金额")] = 244
    assert in_short(read(rows)) == {
        "1": "M1-1-301 2 VEG 1 EGG",
        "2": "M2-2-502 1 MEAT 3 RICE",
        "3": "- cancelled",
    }


def test_merged_cells_of_an_order_reach_over_its_rows():
    workbook = empty_book()
    rows = sheet(
        workbook,
        "顾客购买表",
        [
            ["订单号", "商品", "数量", "收货人", "地址", "订单状态"],
            [7001, "蔬菜包", 1, "乔", "M5-602", "待发货"],
            [None, "鸡蛋", 2, None, None, None],
            [7002, "大米", 1, "岑", "M3-1204", "已关闭"],
            [None, "卷纸", 1, None, None, None],
        ],
    )
    for column in "ADEF":
        rows.merge_cells(f"{column}2:{column}3")
        rows.merge_cells(f"{column}4:{column}5")
    found = read(saved(workbook))
    assert in_short(found) == {"7001": "M5-1-602 1 VEG 2 EGG", "7002": "- cancelled"}
    assert [order.rows for order in found.orders] == [(2, 3), (4, 5)]


def test_a_shipping_list_with_titles_repeated_cells_and_a_sum():
    found = read(
        [
            ["快团团发货单导出（第5场）"],
            ["导出时间：2022-04-02 18:10"],
            ["商品", "规格", "数量", "跟团号", "收货人", "联系电话", "省", "市", "区", "详细地址",
            "备注"],
            ["39元蔬菜包", "", 2, 31, "骆", "13900000201", "江", "宁", "滨区",
            "江景家园M1栋2单元602", ""],
            ["大米", "5kg/袋", 1, 31, "骆", "13900000201", "江", "宁", "滨区",
            "江景家园M1栋2单元602", ""],
            ["纯牛奶", "250ml*16盒", 1, 32, "柳", "", "江", "宁", "滨区", "M5 601 江景家园",
            "尽快"],
            ["纯牛奶", "250ml*16盒", 1, 32, "柳", "", "江", "宁", "滨区", "M5 601 江景家园",
            "尽快"],
            ["合计", "", 5],
        ]
    )  # fmt: skip
    assert in_short(found) == {"31": "M1-2-602 2 VEG 1 RICE", "32": "M5-1-601 2 MILK"}
    assert passed_over(found) == {1: "title", 2: "title", 3: "heading", 8: "sum"}


def test_a_list_that_goes_good_by_good_gathers_an_orders_rows():
    found = read(
        [
            ["商品名称", "数量", "订单编号", "收件人", "收件地址"],
            ["蔬菜包", 1, "A1", "甲一", "M1-1-301"],
            ["蔬菜包", 2, "A2", "乙二", "M3-1204"],
            ["鸡蛋", 1, "A1", "甲一", "M1-1-301"],
            ["大米", 1, "A2", "乙二", "M3-1204"],
        ]
    )
    assert in_short(found) == {"A1": "M1-1-301 1 VEG 1 EGG", "A2": "M3-1-1204 2 VEG 1 RICE"}
    assert found.orders[0].rows == (2, 4)


def test_a_chain_tool_lists_an_orders_goods_in_one_cell():
    rows = [
        ["接龙号", "昵称", "接龙内容", "联系人", "手机号", "楼栋", "单元", "房号", "备注"],
        [1, "小王", "蔬菜包*2;鸡蛋(30枚/板)x1", "王", "13900000301", "M1", 1, 301, ""],
        [2, "天天", "蔬菜包 x1\n卷纸 x2", "李", "13900000302", "M2栋", "2单元", "502室", "放门口"],
        [3, "云", "猪肉包2份", "赵", "13900000303", "望江楼", "", 1204, ""],
        [4, "风", "纯牛奶(250ml*16盒/箱)×3，大米×1", "钱", "", "M5", 1, 602, ""],
        [5, "雨", "纯牛奶250ml*16盒", "孙", "", "M5", 1, 602, ""],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 2 VEG 1 EGG",
        "2": "M2-2-502 1 VEG 2 PAPER",
        "3": "M3-1-1204 2 MEAT",
        "4": "M5-1-602 3 MILK 1 RICE",
        "5": "? no_quantity",
    }


def test_a_total_that_is_not_the_sum_of_the_listed_goods_is_a_doubt():
    head = ["订单号", "商品信息", "商品总数量", "地址"]
    rows = [head, [1, "蔬菜包*2;鸡蛋*1", 3, "M5-602"], [2, "蔬菜包*2;鸡蛋*1", 4, "M5-602"]]
    assert in_short(read(rows)) == {"1": "M5-1-602 2 VEG 1 EGG", "2": "? quantities_differ"}


def test_each_good_may_have_a_column_of_its_own():
    rows = [
        ["序号", "微信昵称", "蔬菜包", "猪肉包(份)", "鸡蛋(30枚/板)", "卷纸数量", "姓名", "地址"],
        [1, "小王", 2, "", 1, "", "王", "M1-1-301"],
        [2, "天天", 1, 0, "", 2, "李", "M2栋2单元502室"],
        [3, "小雪", "", "", "", "", "周", "M5-101"],
        [4, "小雨", 1.5, "", "", "", "周", "M5-101"],
        ["合计", "", 4.5, 0, 1, 2],
    ]
    found = read(rows)
    assert in_short(found) == {
        "1": "M1-1-301 2 VEG 1 EGG",
        "2": "M2-2-502 1 VEG 2 PAPER",
        "3": "? no_goods",
        "4": "? not_whole",
    }
    assert passed_over(found) == {1: "heading", 6: "sum"}


def test_a_shop_tool_with_numbers_of_its_own_and_sums_with_freight():
    head = ["订单编号", "订单状态", "下单时间", "商品名称", "商品型号", "商品数量", "商品单价",
    "商品总价",
            "运费", "优惠", "实付金额", "收件人", "收货详细地址", "买家备注",
            "快递单号"]  # fmt: skip
    when = "2022/4/5 10:00"
    rows = [
        head,
        ["8123001", "待发货", when, "【现货】蔬菜包", "默认", 1, 39, 39, 0, 0, 39, "王芳",
         "滨河路88号江景家园M1栋1单元301", "", ""],
        ["8123002", "已关闭", when, "蔬菜包", "", 1, 39, 39, 0, 0, 39, "王芳", "M1-1-301", "", ""],
        ["8123003", "已发货", when, "鸡蛋", "30枚/板", 2, 32, 64, 4, 0, 110, "张伟",
         "江景家园M3-1204张伟", "到了打电话", "SF1"],
        ["8123003", "已发货", when, "东北大米", "5kg/袋", 1, 42, 42, 4, 0, 110, "张伟",
         "江景家园M3-1204张伟", "到了打电话", "SF1"],
        ["8123004", "已完成", when, "鸡蛋", "整箱", 1, 360, 360, 0, 20, 340, "张伟",
         "江景家园 望江楼 1103 室", "", ""],
    ]  # fmt: skip
    found = read(rows)
    assert in_short(found) == {
        "8123001": "M1-1-301 1 VEG",
        "8123002": "- cancelled",
        "8123003": "M3-1-1204 2 EGG 1 RICE",
        "8123004": "M3-1-1103 1 EGGS",
    }
    assert [order.paid_fen for order in found.orders] == [3900, None, 11000, 34000]


def test_a_shop_tool_that_tells_the_refund_of_each_good():
    head = ["订单号", "商品名称", "商品规格", "商品数量", "订单状态", "商品退款状态",
            "收货人/提货人", "收货人手机号/提货人手机号", "详细收货地址/提货地址"]  # fmt: skip
    who = ["周", "13900000501", "江景家园M5栋601"]
    rows = [
        head,
        ["E01", "蔬菜包", "", 1, "交易完成", "", *who],
        ["E02", "蔬菜包", "", 1, "待发货", "退款成功", *who],
        ["E02", "猪肉包", "", 1, "待发货", "", *who],
        ["E03", "蔬菜包", "", 1, "交易关闭", "退款成功", *who],
        ["E04", "蔬菜包", "", 1, "待发货", "无售后", *who],
        ["E05", "鸡蛋", "", 1, "待发货", "退款处理中", *who],
    ]
    assert in_short(read(rows)) == {
        "E01": "M5-1-601 1 VEG",
        "E02": "M5-1-601 1 MEAT",
        "E03": "- cancelled",
        "E04": "M5-1-601 1 VEG",
        "E05": "? refunding",
    }


def test_a_table_kept_by_hand():
    found = read(
        [
            ["2022年4月江景家园团购登记表"],
            ["序号", "楼号", "室号", "姓名", "电话", "品名", "数量", "备注"],
            [1, "M5", 101, "陈", "13900000601", "菜包", 2, ""],
            [2, "M5", 102, "林", "13900000602", "鸡蛋", "1板", ""],
            ["", "", "", "", "", "大米", "两袋", ""],
            [3, "M3", 1001, "吴", "13900000603", "卫生纸", "×１提", "明天送"],
            ["合计", "", "", "", "", "", 6, ""],
            ["制表人：吴"],
        ]
    )
    assert in_short(found) == {
        "1": "M5-1-101 2 VEG",
        "2": "M5-1-102 1 EGG 2 RICE",
        "3": "M3-1-1001 1 PAPER",
    }
    assert passed_over(found) == {1: "title", 2: "heading", 7: "sum", 8: "not_an_order"}


def test_lanes_are_read_from_columns_and_from_addresses():
    head = ["跟团号", "团员", "商品", "数量", "请填写弄号", "请填写楼号(必填)", "房号", "收货地址"]
    rows = [
        head,
        [1, "a", "蔬菜包", 1, 88, 6, 301, "滨江新村88弄"],
        [2, "b", "蔬菜包", 1, "310弄", "15号", 402, ""],
        [3, "c", "蔬菜包", 1, "", 21, 502, ""],
        [4, "d", "蔬菜包", 1, "", 6, 502, ""],
        [5, "e", "蔬菜包", 1, "", "", "", "三百一十弄四十号六〇三"],
        [6, "f", "蔬菜包", 1, 88, 6, 301, "310弄6号301"],
        [7, "g", "蔬菜包", 1, 88, 7, 301, "滨江新村310弄"],
        [8, "h", "蔬菜包", 1, "", "", "", "88弄7号101/102"],
    ]
    assert in_short(read(rows, doors=LANES)) == {
        "1": "88-6-301 1 VEG",
        "2": "310-15-402 1 VEG",
        "3": "88-21-502 1 VEG",
        "4": "? ambiguous_door",
        "5": "310-40-603 1 VEG",
        "6": "? two_doors",
        "7": "? two_doors",
        "8": "? no_room",
    }


def test_a_building_and_the_rest_of_the_door_may_stand_apart():
    head = ["序号", "品名", "数量", "小计", "合计", "单价", "楼栋", "门牌号"]
    rows = [
        head,
        [1, "鸡蛋", 2, 64, 106, 32, "M1栋", "2-301"],
        ["", "大米", 1, 42, "", 42, "", ""],
        [2, "鸡蛋", 1, 32, 32, 32, "望江楼", 1204],
        [3, "鸡蛋", 1, 32, 32, 32, "M1", 301],
    ]
    assert in_short(read(rows)) == {
        "1": "M1-2-301 2 EGG 1 RICE",
        "2": "M3-1-1204 1 EGG",
        "3": "? ambiguous_door",
    }


def test_headings_over_two_rows_are_read_together():
    workbook = empty_book()
    rows = sheet(
        workbook,
        "订单",
        [
            ["订单号", "商品信息", None, None, "收货信息", None],
            [None, "商品", "规格", "数量", "收货人", "地址"],
            ["T1", "蔬菜包", "", 1, "马", "M5-602"],
        ],
    )
    for cells in ("A1:A2", "B1:D1", "E1:F1"):
        rows.merge_cells(cells)
    found = read(saved(workbook))
    assert in_short(found) == {"T1": "M5-1-602 1 VEG"}
    assert passed_over(found) == {1: "heading", 2: "heading"}


def test_english_headings_are_read():
    head = ["Order ID", "Product", "Qty", "Customer", "Phone", "Address", "Note", "Status"]
    rows = [head, ["S1", "大米", 2, "Lee", "13900000701", "M3-1-1204", "none", "Paid"]]
    assert in_short(read(rows)) == {"S1": "M3-1-1204 2 RICE"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_any_encoding_that_tools_write(encoding, delimiter):
    rows = [["订单号", "商品", "数量", "地址"], ["1", "蔬菜包", "2", "M1栋1单元301"]]
    content = separated(rows, encoding=encoding, delimiter=delimiter)
    assert in_short(read(content)) == {"1": "M1-1-301 2 VEG"}


def test_the_sheet_with_orders_is_taken_and_the_others_are_reported():
    orders = [["订单号", "商品", "数量", "地址"], [1, "蔬菜包", 2, "M5-602"]]
    sums = [["商品", "规格", "数量", "金额"], ["蔬菜包", "", 2, 78], ["大米", "", 0, 0]]
    found = read(book(说明=["说明", "一单多件占多行"], 商品汇总=sums, 发货单=orders))
    assert in_short(found) == {"1": "M5-1-602 2 VEG"}
    assert [(p.sheet, p.why) for p in found.problems if not p.row] == [
        ("说明", "other_sheet"),
        ("商品汇总", "other_sheet"),
    ]


def test_orders_that_go_on_in_a_sheet_with_the_same_headings_are_read_too():
    head = ["订单号", "商品", "数量", "地址"]
    found = read(book(一=[head, [1, "蔬菜包", 2, "M5-602"]], 二=[head, [2, "鸡蛋", 1, "M5-601"]]))
    assert in_short(found) == {"1": "M5-1-602 2 VEG", "2": "M5-1-601 1 EGG"}
    assert [order.sheet for order in found.orders] == ["一", "二"]


def test_a_column_for_each_good_with_its_price_in_brackets():
    """A good whose column was not known used to be left out of orders that passed for ready."""
    found = read(
        [
            ["江景家园蔬菜团 统计表"],
            ["序号", "接龙人", "楼栋", "单元", "房号",
             "鸡蛋(32元)", "大米（42元/袋）", "卷纸", "合计金额"],
            [1, "小乔", "M1栋", "1", "301", 1, 0, None, 32],
            [2, "阿岑", "M5", "1单元", "602", None, 2, "无", 84],
            ["合计", None, None, None, None, 1, 2, 0, None],
        ]
    )  # fmt: skip
    assert in_short(found) == {"1": "M1-1-301 1 EGG", "2": "M5-1-602 2 RICE"}


@pytest.mark.parametrize("heading", ["速冻水饺", "鸡蛋(9元)"])
def test_a_column_of_counts_under_a_good_that_nobody_knows_is_asked_about(heading):
    """Whoever ordered it must not get a bag without it; who did not is sure."""
    found = read([["序号", "房号", "大米", heading], [1, "M5-602", 2, 1], [2, "M5-601", 1, 0]])
    assert in_short(found) == {"1": "? unknown_good", "2": "M5-1-601 1 RICE"}


def test_a_column_of_words_or_of_ages_beside_goods_is_no_good():
    found = read([["序号", "房号", "大米", "群里怎么称呼", "年龄"], [1, "M5-602", 2, "小乔", 71]])
    assert in_short(found) == {"1": "M5-1-602 2 RICE"}


def test_the_answers_of_a_questionnaire():
    found = read(
        [
            ["编号", "1.您的姓名", "2.您的手机号码", "3.您的楼栋单元房号（例：M1栋1单元301）",
             "4.鸡蛋（32元/板）需要几板", "5、大米(5kg/袋)您要多少袋？", "6.其他留言"],
            [1, "乔", "13900000001", "M1栋2单元302", "1", "", "无"],
            [2, "岑", "13900000002", "M5栋602", "不要", "2", "谢谢"],
        ]
    )  # fmt: skip
    assert in_short(found) == {"1": "M1-2-302 1 EGG", "2": "M5-1-602 2 RICE"}


def test_one_good_in_a_cell_that_lists_them_has_its_number_there():
    """``鲜鸡蛋(30枚/板)*2`` is no pack of thirty twice."""
    found = read(
        [
            ["跟团号", "商品", "总件数", "收货信息"],
            [1, "鲜鸡蛋(30枚/板)*2", 2, "乔 13900000001 M5-602"],
            [2, "大米*1\n卷纸*3", 4, "岑 13900000002 M5-601"],
        ]
    )
    assert in_short(found) == {"1": "M5-1-602 2 EGG", "2": "M5-1-601 1 RICE 3 PAPER"}


def test_goods_of_a_cell_in_words_are_read_where_each_is_known():
    found = read(
        [
            ["序号", "接龙内容", "份数合计", "房号"],
            [1, "鸡蛋2板 大米1袋", 3, "M5-602"],
            [2, "3桶食用油，蔬菜包x1；卷纸 2提", 6, "M5-601"],
            [3, "2袋大米", 2, "M5-502"],
            [4, "鸡蛋30枚", 2, "M5-501"],
            [5, "鸡蛋2板 饺子1袋", 3, "M5-402"],
            [6, "鸡蛋2箱", 2, "M5-401"],
        ]
    )
    assert in_short(found) == {
        "1": "M5-1-602 2 EGG 1 RICE",
        "2": "M5-1-601 3 OIL 1 VEG 2 PAPER",
        "3": "M5-1-502 2 RICE",
        "4": "M5-1-501 2 EGG",
        "5": "? unknown_good",
        "6": "? other_unit",
    }


@pytest.mark.parametrize(
    "prices",
    [["", "", "42元/袋", "￥32"], ["单价", "", "42", "32"], ["规格", "", "5kg/袋", "30枚"]],
)
def test_a_row_of_prices_below_the_goods_is_no_order(prices):
    found = read([["序号", "房号", "大米", "鸡蛋"], prices, [1, "M5-602", 2, 1]])
    assert in_short(found) == {"1": "M5-1-602 2 RICE 1 EGG"}
    assert passed_over(found) == {1: "heading", 2: "heading"}


def test_goods_with_their_number_on_the_menu():
    found = read([["团购单号", "货品", "数量", "房号"], ["TG-1", "05-鸡蛋", 1, "M5-602"]])
    assert in_short(found) == {"TG-1": "M5-1-602 1 EGG"}
