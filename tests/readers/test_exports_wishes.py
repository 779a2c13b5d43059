"""R44, R48: remarks that say how goods should be or which floor it is, and change nothing."""

import pytest

from tests.readers.export_files import in_short, read


@pytest.mark.parametrize(("remark", "is_ready"), [
    ("番茄要日期新鲜的", True), ("番茄要当天的", True), ("番茄要大颗的", True),
    ("番茄要没有裂的", True), ("老人，帮送上楼", True), ("三楼，放门口即可", True),
    ("我家在3楼", True), ("4楼", False), ("塔楼没有单元", True), ("上面漏了，补一下", True),
    ("漏了，补一份", False), ("番茄不要，裂的", False), ("没有番茄的换鸡蛋", False),
    ("帮送上楼601", False), ("鸡蛋要当天的", False), ("番茄要宽一点的", True),
    ("老人腿脚不便，麻烦送到房门口", True), ("送到房门口302", False),
    ("菜要新鲜点，上次有烂叶", True), ("上次烂了两斤补给我", False), ("上次少一斤", False),
    ("送货时叫一下对门2905，她也订了", True), ("送货时叫对门302拿", False), ("送对门302", False),
    ("货照送", True), ("货照送302", False), ("其余照送", False),
    ("叫楼上302下来拿", False), ("其余照送，番茄换鸡蛋", False),
])  # fmt: skip
def test_wishes_are_no_doubt(remark, is_ready):
    cells = {"订单号": "1", "商品": "番茄", "数量": "2斤", "收货地址": "M1-1-301", "备注": remark}
    [text] = in_short(read([list(cells), list(cells.values())])).values()
    assert text == ("M1-1-301 2 TOM" if is_ready else "? remark")
