"""R39, R42: whose household wrote an entry that orders for another door."""

import pytest

from baogong.readers.chains import Good, GoodsTable, read_chain
from tests.readers.chains.estates import garden

GOODS = GoodsTable([Good(sku="EGG", name="鸡蛋", unit="板")])
OWN, OTHER = "3-1-301", "3-1-302"


@pytest.mark.parametrize(
    ("text", "writer", "doors"),
    [
        ("3-301 鸡蛋1板", OWN, [OWN]),
        ("3-301 鸡蛋1板 帮302带1板", OWN, [OWN, OTHER]),
        ("3-301 鸡蛋1板 给302也来1板", OWN, [OWN, OTHER]),
        ("3-301 帮302带鸡蛋1板", OWN, [OTHER]),
        ("帮3-302带鸡蛋1板，自己3-301鸡蛋2板", OWN, [OTHER, OWN]),
        ("3-301、3-302 各鸡蛋1板", "", [OWN, OTHER]),
        ("帮3-301、3-302各带鸡蛋1板", "", [OWN, OTHER]),
        ("3号楼：301鸡蛋1板，302鸡蛋1板", "", [OWN, OTHER]),
        ("楼长代订 3-301鸡蛋1板 3-302鸡蛋1板", "", [OWN, OTHER]),
        ("楼长代 3-301鸡蛋1板 3-302鸡蛋1板", "", [OWN, OTHER]),
        ("3-302 李奶奶 鸡蛋1板 3-301小王代接", OWN, [OTHER]),
        ("3-302 鸡蛋1板 由3-301代订", OWN, [OTHER]),
        ("3-302 鸡蛋1板 3-301小王代付", OTHER, [OTHER]),
        ("3-301 鸡蛋1板 别送到3-302", OWN, [OWN]),
        ("替3-302订鸡蛋1板", "", [OTHER]),
    ],
)
def test_the_door_that_orders_for_another_is_told(text, writer, doors):
    [line] = read_chain(f"1. {text}", doors=garden(), goods=GOODS).lines

    assert (line.writer, [order.door for order in line.orders]) == (writer, doors)
