"""R48: what was paid in the tool is told only where the export says so clearly."""

import pytest

from tests.readers.export_files import read

HEAD = ["订单号", "商品", "规格", "数量", "单价", "实付金额", "订单状态", "收货人", "地址"]


def paid(*rows, head=HEAD):
    """Order number -> fen; of each row: number, quantity of vegetables, sum paid, state."""
    found = read(
        [
            head,
            *([no, "蔬菜包", "", n, 39, fen, state, "周", "M5-601"] for no, n, fen, state in rows),
        ]
    )
    return {order.order_no: order.paid_fen for order in found.orders}


@pytest.mark.parametrize("state", ["待发货", "已支付", "已完成", "交易成功"])
def test_a_sum_paid_of_an_order_that_stands_was_paid(state):
    assert paid(("8123001", 1, "39.00", state)) == {"8123001": 3900}


@pytest.mark.parametrize(
    "state", ["", "未支付", "已退款", "已取消", "退款中", "货到付款", "待付款"]
)
def test_what_is_open_taken_back_or_due_at_the_door_was_not(state):
    assert paid(("8123001", 1, "39.00", state)) == {"8123001": None}


@pytest.mark.parametrize("heading", ["订单金额", "应付金额", "小计"])
def test_what_an_order_comes_to_is_no_payment(heading):
    head = [heading if text == "实付金额" else text for text in HEAD]
    assert paid(("8123001", 1, "39.00", "已支付"), head=head) == {"8123001": None}


def test_rows_that_each_tell_their_own_sum_are_added_and_one_sum_for_all_counts_once():
    rows = [
        HEAD,
        ["8123001", "蔬菜包", "", 2, 39, 78, "待发货", "周", "M5-601"],
        ["8123001", "卷纸", "", 1, 26, 26, "待发货", "周", "M5-601"],
        ["8123002", "蔬菜包", "", 2, 39, 104, "待发货", "周", "M5-602"],
        ["8123002", "卷纸", "", 1, 26, 104, "待发货", "周", "M5-602"],
        ["8123003", "蔬菜包", "", 1, "", 50, "待发货", "周", "M5-501"],
        ["8123003", "卷纸", "", 1, "", 50, "待发货", "周", "M5-501"],
        ["8123004", "蔬菜包", "", 1, 39, "一共39", "待发货", "周", "M5-502"],
    ]
    found = {order.order_no: order.paid_fen for order in read(rows).orders}
    assert found == {"8123001": 10400, "8123002": 10400, "8123003": None, "8123004": None}


PARTLY = ["订单号", "商品", "数量", "单价", "实付金额", "退款数量", "退款金额", "订单状态", "地址"]


@pytest.mark.parametrize(
    ("cells", "fen"),
    [
        ((3, 39, "117", 1, "39"), 7800),  # what was paid, less what went back
        ((3, 39, "78", 1, "39"), 7800),  # the tool tells what is left already
        ((3, 39, "117", 1, ""), None),  # how much went back stands nowhere
        ((3, 39, "117", 1, "20"), None),  # another sum went back than the goods cost
        ((3, "", "117", 1, "39"), None),  # what is left has no price
        ((3, 39, "", 1, "39"), None),
    ],
)
def test_of_a_partly_refunded_order_what_is_left_was_paid_where_all_agrees(cells, fen):
    row = ["8123001", "蔬菜包", *cells, "部分退款", "M5-601"]

    assert [order.paid_fen for order in read([PARTLY, row]).orders] == [fen]


def test_where_what_went_back_is_not_clear_nothing_was_paid_for_certain():
    row = ["8123001", "蔬菜包", 3, 39, "117", "", "39", "部分退款", "M5-601"]
    [order] = read([PARTLY, row]).orders

    assert (order.status, order.paid_fen) == ("review", None)
