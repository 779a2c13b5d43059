"""R48: what a reader tells of an order so that another export of it is known again."""

from tests.readers.export_files import read

HEAD = ["订单号", "下单人", "电话", "收货地址", "商品", "数量", "订单状态", "团员备注"]
ROW = ["K1", "张敏", "13900001234", "M3-1-301", "蔬菜包", "2", "待发货", "放门口"]


def only(*rows, head=HEAD):
    [order] = read([head, *rows]).orders
    return order


def changed(**cells):
    return [cells.get(heading, text) for heading, text in zip(HEAD, ROW, strict=True)]


def test_what_a_tool_does_with_an_order_and_how_it_lists_it_leaves_its_content():
    order = only(ROW)
    turned = only(ROW[::-1], head=HEAD[::-1])

    assert only(changed(订单状态="已发货", 电话="139****1234")).content == order.content
    assert (turned.content, turned.raw) == (order.content, order.raw)
    assert order.raw == "K1 · 蔬菜包 · 2 · 待发货 · 张敏 · M3-1-301 · 放门口"


def test_another_good_door_remark_or_state_is_another_content():
    others = (
        changed(数量="3"),
        changed(商品="鸡蛋"),
        changed(收货地址="M3-1-302"),
        changed(团员备注="不要了"),
        changed(订单状态="已退款"),
    )
    contents = {only(row).content for row in (ROW, *others)}

    assert len(contents) == 1 + len(others)


def test_every_row_of_an_order_stands_in_its_raw_text():
    order = only(ROW, ["", "", "", "", "鸡蛋", "1", "", ""])

    assert order.raw.split("\n")[1] == "鸡蛋 · 1"
    assert order.content != only(ROW).content


def test_a_masked_number_beside_an_address_is_read_over_like_a_whole_one():
    for phone in ("13900001234", "139****1234"):
        order = only(changed(收货地址=f"张敏 {phone} M3-1-301", 团员备注=f"打{phone}"))
        assert (order.status, order.door.code) == ("ready", "M3-1-301")
